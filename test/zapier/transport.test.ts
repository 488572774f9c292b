import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import zapier, { type ZObject } from 'zapier-platform-core';
import { startWorld, type World } from '../../testing/zapier/harness.ts';
import { zapierTransport } from '../../zapier/src/transport.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

type Handler = (event: object) => Promise<{ results: unknown }>;
const { createAppHandler } = zapier as unknown as { createAppHandler(app: object): Handler };

/** Runs `work` with the SDK's own `z`. */
async function withZ<T>(work: (z: ZObject) => Promise<T>): Promise<T> {
  const app = { version: '1.0.0', platformVersion: zapier.version, probe: (z: ZObject) => work(z) };
  const event = { ...world.servers.rpc, command: 'execute', method: 'probe', bundle: {}, calledFromCli: true };
  const output = await createAppHandler(app)({ ...event, environment: world.servers.environment });
  return output.results as T;
}

const token = () => ({
  method: 'POST' as const,
  url: `${world.livespace.url}/api/public/json/_Api/auth_call/_api_method/getToken`,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({ _api_auth: 'key', _api_key: world.livespace.apiKey }).toString(),
  timeoutMs: 5000,
});

test.each([200, 302, 404, 429, 503])('resolves with HTTP %d and the body', async (status) => {
  if (status === 302) world.livespace.fault({ kind: 'redirect', location: '/elsewhere' });
  else if (status !== 200) world.livespace.fault({ kind: 'http', status });
  const response = await withZ((z) => zapierTransport(z, Number.POSITIVE_INFINITY)(token()));
  expect(response.status).toBe(status);
  expect(typeof response.body).toBe('string');
  if (status === 200) expect(JSON.parse(response.body)).toMatchObject({ result: 200, status: true });
});

test('tells the names of headers in lower case', async () => {
  const { headers } = await withZ((z) => zapierTransport(z, Number.POSITIVE_INFINITY)(token()));
  expect(headers.date).toMatch(/ GMT$/);
  for (const name of Object.keys(headers)) expect(name).toBe(name.toLowerCase());
});

test('takes no answer of 20 MB', async () => {
  const server = createServer((_, response) => response.end('x'.repeat(20 * 1024 * 1024)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await withZ((z) =>
    expect(zapierTransport(z, Number.POSITIVE_INFINITY)({ ...token(), url })).rejects.toThrow(/over limit/),
  );
  server.closeAllConnections();
  server.close();
});

test('is logged without what was sent and what came', async () => {
  const { body } = await withZ((z) => zapierTransport(z, Number.POSITIVE_INFINITY)(token()));
  const { session_id, token: granted } = JSON.parse(body).data;
  const log = world.servers.log();
  expect(log).toContain('getToken');
  expect(log).toContain('<streaming data>');
  for (const secret of [session_id, granted, world.livespace.apiKey]) expect(log).not.toContain(secret);
});

// What did not give up would get the answer in the end.
test('gives up when the time for the exchange is over', async () => {
  world.livespace.fault({ kind: 'slow', ms: 3000 });
  await withZ((z) =>
    expect(zapierTransport(z, Number.POSITIVE_INFINITY)({ ...token(), timeoutMs: 200 })).rejects.toThrow(),
  );
});

test('gives up when an answer drips without end', async () => {
  const server = createServer((_, response) => {
    const timer = setInterval(() => response.write(' '), 10);
    response.once('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await withZ((z) =>
    expect(zapierTransport(z, Number.POSITIVE_INFINITY)({ ...token(), url, timeoutMs: 300 })).rejects.toThrow(/abort/),
  );
  server.closeAllConnections();
  server.close();
});

test('gives up when the time for the run is over, and then asks nobody any more', async () => {
  world.livespace.fault({ kind: 'slow', ms: 3000 });
  await withZ(async (z) => {
    const transport = zapierTransport(z, Date.now() + 300);
    await expect(transport(token())).rejects.toThrow();
    const asked = world.livespace.requests().length;
    await expect(transport(token())).rejects.toThrow('used up');
    expect(world.livespace.requests()).toHaveLength(asked);
  });
});
