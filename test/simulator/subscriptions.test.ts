import { call, endpoint, secret, start, subscribe } from '../../testing/simulator/harness.ts';

const wanted = (url: string, over: object = {}) => ({
  subscription: { name: 'n8n · Deals', url, events: ['deal.created'], secret, ...over },
});

test('ASSUMED: addSubscription answers the subscription, active and with the proposed secret', async () => {
  const simulator = await start();
  const { url } = await endpoint();
  expect(await call(simulator, 'Webhook/addSubscription', wanted(url))).toMatchObject({
    data: {
      subscription: {
        id: expect.any(String),
        name: 'n8n · Deals',
        url,
        events: ['deal.created'],
        is_active: true,
        last_triggered: null,
        secret,
      },
    },
    result: 200,
  });
});

test('DOC: the handshake is a POST with an empty body; ASSUMED: it is not signed', async () => {
  const simulator = await start();
  const { url, received } = await endpoint();
  await subscribe(simulator, url);
  expect(received).toMatchObject([{ method: 'POST', body: '' }]);
  expect(received[0]?.headers).not.toHaveProperty('x-livespace-signature');
});

test.each([['[]'], ['{}'], ['null'], [' ']])(
  'ASSUMED: a PHP sender may encode nothing as %j',
  async (handshakeBody) => {
    const simulator = await start({ handshakeBody });
    const { url, received } = await endpoint();
    await subscribe(simulator, url);
    expect(received).toMatchObject([{ body: handshakeBody }]);
  },
);

test('ASSUMED: the handshake comes while the request is still open, and before anything is stored', async () => {
  const simulator = await start();
  const seen: unknown[] = [];
  let isAnswered = false;
  const { url } = await endpoint(() => {
    seen.push(isAnswered, simulator.subscriptions().length);
    return 204;
  });
  await subscribe(simulator, url);
  isAnswered = true;
  expect(seen).toEqual([false, 0]);
  expect(simulator.subscriptions()).toHaveLength(1);
});

test.each([[200], [204]])('DOC: %d passes the handshake', async (status) => {
  const simulator = await start();
  const { url } = await endpoint(status);
  expect(await call(simulator, 'Webhook/addSubscription', wanted(url))).toMatchObject({ result: 200 });
});

test.each([[201], [202], [302], [401], [404], [500]])(
  'DOC: %d fails the handshake; ASSUMED: 420, and nothing is created',
  async (status) => {
    const simulator = await start();
    const { url, received } = await endpoint(status);
    expect(await call(simulator, 'Webhook/addSubscription', wanted(url))).toMatchObject({ data: null, result: 420 });
    expect(simulator.subscriptions()).toEqual([]);
    expect(received).toHaveLength(1);
  },
);

test('DOC: the handshake has a time limit (3 seconds, shorter here)', async () => {
  const simulator = await start({ handshakeTimeoutMs: 50 });
  const { url } = await endpoint('hang');
  expect(await call(simulator, 'Webhook/addSubscription', wanted(url))).toMatchObject({
    error: expect.stringContaining('no answer within 50 ms'),
    result: 420,
  });
  expect(simulator.subscriptions()).toEqual([]);
});

test('an endpoint that is not there fails the handshake', async () => {
  const simulator = await start();
  expect(await call(simulator, 'Webhook/addSubscription', wanted('http://127.0.0.1:1/hook'))).toMatchObject({
    error: expect.stringContaining('ECONNREFUSED'),
    result: 420,
  });
});

test('ASSUMED: the same URL and events answer 420, in any order and without another handshake', async () => {
  const simulator = await start();
  const { url, received } = await endpoint();
  await subscribe(simulator, url, ['deal.created', 'deal.status_changed']);
  const again = wanted(url, { name: 'another', events: ['deal.status_changed', 'deal.created'] });
  expect(await call(simulator, 'Webhook/addSubscription', again)).toMatchObject({ result: 420 });
  expect(received).toHaveLength(1);
  expect(simulator.subscriptions()).toHaveLength(1);
});

