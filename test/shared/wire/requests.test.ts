import { getDeal, type HttpRequest, type LivespaceClient, recentDeals, Subscriptions } from 'livespace-webhooks';
import { listOwners, listProcesses, testConnection } from 'livespace-webhooks/host';
import { clientFor } from '../../../testing/livespace/harness.ts';

/* Every request as it goes over the wire, literally: a typo in the names that Livespace decides can't agree with itself. */

const data: Record<string, unknown> = {
  getToken: { token: 'token-1', session_id: 'session-1' },
  get: { deal: { id: 'd' } },
  getSubscriptions: { subscription: [{ id: '7', url: 'https://hooks.example.com/x', name: 'n8n · Deals' }] },
  addSubscription: { subscription: { id: '8', url: 'https://hooks.example.com/x' } },
};

async function requestsOf(work: (client: LivespaceClient) => Promise<unknown>): Promise<HttpRequest[]> {
  const sent: HttpRequest[] = [];
  const client = clientFor(
    { url: 'acme', apiKey: 'key-1', apiSecret: 'secret-1' },
    {
      transport: async (request) => {
        sent.push(request);
        const body = { result: 200, status: true, error: null, data: data[request.url.split('/').at(-1) ?? ''] ?? [] };
        return { status: 200, headers: {}, body: JSON.stringify(body) };
      },
    },
  );
  await work(client);
  return sent;
}

const token = 'https://acme.livespace.io/api/public/json/_Api/auth_call/_api_method/getToken';
const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
const auth = {
  _api_auth: 'key',
  _api_key: 'key-1',
  // printf 'key-1token-1secret-1' | sha1sum
  _api_sha: '3e2f2ce934efc115499c6586b2e2c61f19470979',
  _api_session: 'session-1',
};
const subscription = { host: 'n8n', label: 'Deals', url: 'https://hooks.example.com/x' };

test.each<[string, (client: LivespaceClient) => Promise<unknown>, [string, object][]]>([
  ['testConnection', testConnection, [['Default/User_getInfo', {}]]],
  ['listOwners', listOwners, [['Default/User_getAll', {}]]],
  ['listProcesses', listProcesses, [['Deal/process_getList', {}]]],
  ['getDeal', (client) => getDeal(client, 'd'), [['Deal/get', { id: 'd' }]]],
  [
    'recentDeals',
    (client) => recentDeals(client, { limit: 3 }),
    [['Deal/getAll', { status: 'all', limit: 3, offset: 0 }]],
  ],
  [
    'recentDeals of one status',
    (client) => recentDeals(client, { limit: 100, status: 'won' }),
    [['Deal/getAll', { status: 'won', limit: 100, offset: 0 }]],
  ],
  [
    'find',
    (client) => new Subscriptions(client).find({ ...subscription, events: ['deal.created'] }),
    [['Webhook/getSubscriptions', { limit: 100, offset: 0 }]],
  ],
  [
    'ensure',
    (client) => new Subscriptions(client).ensure({ ...subscription, events: ['deal.created', 'deal.status_changed'] }),
    [
      ['Webhook/getSubscriptions', { limit: 100, offset: 0 }],
      ['Webhook/deleteSubscription', { subscription: { id: '7' } }],
      [
        'Webhook/addSubscription',
        {
          subscription: {
            name: 'n8n · Deals',
            url: 'https://hooks.example.com/x',
            events: ['deal.created', 'deal.status_changed'],
            secret: expect.stringMatching(/^[0-9a-f]{64}$/),
          },
        },
      ],
    ],
  ],
  [
    'release',
    (client) =>
      new Subscriptions(client).release({
        ...subscription,
        stored: { id: '6f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11', url: 'https://hooks.example.com/x', secret: 's' },
      }),
    [['Webhook/deleteSubscription', { subscription: { id: '6f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11' } }]],
  ],
])('%s', async (_, work, calls) => {
  const sent = await requestsOf(work);
  const forms = sent.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
  expect(sent.map(({ url }) => url)).toEqual(
    calls.flatMap(([method]) => [token, `https://acme.livespace.io/api/public/json/${method}`]),
  );
  for (const request of sent) expect(request).toMatchObject({ method: 'POST', headers, timeoutMs: 5000 });
  for (const [index, [, parameters]] of calls.entries()) {
    expect(forms[2 * index]).toEqual({ _api_auth: 'key', _api_key: 'key-1' });
    const { data: json = '', ...rest } = forms[2 * index + 1] ?? {};
    expect(rest).toEqual({});
    expect(JSON.parse(json)).toEqual({ ...parameters, ...auth });
  }
});
