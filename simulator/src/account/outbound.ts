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
export async function post(request: OutboundRequest): Promise<Outcome> {
  const limit = AbortSignal.any([request.signal, AbortSignal.timeout(request.timeoutMs)]);
  try {
    return { status: await exchange(request, limit), error: null };
  } catch (error) {
    const isLate = limit.aborted && !request.signal.aborted;
    return { status: null, error: isLate ? `no answer within ${request.timeoutMs} ms` : (error as Error).message };
  }
}

function exchange({ url, headers, body }: OutboundRequest, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const { request } = url.startsWith('https:') ? https : http;
    const bytes = Buffer.from(body);
    request(url, {
      method: 'POST',
      agent: false,
      signal,
      headers: { ...headers, 'Content-Length': bytes.length, Connection: 'close' },
    })
      .on('error', reject)
      // 101: from here on it would be another protocol, and no answer would ever come.
      .on('upgrade', ({ statusCode = 101 }, socket) => {
        socket.destroy();
        resolve(statusCode);
      })
      .on('response', (response) => {
        response
          .on('error', reject)
          .on('end', () => resolve(response.statusCode ?? 0))
          .on('close', () => reject(new Error('the answer broke off')))
          .resume();
      })
      .end(bytes);
  });
}
