import { type HttpTransport, type SubscriptionRequest, Subscriptions } from 'livespace-webhooks';
import { undiciTransport } from 'livespace-webhooks/undici';
import { clientFor, rejection, serve } from '../../../testing/livespace/harness.ts';
import { both, delivers, scene } from '../../../testing/livespace/subscription-harness.ts';

/* What Livespace may answer, where its words or PHP's are other than we would write them. */

type Rows = Record<string, unknown>[];

/** A client whose answers to calls of that method hold other data. */
function answering(
  change: Partial<Record<'getSubscriptions' | 'addSubscription', (data: { subscription: never }) => unknown>>,
) {
  const transport: HttpTransport = async (sent) => {
    const answer = await undiciTransport(sent);
    const method = sent.url.split('/').at(-1) as keyof typeof change;
    const { data, ...rest } = JSON.parse(answer.body);
    // PHP writes the answer for none as `[]`.
    const held = Array.isArray(data) ? { subscription: [] } : data;
    const edited = rest.result === 200 && change[method] ? change[method](held) : data;
    return { ...answer, body: JSON.stringify({ ...rest, data: edited }) };
  };
  return transport;
}

const listed = (change: (rows: Rows) => unknown) =>
  answering({ getSubscriptions: ({ subscription }) => change(subscription) });
/** As `Deal/process_getList` answers; PHP writes the empty map as `[]`. */
const byId = (rows: Rows): unknown =>
  rows.length === 0 ? [] : Object.fromEntries(rows.map(({ id, ...row }) => [String(id), row]));
const each = (change: (row: Record<string, unknown>) => object) =>
  listed((rows) => ({ subscription: rows.map(change) }));

async function sceneWith(transport: HttpTransport) {
  const { simulator, endpoint, request } = await scene();
  return { simulator, endpoint, request, subscriptions: new Subscriptions(clientFor(simulator, { transport })) };
}

describe('a secret we can’t learn', () => {
  const masks = [
    '****',
    '********',
    '••••',
    '●●●●●●●●',
    '····',
    '∗∗∗∗',
    '＊＊＊＊',
    '--------',
    '......',
    '…',
    'xxxxxxxx',
    'XXXXXXXX',
    'XXXX-XXXX-XXXX',
    'xx-xx',
    'hidden',
    '[REDACTED]',
    '<masked>',
    '*** hidden ***',
  ];
  const partly = [
    ...['ab****', '****cd', 'ab••••cd', 'abcd…', '…wxyz', 'abcd...', '...wxyz', '####abcd', '████abcd'],
    ...['■■■abcd', 'xxxxabcd', 'XXXXX3f2a', 'ab*•#cd'],
  ];
  const absent = ['', '   ', null, 7, [], undefined];

  test.each([...masks, ...partly, ...absent])('%j: the stored one is kept', async (secret) => {
    const { request, subscriptions, simulator } = await sceneWith(each((row) => ({ ...row, secret })));
    const stored = await subscriptions.ensure(request);
    await expect(subscriptions.find({ ...request, stored })).resolves.toEqual(stored);
    await expect(subscriptions.ensure({ ...request, stored })).resolves.toEqual(stored);
    expect(simulator.subscriptions()).toHaveLength(1);
  });

  test.each([...masks, ...partly, ...absent])(
    '%j: where none is stored the subscription is replaced',
    async (secret) => {
      const { request, subscriptions, simulator, endpoint } = await sceneWith(each((row) => ({ ...row, secret })));
      const lost = await subscriptions.ensure(request);
      await expect(subscriptions.find(request)).resolves.toBeUndefined();
      const made = await subscriptions.ensure(request);
      expect(made.id).not.toBe(lost.id);
      expect(simulator.subscriptions()).toMatchObject([{ id: made.id }]);
      await expect(delivers(simulator, endpoint, made)).resolves.toBe(true);
    },
  );

  test.each(['********', '', null])('%j in the answer to adding: the proposed one counts', async (secret) => {
    const { request, subscriptions, simulator, endpoint } = await sceneWith(
      answering({ addSubscription: ({ subscription }) => ({ subscription: { ...(subscription as object), secret } }) }),
    );
    await expect(delivers(simulator, endpoint, await subscriptions.ensure(request))).resolves.toBe(true);
  });

  test('a secret of few or strange signs is one all the same', async () => {
    for (const secret of [
      'a*b',
      'x1',
      'a-b.c',
      'zażółć',
      '0',
      '**a**',
      'ab---cd',
      '___a',
      'a..b',
      'unmasked',
      'xxxa',
      '#a#',
    ]) {
      const { request, subscriptions } = await sceneWith(each((row) => ({ ...row, secret })));
      await subscriptions.ensure(request);
      await expect(subscriptions.find(request)).resolves.toMatchObject({ secret });
    }
  });
});