test('ASSUMED: of two equal requests at the same time one answers 420', async () => {
  const simulator = await start();
  const { url } = await endpoint();
  const add = () => call(simulator, 'Webhook/addSubscription', wanted(url));
  const results = (await Promise.all([add(), add()])).map(({ result }) => result);
  expect(results.sort()).toEqual([200, 420]);
  expect(simulator.subscriptions()).toHaveLength(1);
});

test('the same URL with other events is another subscription', async () => {
  const simulator = await start();
  const { url } = await endpoint();
  await subscribe(simulator, url, ['deal.created']);
  await subscribe(simulator, url, ['deal.status_changed']);
  expect(simulator.subscriptions()).toHaveLength(2);
});

test.each([
  ['http://acme.example/hook'],
  ['http://127.0.0.1.evil.example/hook'],
  ['http://127.evil.example/hook'],
  ['ftp://acme.example/hook'],
  ['acme.example/hook'],
  ['https://'],
  [''],
  [undefined],
])('DOC: the URL must start with https://; %j answers 420', async (url) => {
  const simulator = await start();
  expect(await call(simulator, 'Webhook/addSubscription', wanted(String(url), { url }))).toMatchObject({
    error: expect.stringContaining('must start with https://'),
    result: 420,
  });
});

test.each([
  ['http://localhost:1/'],
  ['http://127.0.0.1:1/'],
  ['http://[::1]:1/'],
  ['https://127.0.0.1:1/'],
  ['HTTPS://127.0.0.1:1/'],
])('a local simulator lets %s through to the handshake', async (url) => {
  const simulator = await start();
  expect(await call(simulator, 'Webhook/addSubscription', wanted(url))).toMatchObject({
    error: expect.stringContaining('handshake'),
    result: 420,
  });
});

test.each([
  [{ events: ['deal.deleted'] }],
  [{ events: [] }],
  [{ events: 'deal.created' }],
  [{ events: undefined }],
  [{ name: ' ' }],
  [{ secret: '' }],
])('DOC: a name, one of two events and a secret are needed; %j answers 420', async (over) => {
  const simulator = await start();
  const { url, received } = await endpoint();
  expect(await call(simulator, 'Webhook/addSubscription', wanted(url, over))).toMatchObject({ result: 420 });
  expect(received).toEqual([]);
});

test('a request without a subscription answers 420 or 550, never a crash', async () => {
  const simulator = await start();
  expect(await call(simulator, 'Webhook/addSubscription')).toMatchObject({ result: 420 });
  expect(await call(simulator, 'Webhook/deleteSubscription')).toMatchObject({ result: 550 });
});

test('ASSUMED: getSubscriptions lists them with their secrets, limit and offset honoured', async () => {
  const simulator = await start();
  const { url } = await endpoint();
  const first = await subscribe(simulator, url, ['deal.created']);
  const second = await subscribe(simulator, url, ['deal.status_changed']);
  const list = (params: object) => call(simulator, 'Webhook/getSubscriptions', params);
  expect((await list({ limit: 100, offset: 0 })).data).toEqual({ subscription: [first, second] });
  expect((await list({})).data).toEqual({ subscription: [first, second] });
  expect((await list({ limit: 1, offset: 0 })).data).toEqual({ subscription: [first] });
  expect((await list({ limit: '1', offset: '1' })).data).toEqual({ subscription: [second] });
});

test('OBS: an empty map is []: no subscription at all; a page behind the end is an empty list', async () => {
  const simulator = await start();
  const list = (params: object) => call(simulator, 'Webhook/getSubscriptions', params);
  expect(await list({ limit: 100, offset: 0 })).toMatchObject({ data: [], result: 200 });
  await subscribe(simulator, (await endpoint()).url);
  expect(await list({ limit: 100, offset: 100 })).toMatchObject({ data: { subscription: [] }, result: 200 });
});

