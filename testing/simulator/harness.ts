import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator/src/index.ts';

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A simulator that ends with the test. Its waits take no time. */
export async function start(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({
    wait: async () => undefined,
    ...options,
    profile: { api: 'on', ...options.profile },
  });
  cleanups.push(simulator.close);
  return simulator;
}

export interface Envelope {
  // biome-ignore lint/suspicious/noExplicitAny: what the wire holds is what the tests are about.
  data: any;
  error: unknown;
  result: number;
  status: boolean;
}

export interface Key {
  apiKey: string;
  apiSecret: string;
}

export function postForm(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

export async function getToken(simulator: Simulator, apiKey = simulator.apiKey): Promise<Envelope> {
  const url = `${simulator.url}/api/public/json/_Api/auth_call/_api_method/getToken`;
  return (await postForm(url, { _api_auth: 'key', _api_key: apiKey })).json() as Promise<Envelope>;
}

/** The four auth fields of one call. */
export async function authenticate(simulator: Simulator, { apiKey, apiSecret }: Key = simulator) {
  const { data } = await getToken(simulator, apiKey);
  const sha = createHash('sha1').update(`${apiKey}${data.token}${apiSecret}`).digest('hex');
  return { _api_auth: 'key', _api_key: apiKey, _api_sha: sha, _api_session: data.session_id as string };
}

/** The signed request itself: parameters and auth fields as JSON in the one form field `data`. */
export function send(simulator: Simulator, method: string, params: object): Promise<Response> {
  return postForm(`${simulator.url}/api/public/json/${method}`, { data: JSON.stringify(params) });
}

/** Both requests of a call. */
export async function call(simulator: Simulator, method: string, params: object = {}, key?: Key): Promise<Envelope> {
  const auth = await authenticate(simulator, key);
  return (await send(simulator, method, { ...params, ...auth })).json() as Promise<Envelope>;
}

export interface Received {
  method: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export type Answer = number | 'hang';

/** A subscriber on loopback: keeps what it received, answers as told in turn, then 200. */
export async function endpoint(...answers: (Answer | ((received: Received) => Answer | Promise<Answer>))[]) {
  const received: Received[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const item = { method: request.method ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
    received.push(item);
    const next = answers.shift() ?? 200;
    const answer = typeof next === 'function' ? await next(item) : next;
    if (answer !== 'hang') response.writeHead(answer, answer === 302 ? { Location: '/elsewhere' } : {}).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  cleanups.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=a%20b`,
    received,
    events: () => received.filter(({ body }) => body !== '').map(({ body }) => JSON.parse(body)),
  };
}

export const secret = 'f'.repeat(64);

/** Subscribes over the API and gives the subscription from the answer. */
export async function subscribe(simulator: Simulator, url: string, events = ['deal.created', 'deal.status_changed']) {
  const answer = await call(simulator, 'Webhook/addSubscription', {
    subscription: { name: 'Tests', url, events, secret },
  });
  return answer.data.subscription;
}