describe('an answer to adding that says less than it might', () => {
  const answers: [string, (row: Record<string, unknown>) => unknown][] = [
    ['the row without a name for it', (row) => row],
    ['a list of it', (row) => [row]],
    ['its id', ({ id }) => ({ id })],
    ['its id as the subscription', ({ id }) => ({ subscription: id })],
    ['its id alone', ({ id }) => id],
    ['nothing', () => []],
  ];

  test.each(answers)('%s: it is added once, and its secret is known though the list hides it', async (_, change) => {
    const { simulator, request, subscriptions, endpoint } = await sceneWith(
      answering({
        getSubscriptions: ({ subscription }) => ({
          subscription: (subscription as Rows).map(({ secret, ...row }) => row),
        }),
        addSubscription: ({ subscription }) => change(Object(subscription)),
      }),
    );
    const before = simulator.requests().length;
    const made = await subscriptions.ensure(request);
    expect(simulator.subscriptions()).toMatchObject([{ id: made.id }]);
    const added = simulator
      .requests()
      .slice(before)
      .filter(({ method }) => method === 'Webhook/addSubscription');
    expect(added).toHaveLength(1);
    await expect(delivers(simulator, endpoint, made)).resolves.toBe(true);
  });
});

describe('the URL that Livespace answers with is the one it signs', () => {
  const spellings: [string, (url: string) => string][] = [
    ['scheme in another case', (url) => url.replace('http:', 'HTTP:')],
    ['%7E for ~', (url) => url.replace('~', '%7E')],
    ['%7e for ~', (url) => url.replace('~', '%7e')],
    ['a letter encoded', (url) => url.replace('hook', 'h%6Fok')],
    ['encoded signs in lower case', (url) => url.replace('%C5%BC', '%c5%bc')],
    ['a dot segment', (url) => url.replace('/hook', '/./hook')],
  ];

  async function spelled(change: (url: string) => string) {
    const row = (one: Record<string, unknown>) => ({ ...one, url: change(String(one.url)) });
    const { request, ...rest } = await sceneWith(
      answering({
        getSubscriptions: ({ subscription }) => ({ subscription: (subscription as Rows).map(row) }),
        addSubscription: ({ subscription }) => ({ subscription: row(subscription) }),
      }),
    );
    const url = `${rest.endpoint.url}/hook/~a%C5%BC?flow=1`;
    return { ...rest, request: { ...request, url }, answered: change(url) };
  }

  test.each(spellings)('%s: it is kept, found and ended', async (_, change) => {
    const { subscriptions, request, answered, simulator } = await spelled(change);
    const stored = await subscriptions.ensure(request);
    expect(stored.url).toBe(answered);
    await expect(subscriptions.find(request)).resolves.toEqual(stored);
    await expect(subscriptions.ensure(request)).resolves.toEqual(stored);
    await expect(subscriptions.ensure({ ...request, stored })).resolves.toEqual(stored);
    expect(simulator.subscriptions()).toHaveLength(1);
    await expect(subscriptions.release(request)).resolves.toBe(true);
    expect(simulator.subscriptions()).toEqual([]);
  });

  test.each<[string, (url: string) => string]>([
    ['another path', (url) => url.replace('/hook', '/Hook')],
    ['another query', (url) => `${url}&a=1`],
    ['a slash more', (url) => url.replace('?', '/?')],
    ['an encoded slash', (url) => url.replace('/hook', '%2Fhook')],
    ['another port', (url) => url.replace(/:\d+/, ':1')],
  ])('%s: that is not ours', async (_, change) => {
    const { subscriptions, request } = await spelled(change);
    await subscriptions.ensure(request);
    await expect(subscriptions.find(request)).resolves.toBeUndefined();
    await expect(subscriptions.release(request)).resolves.toBe(false);
  });

  test.each([undefined, null, '', 7])('%j is none: ours counts', async (url) => {
    const { request, subscriptions, simulator, endpoint } = await sceneWith(
      answering({ addSubscription: ({ subscription }) => ({ subscription: { ...(subscription as object), url } }) }),
    );
    const made = await subscriptions.ensure(request);
    expect(made.url).toBe(request.url);
    await expect(delivers(simulator, endpoint, made)).resolves.toBe(true);
  });
});

