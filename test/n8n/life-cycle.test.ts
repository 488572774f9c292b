import { NodeApiError } from 'n8n-workflow';
import { outsideRequests } from '../../testing/n8n/helpers.ts';
import { account, canaries, start, startLivespace, startN8n } from '../../testing/n8n/setup.ts';
import type { StandIn } from '../../testing/n8n/stand-in.ts';

const foreign = { name: 'Zapier · New Deal', url: 'http://127.0.0.1:9/elsewhere', events: ['deal.created'] };

test('publishing makes one subscription in 4 requests and keeps it', async () => {
  const { livespace, n8n } = await start({ workflowName: 'Won deals' });
  await n8n.activate();

  const [subscription, ...others] = livespace.subscriptions();
  expect(others).toEqual([]);
  expect(subscription).toMatchObject({
    name: 'n8n · Won deals',
    url: n8n.url,
    events: ['deal.created', 'deal.status_changed'],
    isActive: true,
  });
  expect(n8n.staticData).toEqual({
    id: subscription?.id,
    url: n8n.url,
    secret: subscription?.secret,
    instanceId: n8n.instanceId,
    account: livespace.url,
  });
  expect(livespace.requests().map(({ method }) => method)).toEqual([
    '_Api/getToken',
    'Webhook/getSubscriptions',
    '_Api/getToken',
    'Webhook/addSubscription',
  ]);
});

test('switching off removes it in 2 requests', async () => {
  const { livespace, n8n } = await start();
  await n8n.activate();
  const before = livespace.requests().length;
  await n8n.deactivate();

  expect(livespace.subscriptions()).toEqual([]);
  expect(n8n.staticData).toEqual({});
  expect(livespace.requests().length - before).toBe(2);
});

test('publishing again adopts what is there', async () => {
  const { livespace, n8n } = await start();
  await n8n.activate();
  const [first] = livespace.subscriptions();
  await n8n.activate();
  expect(livespace.subscriptions()).toEqual([first]);
});

test('any event subscribes to every name there is', async () => {
  const { livespace, n8n } = await start({ parameters: { events: ['*'] } });
  await n8n.activate();
  expect(livespace.subscriptions()[0]?.events).toEqual(['deal.created', 'deal.status_changed']);
});

describe('a subscription of before', () => {
  test.each([
    ['was paused in Livespace', ({ livespace, id }) => livespace.pauseSubscription(id)],
    ['was deleted in Livespace', ({ livespace, id }) => livespace.deleteSubscription(id)],
    [
      'has other events',
      ({ n8n }) => {
        n8n.node.parameters.events = ['deal.created'];
      },
    ],
  ] as [string, (now: Awaited<ReturnType<typeof start>> & { id: string }) => unknown][])(
    'that %s is replaced, and exactly one is left',
    async (_, change) => {
      const { livespace, n8n } = await start();
      await n8n.activate();
      const id = livespace.subscriptions()[0]?.id ?? '';
      change({ livespace, n8n, id });
      expect(await n8n.checkExists()).toBe(false);
      await n8n.activate();

      expect(livespace.subscriptions()).toMatchObject([
        { url: n8n.url, events: n8n.node.parameters.events, isActive: true },
      ]);
      expect(n8n.staticData.id).toBe(livespace.subscriptions()[0]?.id);
    },
  );
});

test('other people’s subscriptions stay as they are', async () => {
  const { livespace, n8n } = await start();
  const theirs = livespace.addSubscription(foreign);
  livespace.addSubscription({ ...foreign, name: 'By hand', url: n8n.url, events: ['deal.created'] });
  const before = structuredClone(livespace.subscriptions());
  await n8n.activate();
  await n8n.deactivate();
  expect(livespace.subscriptions()).toEqual(before);
  expect(livespace.subscriptions()).toContainEqual(theirs);
});

