import http from 'node:http';
import https from 'node:https';

/** How a POST to a subscriber ended: the HTTP status it answered, or why there is none. */
export interface Outcome {
  status: number | null;
  error: string | null;
}

export interface OutboundRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  /** Aborted when the simulator closes. */
  signal: AbortSignal;
}

/** DOC: only these two count as success, for a handshake and for a delivery. A redirect is not followed. */
export function isSuccess({ status }: Outcome): boolean {
  return status === 200 || status === 204;
}

/** POSTs once and never throws. The time limit covers the whole answer, since a sender keeps its socket until the end. */
export function post({ url, headers, body, timeoutMs, signal }: OutboundRequest): Promise<Outcome> {
  return new Promise((resolve) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const failed = (error: Error) =>
      resolve({
        status: null,
        error: limit.aborted && !signal.aborted ? `no answer within ${timeoutMs} ms` : error.message,
      });
    const { request } = url.startsWith('https:') ? https : http;
    const bytes = Buffer.from(body);
    request(url, {
      method: 'POST',
      agent: false,
      signal: limit,
      headers: { ...headers, 'Content-Length': bytes.length, Connection: 'close' },
    })
      .on('error', failed)
      .on('response', (response) => {
        response
          .on('error', failed)
          .on('end', () => resolve({ status: response.statusCode ?? null, error: null }))
          .resume();
      })
      .end(bytes);
  });
}
