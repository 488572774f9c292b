import http from 'node:http';
import https from 'node:https';

/** How a POST to a subscriber ended: the HTTP status it answered, or why there is none. */
export interface Outcome {
  status: number | null;
  error: string | null;
}

/** An outcome and what was answered: the body's beginning only. */
export interface Answer extends Outcome {
  headers: Record<string, string>;
  body: string;
}

export interface OutboundRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  /** Aborted when the simulator closes. */
  signal: AbortSignal;
}

/** Enough to see what it is. */
const keptBytes = 10_000;

/** DOC: only these two count as success, for a handshake and for a delivery. A redirect is not followed. */
export function isSuccess({ status }: Outcome): boolean {
  return status === 200 || status === 204;
}

/** POSTs once and never throws. The time limit covers the whole answer, since a sender keeps its socket until the end. */
export async function post(request: OutboundRequest): Promise<Answer> {
  const limit = AbortSignal.any([request.signal, AbortSignal.timeout(request.timeoutMs)]);
  try {
    return await exchange(request, limit);
  } catch (thrown) {
    const isLate = limit.aborted && !request.signal.aborted;
    const error = isLate ? `no answer within ${request.timeoutMs} ms` : (thrown as Error).message;
    return { status: null, error, headers: {}, body: '' };
  }
}

function exchange({ url, headers, body }: OutboundRequest, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { request } = new URL(url).protocol === 'https:' ? https : http;
    const bytes = Buffer.from(body);
    const kept: Buffer[] = [];
    let length = 0;
    const answered = ({ statusCode, headersDistinct }: http.IncomingMessage) => {
      const entries = Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(', ')]);
      const text = Buffer.concat(kept).toString('utf8', 0, keptBytes);
      resolve({ status: statusCode ?? 0, error: null, headers: Object.fromEntries(entries), body: text });
    };
    request(url, {
      method: 'POST',
      agent: false,
      signal,
      headers: { ...headers, 'Content-Length': bytes.length, Connection: 'close' },
    })
      .on('error', reject)
      // 101: from here on it would be another protocol, and no answer would ever come.
      .on('upgrade', (response, socket) => {
        socket.destroy();
        answered(response);
      })
      .on('response', (response) => {
        response
          .on('error', reject)
          .on('data', (chunk: Buffer) => {
            if (length < keptBytes) kept.push(chunk);
            length += chunk.length;
          })
          .on('end', () => answered(response))
          .on('close', () => reject(new Error('the answer broke off')));
      })
      .end(bytes);
  });
}