test('after a lost answer there is one subscription, and its secret is the right one', async () => {
  const { livespace, n8n } = await start();
  livespace.fault({ kind: 'drop', on: 'Webhook/addSubscription' });
  await n8n.activate();
  expect(livespace.subscriptions()).toMatchObject([{ id: n8n.staticData.id, secret: n8n.staticData.secret }]);
});

test('a failed activation leaves nothing behind, even where the answers were lost', async () => {
  const { livespace, n8n } = await start();
  livespace.fault({ kind: 'drop', on: 'Webhook/addSubscription', count: 'always' });
  livespace.fault({ kind: 'hide-secret', count: 'always' });
  await expect(n8n.activate()).rejects.toThrow();
  expect(livespace.subscriptions()).toEqual([]);
  expect(n8n.staticData).toEqual({});
});

test('a subscription whose secret Livespace hides is adopted by the stored one', async () => {
  const { livespace, n8n } = await start();
  await n8n.activate();
  livespace.fault({ kind: 'hide-secret', count: 'always' });
  expect(await n8n.checkExists()).toBe(true);
});

test.each(['shown', 'hidden', 'masked'] as const)('secrets that the list of subscriptions has %s', async (secret) => {
  const { livespace, n8n } = await start({}, { profile: { secret } });
  await n8n.activate();
  expect(await n8n.checkExists()).toBe(true);
  await n8n.activate();
  livespace.createDeal();
  await livespace.idle();
  expect([livespace.subscriptions().length, n8n.runs.length]).toEqual([1, 1]);
  await n8n.deactivate();
  expect(livespace.subscriptions()).toEqual([]);
});

test('an id that may be another one in another account is looked up before it is deleted', async () => {
  const { livespace, n8n } = await start();
  await n8n.activate();
  const other = await startLivespace();
  const theirs = other.addSubscription({ ...foreign, name: 'n8n · Deals' });
  n8n.staticData.id = theirs.id.replace(/-/g, '');
  n8n.choose('livespaceApi', account(other));
  await n8n.deactivate();
  expect(other.subscriptions()).toEqual([theirs]);
  expect(livespace.subscriptions()).toHaveLength(1);
});

test('a secret that Livespace makes itself is the one that counts', async () => {
  const { livespace, n8n } = await start();
  livespace.fault({ kind: 'server-secret' });
  await n8n.activate();
  livespace.createDeal({ name: 'Chairs' });
  await livespace.idle();
  expect(n8n.runs).toHaveLength(1);
});

test('switching off what is gone already is no error, but said: the credential may belong to another account now', async () => {
  const { livespace, n8n } = await start({ workflowName: 'Won deals' });
  await n8n.activate();
  const other = await startLivespace();
  n8n.choose('livespaceApi', account(other));
  await n8n.deactivate();
  expect(n8n.staticData).toEqual({});
  expect(livespace.subscriptions()).toHaveLength(1);
  expect(n8n.log).toEqual([expect.stringMatching(/^warn .*“n8n · Won deals” .* was not found in 127\.0\.0\.1/)]);
});

test('where nothing is stored, switching off still finds what is ours', async () => {
  const { livespace, n8n } = await start();
  await n8n.activate();
  n8n.staticData = {};
  await n8n.deactivate();
  expect(livespace.subscriptions()).toEqual([]);
});

