import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { undiciTransport } from 'livespace-webhooks/undici';
import { fetchTransport } from '../../../shared/src/endpoint/fetch-transport.ts';
import { rejection, serve } from '../../../testing/livespace/harness.ts';

const tooLate = { name: 'TimeoutError' };

describe.each([
  ['fetch', fetchTransport],
  ['undici', undiciTransport],
])('by %s', (_, transport) => {
  const request = (url: string, timeoutMs = 5000) =>
    transport({ method: 'POST', url, headers: { 'x-test': '1' }, body: 'a=1', timeoutMs });

  test('sends the request as told, and gives status and body whatever the status', async () => {
    const server = await serve((_, response) => response.writeHead(503).end('busy: zażółć'));
    await expect(request(`${server.url}/path?x=1`)).resolves.toEqual({
      status: 503,
      headers: expect.objectContaining({ date: expect.any(String) }),
      body: 'busy: zażółć',
    });
    expect(server.hits).toMatchObject([{ url: '/path?x=1', headers: { 'x-test': '1' }, body: Buffer.from('a=1') }]);
  });

  test.each([301, 302, 303, 307, 308])('does not follow a %i', async (status) => {
    const elsewhere = await serve((_, response) => response.end());
    const server = await serve((_, response) => response.writeHead(status, { location: elsewhere.url }).end());
    await expect(request(server.url)).resolves.toMatchObject({ status });
    expect(elsewhere.hits).toEqual([]);
  });

  test('gives up when no answer begins within the time limit', async () => {
    const server = await serve(() => {});
    expect(await rejection(request(server.url, 50))).toMatchObject(tooLate);
  });

  test('gives up when an answer begins and does not end within the time limit', async () => {
    const server = await serve((_, response) => response.writeHead(200).write('{"result":'));
    expect(await rejection(request(server.url, 100))).toMatchObject(tooLate);
  });

  test('gives up when an answer drips without end', async () => {
    const server = await serve((_, response) => {
      const timer = setInterval(() => response.write(' '), 10);
      response.once('close', () => clearInterval(timer));
    });
    expect(await rejection(request(server.url, 200))).toMatchObject(tooLate);
  });

  test.each([
    ['announced', { 'content-length': String(64 * 1024 * 1024) }],
    ['not announced', {}],
  ])('does not take an answer of 64 MB, %s', async (_, headers) => {
    let written = 0;
    const server = await serve((_hit, response) => {
      response.writeHead(200, headers);
      const chunks = function* () {
        for (; written < 64; written += 1) yield Buffer.alloc(1024 * 1024, ' ');
      };
      return pipeline(Readable.from(chunks()), response).catch(() => {});
    });
    expect(await rejection(request(server.url, 20_000))).toMatchObject({ message: expect.any(String) });
    expect(written).toBeLessThan(64);
  });

  test('rejects when nobody listens', async () => {
    expect(await rejection(request('http://127.0.0.1:1/'))).toMatchObject({ message: expect.any(String) });
  });
});
