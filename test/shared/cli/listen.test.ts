import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { createInterface } from 'node:readline';
import { endCommands, runCommand, startCommand } from '../../../testing/endpoint/command.ts';
import { signDelivery } from '../../../testing/sign.ts';

// Each command is a process of its own.
jest.setTimeout(60_000);
afterEach(endCommands);

const secret = 'canary-secret-8d10';
const url = 'https://hooks.example.com/livespace';

async function startListening(...options: string[]) {
  const child = startCommand(['listen', '--url', url, ...options], { LIVESPACE_WEBHOOK_SECRET: secret });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);
  const [local = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(await next()) ?? [];
  return { local, next };
}

/** Unlike fetch, it sends any header. @returns the status. */
function send(to: string, body: string, headers: Record<string, string> = {}, method = 'POST'): Promise<unknown> {
  const signature = signDelivery(url, body, secret);
  return new Promise((resolve, reject) => {
    request(to, { method, headers: { 'x-livespace-signature': signature, ...headers }, agent: false })
      .on('response', (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end(body);
  });
}

function event(name: string, id = 'd-1'): string {
  return JSON.stringify({ name: 'deal.created', id: crypto.randomUUID(), data: { id, name } });
}

test.each([
  { expect: '100-continue' },
  { 'keep-alive': 'timeout=5' },
  { connection: 'upgrade, http2-settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAAP__' },
  { te: 'trailers' },
  { 'transfer-encoding': 'chunked', trailer: 'x-late' },
  { 'proxy-authorization': 'Basic abc', 'proxy-connection': 'keep-alive' },
])('a delivery with %j goes on without it', async (headers) => {
  const seen: string[] = [];
  const target = createServer((incoming, outgoing) => {
    seen.push(...Object.keys(incoming.headers));
    incoming.resume().on('end', () => outgoing.end());
  });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  const { local, next } = await startListening(
    '--forward',
    `http://127.0.0.1:${(target.address() as AddressInfo).port}`,
  );
  expect(await send(local, event('Desks'), { ...headers, 'x-own': '1' })).toBe(200);
  expect(await next()).toContain('forwarded: HTTP 200');
  expect(seen).toEqual(expect.arrayContaining(['x-livespace-signature', 'x-own']));
  for (const name of Object.keys(headers).filter((name) => name !== 'connection')) expect(seen).not.toContain(name);
  await new Promise((resolve) => target.close(resolve));
});

test('a target that never answers: Livespace has its answer, and the line tells', async () => {
  const target = createServer(() => {});
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  const { local, next } = await startListening(
    '--forward',
    `http://127.0.0.1:${(target.address() as AddressInfo).port}`,
  );
  let isShown = false;
  const line = next().finally(() => {
    isShown = true;
  });
  expect([await send(local, event('Desks')), isShown]).toEqual([200, false]);
  expect(await line).toContain('forwarding failed: no complete answer within 3 seconds');
  await new Promise((resolve) => target.close(resolve));
});

test('what is no POST is no handshake', async () => {
  const { local, next } = await startListening();
  expect(await send(local, '', {}, 'GET')).toBe(405);
  expect(await next()).toMatch(/405 {2}rejected {2}Livespace sends POST, and this was GET\.$/);
});

test('what is too large is shown too', async () => {
  const { local, next } = await startListening();
  const sent = fetch(local, { method: 'POST', body: 'x'.repeat(11_000_000) });
  expect((await sent).status).toBe(413);
  expect(await next()).toContain('The body is larger than 10 MB.');
});

test('a name can’t command the terminal, and can’t begin a line', async () => {
  const { local, next } = await startListening();
  await send(local, event('Desks\u001b[2J\u009b31m\n2026  200  accepted', 'd-1\r\u0007'));
  expect(await next()).toContain('  d-1��  Desks�[2J�31m�2026  200  accepted  signed');
});

test('an answer to `send` that switches protocols is told', async () => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ran = await runCommand(['send', '--url', `http://127.0.0.1:${port}/`], { LIVESPACE_WEBHOOK_SECRET: secret });
  server.close();
  expect([ran.code, ran.err, ran.out]).toEqual([1, '', expect.stringContaining('answered with HTTP 101')]);
});