describe('a subscription that this n8n did not make under its present address is left, and the log names it', () => {
  const elsewhere = (n8n: StandIn) => n8n.url.replace('127.0.0.1', 'localhost').replace(/\/webhook\/.*/, '');
  const cases: [string, (n8n: StandIn) => void][] = [
    [
      'another n8n into which the workflow was imported, with what it stored',
      (n8n) => Object.assign(n8n, { instanceId: '2' }),
    ],
    ['a cloned database under another address', (n8n) => Object.assign(n8n, { publicUrl: elsewhere(n8n) })],
    ['a stored subscription without an instance', (n8n) => void delete n8n.staticData.instanceId],
  ];

  test.each(cases)('unpublished on %s', async (_, move) => {
    const { livespace, n8n } = await start({ workflowName: 'Won deals' });
    await n8n.activate();
    const production = structuredClone(livespace.subscriptions());
    move(n8n);
    await n8n.deactivate();
    expect(livespace.subscriptions()).toEqual(production);
    expect(n8n.staticData).toEqual({});
    expect(n8n.log).toEqual([
      expect.stringContaining(`warn The subscription “n8n · Won deals” (${production[0]?.url}) stays in Livespace`),
    ]);
  });

  test('published there it gets one of its own, beside the other', async () => {
    const { livespace, n8n } = await start();
    await n8n.activate();
    const [production] = structuredClone(livespace.subscriptions());
    n8n.publicUrl = elsewhere(n8n);
    n8n.instanceId = '2';
    expect(await n8n.checkExists()).toBe(false);
    await n8n.activate();
    expect(livespace.subscriptions()).toEqual([production, expect.objectContaining({ url: n8n.url, isActive: true })]);
    expect(n8n.staticData).toMatchObject({ url: n8n.url, instanceId: '2' });
    expect(n8n.log).toEqual([expect.stringContaining(`(${production?.url}) stays in Livespace`)]);
  });

  test('the host of the address in capitals is the same address', async () => {
    const { livespace, n8n } = await start();
    n8n.publicUrl = elsewhere(n8n);
    await n8n.activate();
    n8n.publicUrl = n8n.publicUrl.replace('localhost', 'LOCALHOST');
    await n8n.deactivate();
    expect(livespace.subscriptions()).toEqual([]);
  });
});

describe('what can’t be removed is named and stays stored', () => {
  test('when the key was revoked', async () => {
    const { livespace, n8n } = await start({ workflowName: 'Won deals' });
    await n8n.activate();
    n8n.choose('livespaceApi', { ...account(livespace), apiKey: 'revoked' });
    await expect(n8n.deactivate()).rejects.toThrow(`“n8n · Won deals” (${n8n.url}) may still be in Livespace`);
    expect(n8n.staticData.id).toBe(livespace.subscriptions()[0]?.id);
  });

  test('when the credential was deleted', async () => {
    const { n8n } = await start({ workflowName: 'Won deals' });
    await n8n.activate();
    n8n.credentials.clear();
    await expect(n8n.deactivate()).rejects.toThrow(
      /“n8n · Won deals” \(.*\) may still be in Livespace: Credential with ID .* Ask an administrator to delete it/,
    );
  });
});

describe.each(['manual', 'automatic'])('what only an expression can choose is told at once, %s', (registration) => {
  test.each([
    [{ events: '' }, 'No event is chosen. Choose at least one in the node.'],
    [{ options: { status: 'wonn' } }, 'There is no deal status “wonn”. Check the values in the node.'],
  ])('%j', async (parameters, message) => {
    const { livespace, n8n } = await start({ parameters: { registration, ...parameters } });
    await expect(n8n.activate()).rejects.toThrow(message);
    expect(livespace.subscriptions()).toEqual([]);
  });
});

