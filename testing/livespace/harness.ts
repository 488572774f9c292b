import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Simulator, type SimulatorOptions, startSimulator } from 'livespace-simulator';
import { type AccountFields, type Clock, createAccount, type HttpTransport, LivespaceClient } from 'livespace-webhooks';
import { undiciTransport } from 'livespace-webhooks/undici';

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A simulator that ends with the test. */
export async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({
    retryDelaysMs: [5, 5],
    ...options,
    profile: { api: 'on', ...options.profile },
  });
  cleanups.push(simulator.close);
  return simulator;
}

/** A clock whose waits take no time. */
export function instantClock(): Clock & { waits: number[] } {
  let time = 1_000_000;
  const waits: number[] = [];
  const wait = async (milliseconds: number) => {
    waits.push(milliseconds);
    time += milliseconds;
  };
  return { now: () => time, wait, waits };
}

interface ClientChange extends AccountFields {
  clock?: Clock;
  transport?: HttpTransport;
  timeoutMs?: number;
}

/** A client over real HTTP to the simulator, or to any loopback URL. */
export function clientFor(
  { url, apiKey = 'key', apiSecret = 'secret' }: { url: string; apiKey?: string; apiSecret?: string },
  { clock = instantClock(), transport = undiciTransport, timeoutMs = 5000, ...fields }: ClientChange = {},
): LivespaceClient {
  const account = createAccount({ subdomain: url, apiKey, apiSecret, ...fields }, { allowLoopback: true });
  return new LivespaceClient({ account, transport, clock, timeoutMs });
}

export interface Hit {
  url: string;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** An HTTP server on loopback that ends with the test. */
export async function serve(
  answer: (hit: Hit, response: http.ServerResponse) => unknown,
): Promise<{ url: string; hits: Hit[] }> {
  const hits: Hit[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const hit = { url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) };
    hits.push(hit);
    await answer(hit, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  cleanups.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, hits };
}

/** The names of the API requests a simulator got, in order. */
export function methods(simulator: Simulator): string[] {
  return simulator.requests().map(({ method }) => method);
}

/** What a promise rejects with. Fails when it does not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('It did not reject.');
    },
    (error) => error,
  );
}