describe('lists as PHP writes them', () => {
  test.each<[string, (rows: Rows) => unknown]>([
    [
      'with gaps',
      ([first, ...rest]) => ({
        subscription: { 3: first, ...Object.fromEntries(rest.map((row, at) => [at + 7, row])) },
      }),
    ],
    ['by id', (rows) => ({ subscription: Object.fromEntries(rows.map((row) => [String(row.id), row])) })],
    ['by id, which the rows don’t hold', (rows) => ({ subscription: byId(rows) })],
    ['by id alone', byId],
    ['bare', (rows) => rows],
    ['with rows that can’t be read', (rows) => ({ subscription: [null, 'x', [], { id: 1 }, ...rows] })],
  ])('%s: our subscription is found among others', async (_, change) => {
    const { request, subscriptions, simulator } = await sceneWith(listed(change));
    for (const other of ['a', 'b'])
      simulator.addSubscription({ name: 'ERP', url: `${request.url}&${other}`, events: both });
    const made = await subscriptions.ensure(request);
    await expect(subscriptions.find(request)).resolves.toEqual(made);
    await expect(subscriptions.ensure(request)).resolves.toEqual(made);
  });

  test('one row alone is a list of one', async () => {
    const { request, subscriptions } = await sceneWith(
      listed((rows) => (rows.length === 1 ? { subscription: rows[0] } : { subscription: rows })),
    );
    const made = await subscriptions.ensure(request);
    await expect(subscriptions.find(request)).resolves.toEqual(made);
  });

  test.each<[string, unknown]>([
    ['a map', { 0: 'deal.created', 1: 'deal.status_changed' }],
    ['a map with gaps', { 2: 'deal.status_changed', 5: 'deal.created' }],
    ['the same twice', ['deal.created', 'deal.created', 'deal.status_changed']],
    ['a text', 'deal.created,deal.status_changed'],
    ['a text with spaces', 'deal.status_changed, deal.created'],
  ])('events as %s', async (_, events) => {
    const { request, subscriptions, simulator } = await sceneWith(each((row) => ({ ...row, events })));
    const made = await subscriptions.ensure(request);
    await expect(subscriptions.ensure(request)).resolves.toEqual(made);
    expect(simulator.subscriptions()).toHaveLength(1);
  });

  test('a single event as a text', async () => {
    const { request: all, subscriptions } = await sceneWith(each((row) => ({ ...row, events: String(row.events) })));
    const request: SubscriptionRequest = { ...all, events: ['deal.created'] };
    const made = await subscriptions.ensure(request);
    await expect(subscriptions.find(request)).resolves.toEqual(made);
  });

  test.each<[unknown]>([[1], ['1'], ['true'], ['on'], ['t'], ['T'], ['Yes']])('active as %j', async (isActive) => {
    const { request, subscriptions } = await sceneWith(each((row) => ({ ...row, is_active: isActive })));
    const made = await subscriptions.ensure(request);
    await expect(subscriptions.find(request)).resolves.toEqual(made);
  });

  test.each<[unknown]>([[0], ['0'], ['false'], [''], [null], ['f'], ['nobody knows']])(
    'not active as %j',
    async (isActive) => {
      const { request, subscriptions } = await sceneWith(each((row) => ({ ...row, is_active: isActive })));
      await subscriptions.ensure(request);
      await expect(subscriptions.find(request)).resolves.toBeUndefined();
    },
  );

  test.each<unknown[]>([
    ...[[null], [false], [''], [{}], [{ subscription: null }], [{ subscription: false }], [{ subscription: '' }]],
    [{ subscription: {} }],
  ])('%j is none', async (data) => {
    const { request, subscriptions, simulator } = await sceneWith(listed(() => data));
    const made = await subscriptions.ensure(request);
    expect(simulator.subscriptions()).toMatchObject([{ id: made.id }]);
  });

  test.each<[string, unknown]>([
    ['a text', 'x'],
    ['a number', 7],
    ['true', { subscription: true }],
    ['another name', { subscriptions: [] }],
    ['a map by another name', { subscriptions: { 3: { name: 'ERP' } } }],
    ['a map by id with something else', { 3: { name: 'ERP' }, total: 1 }],
  ])('%s is no list: nothing is added on the strength of it', async (_, data) => {
    const { request, subscriptions, simulator } = await sceneWith(listed(() => data));
    expect(await rejection(subscriptions.ensure(request))).toMatchObject({ code: 'unexpected_answer' });
    expect(simulator.subscriptions()).toEqual([]);
  });
});