describe('a refused activation says why and what to do, in its message', () => {
  const messages: string[] = [];
  const cases: [string, RegExp, (now: Awaited<ReturnType<typeof start>>) => void][] = [
    [
      'wrong key',
      /API key.*Copy the API key/,
      ({ livespace, n8n }) => n8n.choose('livespaceApi', { ...account(livespace), apiKey: 'wrong' }),
    ],
    [
      'wrong secret',
      /API secret.*Copy the API secret/,
      ({ livespace, n8n }) => n8n.choose('livespaceApi', { ...account(livespace), apiSecret: 'wrong' }),
    ],
    [
      'no administrator',
      /administrator.*Livespace Scheduled Trigger.*set Registration to Manual and add this URL in Livespace by hand: http/,
      ({ livespace, n8n }) => n8n.choose('livespaceApi', { ...account(livespace), ...livespace.member }),
    ],
    [
      'no subscription API',
      /no subscription API.*Livespace Scheduled Trigger.*set Registration to Manual and add this URL in Livespace by hand: http/,
      ({ livespace }) => livespace.setSubscriptionApi('off'),
    ],
    [
      'handshake',
      /no 200 or 204 within 3 seconds.*reached from the internet/,
      ({ n8n }) => {
        n8n.publicUrl = 'http://127.0.0.1:9';
      },
    ],
    [
      'no credential',
      /No Livespace API credential is chosen/,
      ({ n8n }) => {
        n8n.node.credentials = {};
      },
    ],
    [
      'wrong subdomain',
      /Enter the subdomain only/,
      ({ livespace, n8n }) =>
        n8n.choose('livespaceApi', { ...account(livespace), subdomain: 'https://acme.livespace.io.evil.com' }),
    ],
    [
      'no event',
      /Choose at least one/,
      ({ n8n }) => {
        n8n.node.parameters.events = [];
      },
    ],
  ];

  test.each(cases)('%s', async (_, expected, arrange) => {
    const { livespace, n8n } = await start();
    arrange({ livespace, n8n });
    const error = await n8n.activate().then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.message).toMatch(expected);
    expect(livespace.subscriptions()).toEqual([]);
    for (const secret of Object.values(canaries)) {
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(secret);
      expect(n8n.log.join()).not.toContain(secret);
    }
    messages.push(error?.message ?? '');
  });

  test('each in other words', () => {
    expect(new Set(messages.map((message) => message.split('.')[0])).size).toBeGreaterThanOrEqual(6);
  });

  test('as an error n8n knows', async () => {
    const { livespace, n8n } = await start();
    livespace.setSubscriptionApi('off');
    await expect(n8n.activate()).rejects.toBeInstanceOf(NodeApiError);
  });
});

test('a URL that Livespace can’t call is caught before any request, with the remedy', async () => {
  const n8n = await startN8n({
    parameters: { registration: 'automatic', events: ['deal.created'] },
    credentials: { livespaceApi: { subdomain: 'acme', apiKey: 'k', apiSecret: 's' } },
  });
  await expect(n8n.activate()).rejects.toThrow(/does not start with https:\/\/.*N8N_WEBHOOK_URL/);
  expect(outsideRequests).toEqual([]);
});

describe('manual registration', () => {
  const parameters = { events: ['deal.created'] };

  test('costs no request, in either direction, and stores nothing', async () => {
    const livespace = await startLivespace();
    const n8n = await startN8n({ parameters });
    await n8n.activate();
    expect(n8n.staticData).toEqual({});
    await n8n.deactivate();
    expect(livespace.requests()).toEqual([]);
  });

  test.each([
    ['still removes what automatic registration could not, where it has a credential for it', true],
    ['names what automatic registration could not remove, and goes on', false],
  ])('%s', async (_, useApi) => {
    const { livespace, n8n } = await start();
    await n8n.activate();
    Object.assign(n8n.node.parameters, { registration: 'manual', useApi });
    await n8n.deactivate();
    expect(livespace.subscriptions()).toHaveLength(useApi ? 0 : 1);
    expect(n8n.staticData).toEqual({});
    expect(n8n.log.join()).toEqual(useApi ? '' : expect.stringContaining('may still be in Livespace'));
  });
});

test('a test run has a subscription of its own, which is gone afterwards', async () => {
  const { livespace, n8n } = await start();
  await n8n.activate();
  await n8n.listen();
  expect(livespace.subscriptions().map(({ url }) => url)).toEqual([n8n.url, n8n.testUrl]);
  await n8n.stopListening();
  expect(livespace.subscriptions().map(({ url }) => url)).toEqual([n8n.url]);
});
