import { type NodeArguments, type NodeExchange, type NodeRequest, nodeExchange } from './node-exchange.ts';
import { wait } from './timers.ts';

/** What a web request may not be; any other than POST is refused anyway. */
const forbidden = /^(?:CONNECT|TRACE|TRACK)$/i;

const lingerMs = 1000;

export type NodeListener = (...args: NodeArguments) => Promise<void>;

/**
 * Puts a handler where `node:http`, Express, Fastify or Koa take a function. A body parser before it must have left the bytes
 * as a Buffer in `body` or `rawBody`; otherwise the answer is 500 `body_not_raw`.
 *
 * @param handler what `createWebhookHandler` returned, or a function around it.
 */
export function nodeListener(handler: (request: Request) => Response | Promise<Response>): NodeListener {
  return async (...args) => {
    const exchange = nodeExchange(args);
    const { request, response } = exchange;
    const { status, headers, body } = await ask(handler, exchange);
    if (response.headersSent) return;
    response.writeHead(status, headers);
    response.end(body);
    if (request.complete === false) discardRest(request);
  };
}

async function ask(handler: (request: Request) => Response | Promise<Response>, exchange: NodeExchange) {
  try {
    const answer = await handler(await webRequest(exchange));
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
  } catch (error) {
    console.error('The webhook endpoint failed.', error);
    return { status: 500, headers: {}, body: '' };
  }
}

async function webRequest({ request, bytes }: NodeExchange): Promise<Request> {
  const { method = 'GET', url = '/' } = request;
  const headers = Object.entries(request.headers)
    .filter(([name]) => !name.startsWith(':'))
    .flatMap(([name, values]) => [values ?? []].flat().map((value): [string, string] => [name, value]));
  // Of the address only path and query are known; the handler needs none of it.
  const address = `http://localhost${url.startsWith('/') ? url : '/'}`;
  if (method !== 'POST') return new Request(address, { method: forbidden.test(method) ? 'GET' : method, headers });
  if (bytes) return new Request(address, { method, headers, body: bytes });
  if (!request.readableDidRead) return new Request(address, { method, headers, body: stream(request), duplex: 'half' });
  if (saysEmpty(request)) return new Request(address, { method, headers });
  const spent = new Request(address, { method, headers, body: 'read by somebody else' });
  await spent.text();
  return spent;
}

/** Not destroyed when it is no longer read, so that there still can be an answer. */
function stream(request: NodeRequest): ReadableStream {
  const { iterator } = request as { iterator?(options: { destroyOnReturn: boolean }): AsyncIterable<Uint8Array> };
  const chunks =
    iterator?.call(request, { destroyOnReturn: false }) ?? (request as unknown as AsyncIterable<Uint8Array>);
  return ReadableStream.from(chunks);
}

/** HTTP/2 needs no header to send a body. */
function saysEmpty({ headers, httpVersionMajor = 1 }: NodeRequest): boolean {
  const length = headers['content-length'];
  return length === undefined
    ? httpVersionMajor < 2 && headers['transfer-encoding'] === undefined
    : Number(length) === 0;
}

/** Ended at once, the connection would take the answer with it: a sender in the middle of its body would not see it. */
async function discardRest(request: NodeRequest): Promise<void> {
  request.resume?.();
  await wait(lingerMs);
  if (!request.complete) request.destroy?.();
}