describe('why it was not added (420)', () => {
  test.each([204, 404])(
    'the URL answers %i and is subscribed in another spelling: already subscribed',
    async (status) => {
      const { simulator, request } = await scene();
      let answer = 200;
      const endpoint = await serve((_, response) => response.writeHead(answer).end());
      const theirs = { name: 'ERP', url: `${endpoint.url}/h%6Fok/%7E`, events: both };
      await simulator.activateSubscription(simulator.addSubscription(theirs).id);
      answer = status;
      if (status === 204) simulator.fault({ kind: 'result', result: 420, on: 'Webhook/addSubscription' });
      const url = `${endpoint.url}/hook/~`;
      const error = await rejection(new Subscriptions(clientFor(simulator)).ensure({ ...request, url }));
      expect(error).toMatchObject({
        code: 'already_subscribed',
        result: 420,
        reason: expect.stringContaining('“ERP”'),
      });
      expect(simulator.subscriptions()).toMatchObject([{ name: 'ERP' }]);
    },
  );

  test('the URL answers 404 and is subscribed for other events: the handshake failed', async () => {
    const { simulator, request } = await scene();
    let answer = 200;
    const endpoint = await serve((_, response) => response.writeHead(answer).end());
    const { id } = simulator.addSubscription({ name: 'ERP', url: endpoint.url, events: ['deal.created'] });
    await simulator.activateSubscription(id);
    answer = 404;
    const error = await rejection(new Subscriptions(clientFor(simulator)).ensure({ ...request, url: endpoint.url }));
    expect(error).toMatchObject({ code: 'handshake_failed', result: 420 });
  });
});

describe('an id that is no UUID may be somebody else’s in another account', () => {
  /** The simulator's ids are UUIDs: this account counts. */
  async function counting() {
    const ids = new Map<unknown, string>();
    const short = (id: unknown) => ids.get(id) ?? ids.set(id, String(17 + ids.size)).get(id);
    const long = (id: string) => [...ids].find(([, one]) => one === id)?.[0] ?? id;
    const inner = answering({
      getSubscriptions: ({ subscription }) => ({
        subscription: (subscription as Rows).map((row) => ({ ...row, id: short(row.id) })),
      }),
      addSubscription: ({ subscription }) => ({
        subscription: { ...(subscription as object), id: short((subscription as { id: string }).id) },
      }),
    });
    const calls: string[] = [];
    const transport: HttpTransport = (sent) => {
      const form = new URLSearchParams(sent.body);
      const data = JSON.parse(form.get('data') ?? '{}');
      calls.push(sent.url.split('/').at(-1) ?? '');
      if (!sent.url.endsWith('deleteSubscription')) return inner(sent);
      data.subscription.id = long(data.subscription.id);
      return inner({ ...sent, body: new URLSearchParams({ data: JSON.stringify(data) }).toString() });
    };
    return { ...(await sceneWith(transport)), calls };
  }

  test('it is looked up before it is deleted', async () => {
    const { subscriptions, request, simulator, calls } = await counting();
    const stored = await subscriptions.ensure(request);
    expect(stored.id).toBe('17');
    calls.length = 0;
    await expect(subscriptions.release({ ...request, stored })).resolves.toBe(true);
    expect(calls.filter((call) => call !== 'getToken')).toEqual(['getSubscriptions', 'deleteSubscription']);
    expect(simulator.subscriptions()).toEqual([]);
  });

  test('where it is somebody else’s it is left alone', async () => {
    const { subscriptions, request, simulator, calls } = await counting();
    simulator.addSubscription({ name: 'ERP', url: `${request.url}&theirs`, events: both });
    const before = structuredClone(simulator.subscriptions());
    const stored = { id: '17', url: request.url, secret: 's' };
    await expect(subscriptions.find({ ...request, stored })).resolves.toBeUndefined();
    await expect(subscriptions.release({ host: 'n8n', label: 'x', stored })).resolves.toBe(false);
    await expect(subscriptions.release({ ...request, stored })).resolves.toBe(false);
    expect(calls).not.toContain('deleteSubscription');
    expect(simulator.subscriptions()).toEqual(before);
  });

  test('where it can’t be looked up it is left, and that is said', async () => {
    const { subscriptions, request, simulator, calls } = await counting();
    const stored = await subscriptions.ensure(request);
    simulator.fault({ kind: 'http', status: 503, on: 'Webhook/getSubscriptions', count: 'always' });
    expect(await rejection(subscriptions.release({ ...request, stored }))).toMatchObject({ code: 'subscription_left' });
    expect(calls).not.toContain('deleteSubscription');
  });
});
