import { inspect } from 'node:util';
import {
  type HttpTransport,
  isLivespaceError,
  type LivespaceClient,
  recentDeals,
  Subscriptions,
} from 'livespace-webhooks';
import { testConnection } from 'livespace-webhooks/host';
import { undiciTransport } from 'livespace-webhooks/undici';
import { clientFor, rejection, serve } from '../../testing/livespace/harness.ts';

const keys = { apiKey: 'canary-key', apiSecret: 'canary-secret' };
const request = {
  url: 'https://hooks.example.com/x',
  events: ['deal.created'],
  host: 'n8n',
  label: 'x',
  stored: { id: '7', url: 'https://hooks.example.com/x', secret: 'canary-webhook' },
};

/** Every secret that went over the wire, wherever it was in a request. */
function secretsIn(bodies: string[]): string[] {
  const fields = bodies.flatMap((body) => [...new URLSearchParams(body).values()]);
  const hex = fields.flatMap((field) => field.match(/\b[0-9a-f]{40}(?:[0-9a-f]{24})?\b/g) ?? []);
  return ['canary', 'session-in-answer', 'token-in-answer', ...hex];
}

/** All that anybody could print of an error. */
function printed(error: unknown): string {
  const text = inspect(error, { depth: 10, showHidden: true, getters: true });
  return [text, JSON.stringify(error), String(error), (error as Error).stack, (error as Error).message].join('\n');
}

const operations: [string, (client: LivespaceClient) => Promise<unknown>][] = [
  ['testConnection', (client) => testConnection(client)],
  ['recentDeals', (client) => recentDeals(client, { limit: 1 })],
  ['find', (client) => new Subscriptions(client).find(request)],
  ['ensure', (client) => new Subscriptions(client).ensure(request)],
  ['release', (client) => new Subscriptions(client).release(request)],
  ['release by URL', (client) => new Subscriptions(client).release({ ...request, stored: undefined })],
];

const session = { token: 'token-in-answer', session_id: 'session-in-answer' };
const echo = (sent: string, rest: object) => JSON.stringify({ error: sent, data: { sent }, ...rest });

interface Failure {
  what: string;
  status?: number;
  body: (sent: string) => string;
}

/** Servers that tell all they were sent in their failure. */
const failures: Failure[] = [
  ...[400, 420, 500, 514, 540, 550, 560, 561, 562, 777].map((result) => ({
    what: `result ${result}`,
    body: (sent: string) => echo(sent, { result, status: false }),
  })),
  { what: 'a success of another form', body: (sent) => echo(sent, { result: 200, status: true }) },
  { what: 'a failure that says 200', body: (sent) => echo(sent, { result: 200, status: false }) },
  { what: 'a web page', body: (sent) => `<html>${sent}` },
  ...[302, 404, 429, 503].map((status) => ({ what: `HTTP ${status}`, status, body: (sent: string) => sent })),
];

describe.each(operations)('%s', (_, operate) => {
  test.each(failures)('keeps its secrets where the call gets $what', async ({ status = 200, body: answer }) => {
    const bodies: string[] = [];
    const server = await serve(({ url, body }, response) => {
      bodies.push(body.toString());
      if (url.endsWith('/getToken')) return response.end(JSON.stringify({ result: 200, status: true, data: session }));
      return response.writeHead(status, { location: `/?${body}` }).end(answer(body.toString()));
    });
    const outcome = await operate(clientFor(server, keys)).catch((error) => error);
    expect(bodies.join()).toContain('canary');
    if (outcome instanceof Error) {
      expect(isLivespaceError(outcome)).toBe(true);
      for (const secret of secretsIn(bodies)) expect(printed(outcome)).not.toContain(secret);
    }
  });

  test.each(['rejects', 'throws'])(
    'keeps its secrets where the transport %s with the request in its error',
    async (how) => {
      const bodies: string[] = [];
      const transport: HttpTransport = (sent) => {
        bodies.push(sent.body);
        const error = Object.assign(new Error(`failed: ${sent.body}`, { cause: sent }), { config: sent, ...keys });
        if (sent.url.endsWith('/getToken')) {
          return Promise.resolve({
            status: 200,
            headers: {},
            body: JSON.stringify({ result: 200, status: true, data: session }),
          });
        }
        if (how === 'throws') throw error;
        return Promise.reject(error);
      };
      const error = await rejection(operate(clientFor({ url: 'http://127.0.0.1:9' }, { ...keys, transport })));
      expect(isLivespaceError(error)).toBe(true);
      for (const secret of secretsIn(bodies)) expect(printed(error)).not.toContain(secret);
    },
  );
});

test('a client and what is made of it show no secret', () => {
  const client = clientFor({ url: 'http://127.0.0.1:9' }, { ...keys, transport: undiciTransport });
  for (const value of [client, client.account, new Subscriptions(client)])
    expect(printed(value)).not.toContain('canary');
});
