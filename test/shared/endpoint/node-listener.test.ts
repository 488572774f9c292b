import { once } from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';
import { type AddressInfo, connect } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { createWebhookHandler, type NodeListener, nodeListener } from 'livespace-webhooks';
import { endpoint, eventBody, readableLog } from '../../../testing/endpoint/deliveries.ts';
import { signDelivery } from '../../../testing/sign.ts';

type Pair = [request: http.IncomingMessage, response: http.ServerResponse];
type Before = (request: http.IncomingMessage) => unknown;

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server with something before the listener, as frameworks have. */
async function serve(
  before: Before = () => {},
  around = (listener: NodeListener): ((...pair: Pair) => unknown) => listener,
) {
  const log = readableLog();
  const ids: string[] = [];
  const { url, secret } = endpoint;
  const handler = createWebhookHandler({ url, secrets: [secret], onEvent: ({ id }) => void ids.push(id), log });
  const listener = around(nodeListener(handler));
  const server = http.createServer(async (request, response) => {
    await before(request);
    await listener(request, response);
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const send = async (init: RequestInit = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}/livespace?flow=1`, { method: 'POST', ...init });
    return [answer.status, await answer.text()];
  };
  return { port, send, ids, log };
}

const signed = (body = eventBody()): RequestInit => ({
  body,
  headers: { 'x-livespace-signature': signDelivery(endpoint.url, body, endpoint.secret) },
});

const parsedAs =
  (place: 'body' | 'rawBody', make: (bytes: Buffer) => unknown): Before =>
  async (request) => {
    Object.assign(request, { [place]: make(await buffer(request)) });
  };

test('node:http as it is: an event, its copy, a handshake, a forgery', async () => {
  const { send, ids } = await serve();
  await expect(send(signed())).resolves.toEqual([200, '']);
  await expect(send(signed())).resolves.toEqual([200, 'duplicate']);
  await expect(send()).resolves.toEqual([200, '']);
  await expect(send({ body: eventBody() })).resolves.toEqual([401, 'missing_signature']);
  await expect(send({ method: 'GET' })).resolves.toEqual([405, '']);
  expect(ids).toEqual(['e-1']);
});

test.each<[string, Before]>([
  ['bytes in body', parsedAs('body', (bytes) => bytes)],
  ['other bytes in body', parsedAs('body', (bytes) => new Uint8Array(bytes))],
  [
    'JSON in body, bytes in rawBody',
    async (request) => {
      const bytes = await buffer(request);
      Object.assign(request, { rawBody: bytes, body: JSON.parse(String(bytes)) });
    },
  ],
  [
    'a body that throws, the stream unread',
    (request) =>
      Object.defineProperty(request, 'body', {
        get() {
          throw new Error('Invalid JSON');
        },
      }),
  ],
  ['{} in body, the stream unread', (request) => Object.assign(request, { body: {} })],
])('a parser that left %s', async (_, before) => {
  const { send, ids } = await serve(before);
  await expect(send(signed())).resolves.toEqual([200, '']);
  expect(ids).toEqual(['e-1']);
});

test.each<[string, Before]>([
  ['JSON', parsedAs('body', (bytes) => JSON.parse(String(bytes)))],
  ['{}', parsedAs('body', () => ({}))],
  ['text', parsedAs('body', String)],
  ['the bytes of {}', parsedAs('body', () => Buffer.from('{}'))],
  ['nothing', parsedAs('body', () => undefined)],
  ['a part of the stream', (request) => once(request, 'readable').then(() => request.read(3))],
])('a parser that left %s: 500 at once, and the log says how to mend it', async (_, before) => {
  const { send, ids, log } = await serve(before);
  await expect(send(signed())).resolves.toEqual([500, 'body_not_raw']);
  expect(log.warnings[0]).toContain('express.raw(');
  expect(ids).toEqual([]);
});

test('a parser that found nothing to read does no harm to the handshake', async () => {
  const { send } = await serve(parsedAs('body', () => ({})));
  await expect(send({ headers: { 'content-type': 'application/json' } })).resolves.toEqual([200, '']);
});

test('Koa’s context, Fastify’s pair', async () => {
  let answersItself = true;
  const koa = await serve(undefined, (listener) => async (request, response) => {
    // What an earlier middleware meant to answer.
    const body = Buffer.from('{}');
    const context = { req: request, res: response, respond: true, request: {}, body };
    await listener(context as never);
    answersItself = context.respond;
  });
  await expect(koa.send(signed())).resolves.toEqual([200, '']);
  expect(koa.ids).toEqual(['e-1']);
  expect(answersItself).toBe(false);

  let hijacked = 0;
  const hijack = () => {
    hijacked += 1;
  };
  const fastify = await serve(undefined, (listener) => async (raw, response) => {
    const body = await buffer(raw as http.IncomingMessage);
    await listener({ raw, body } as never, { raw: response, hijack } as never);
  });
  await expect(fastify.send(signed())).resolves.toEqual([200, '']);
  expect(hijacked).toBe(1);
});

test('a body too large is answered while it comes, and the connection ends', async () => {
  const { port, log } = await serve();
  const chunk = new Uint8Array(1024 * 1024);
  let sent = 0;
  const request = http.request({ port, method: 'POST' }).on('error', () => {});
  const isAnswered = once(request, 'response');
  const isClosed = new Promise((resolve) => request.once('close', resolve));
  const pour = () => {
    sent += 1;
    if (!request.destroyed && sent < 10_000) request.write(chunk, pour);
  };
  pour();
  const [answer] = (await isAnswered) as [http.IncomingMessage];
  expect([answer.statusCode, await text(answer)]).toEqual([413, 'too_large']);
  expect(sent).toBeLessThan(100);
  await isClosed;
  expect(sent).toBeLessThan(10_000);
  expect(log).toMatchObject({ errors: [] });
});

test('a sender that hangs up in the middle is no event in the log', async () => {
  const { port, send, log } = await serve();
  const socket = connect(port, '127.0.0.1');
  socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{');
  await once(socket, 'connect');
  socket.destroy();
  await expect(send(signed())).resolves.toEqual([200, '']);
  expect(log).toMatchObject({ warnings: [], errors: [] });
});

test.each(['TRACE', 'PROPFIND', 'PUT'])('%s is not allowed, whatever its path', async (method) => {
  const { port } = await serve();
  const request = http.request({ port, method, path: '//evil?x', headers: { 'content-length': 0 } }).end();
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'POST']);
  answer.resume();
});

test('HTTP/2', async () => {
  const { url, secret } = endpoint;
  const ids: string[] = [];
  const handler = createWebhookHandler({ url, secrets: [secret], onEvent: ({ id }) => void ids.push(id) });
  const server = http2.createServer(nodeListener(handler)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const { body, headers } = signed();
  for (const content of [body, '']) {
    const request = client.request({ ':method': 'POST', ':path': '/', ...(headers as object) });
    request.end(content);
    const [answer] = await once(request, 'response');
    expect(answer[':status']).toBe(200);
    request.close();
  }
  expect(ids).toEqual(['e-1']);
  client.close();
  server.close();
});

test('a function around the handler sees path, method and headers, and its mistakes are a 500', async () => {
  const seen: string[] = [];
  jest.spyOn(console, 'error').mockImplementation();
  const listener = nodeListener((request) => {
    seen.push(`${request.method} ${new URL(request.url).pathname}`);
    throw new Error('mine');
  });
  const { send } = await serve(undefined, () => listener);
  await expect(send(signed())).resolves.toEqual([500, '']);
  expect(seen).toEqual(['POST /livespace']);
  expect(console.error).toHaveBeenCalledWith(expect.any(String), new Error('mine'));
});