test('ASSUMED: deleteSubscription answers []; an id that does not exist answers 550', async () => {
  const simulator = await start();
  const { id } = await subscribe(simulator, (await endpoint()).url);
  const remove = () => call(simulator, 'Webhook/deleteSubscription', { subscription: { id } });
  expect(await remove()).toMatchObject({ data: [], result: 200, status: true });
  expect(await remove()).toMatchObject({ data: null, result: 550, status: false });
});

const methods = [['Webhook/getSubscriptions'], ['Webhook/addSubscription'], ['Webhook/deleteSubscription']];

test.each(methods)('OBS: on an account without a subscription API, %s answers 540', async (method) => {
  const simulator = await start({ profile: { api: 'off' } });
  expect(await call(simulator, method)).toMatchObject({ data: null, result: 540, status: false });
  simulator.setSubscriptionApi('on');
  expect(await call(simulator, method)).not.toMatchObject({ result: 540 });
});

test.each(methods)('DOC: only administrators manage subscriptions: %s answers 540 to others', async (method) => {
  const simulator = await start();
  expect(await call(simulator, method, {}, simulator.member)).toMatchObject({ result: 540 });
});

describe('by hand, in Account Settings -> Webhooks', () => {
  const byHand = (url: string) => ({ name: 'By hand', url, events: ['deal.created'] });

  test('DOC: a new one is inactive, not shaken hands with, and has no secret yet', async () => {
    const simulator = await start();
    const { url, received } = await endpoint();
    expect(simulator.addSubscription(byHand(url))).toMatchObject({ ...byHand(url), isActive: false, secret: '' });
    expect(received).toEqual([]);
  });

  test('DOC: the first activation sends the handshake; the secret is known afterwards', async () => {
    const simulator = await start();
    const { url, received } = await endpoint();
    const { id } = simulator.addSubscription(byHand(url));
    expect(await simulator.activateSubscription(id)).toMatchObject({
      isActive: true,
      secret: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(received).toMatchObject([{ method: 'POST', body: '' }]);
  });

  test('DOC: a failed handshake leaves it inactive', async () => {
    const simulator = await start();
    const { url } = await endpoint(500);
    const { id } = simulator.addSubscription(byHand(url));
    await expect(simulator.activateSubscription(id)).rejects.toThrow('handshake');
    expect(simulator.subscriptions()).toMatchObject([{ isActive: false, secret: '' }]);
  });

  test('DOC: every re-activation sends the handshake again; ASSUMED: the secret stays', async () => {
    const simulator = await start();
    const { url, received } = await endpoint(200, 500, 204);
    const { id } = simulator.addSubscription(byHand(url));
    const { secret } = await simulator.activateSubscription(id);
    expect(simulator.pauseSubscription(id)).toMatchObject({ isActive: false });
    await expect(simulator.activateSubscription(id)).rejects.toThrow('handshake');
    expect(simulator.subscriptions()).toMatchObject([{ isActive: false }]);
    expect(await simulator.activateSubscription(id)).toMatchObject({ isActive: true, secret });
    expect(received).toHaveLength(3);
  });

  test('a paused one is listed by the API as inactive', async () => {
    const simulator = await start();
    const { id } = await subscribe(simulator, (await endpoint()).url);
    simulator.pauseSubscription(id);
    expect((await call(simulator, 'Webhook/getSubscriptions')).data.subscription).toMatchObject([
      { id, is_active: false },
    ]);
  });

  test('the same rules hold as for the API', async () => {
    const simulator = await start();
    const { url } = await endpoint();
    simulator.addSubscription(byHand(url));
    expect(() => simulator.addSubscription(byHand(url))).toThrow('already');
    expect(() => simulator.addSubscription(byHand('http://acme.example'))).toThrow('https://');
  });

  test('deleting', async () => {
    const simulator = await start();
    const { id } = simulator.addSubscription(byHand((await endpoint()).url));
    simulator.deleteSubscription(id);
    expect(simulator.subscriptions()).toEqual([]);
    expect(() => simulator.deleteSubscription(id)).toThrow(id);
  });
});
