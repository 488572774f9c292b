import { startSimulator } from '../../simulator/src/index.ts';
import { signDelivery } from '../../testing/sign.ts';
import { call, endpoint, type Received, secret, start, subscribe } from '../../testing/simulator/harness.ts';

jest.setTimeout(60_000);

test('DOC: the envelope of an event', async () => {
  const simulator = await start({ now: () => Date.parse('2024-01-08T07:50:00.789Z') });
  const hook = await endpoint();
  await subscribe(simulator, hook.url);
  const { deal, eventId } = simulator.createDeal({ name: 'Zażółć gęślą jaźń' });
  await simulator.idle();
  expect(hook.events()).toEqual([
    {
      version: '1.0',
      name: 'deal.created',
      id: eventId,
      timestamp: '2024-01-08T07:50:00Z',
      webhook_delivery_attempt: 1,
      data: deal,
    },
  ]);
});

test('DOC: the deal carries ID, name, status, owner, value, products, costs and tags; ASSUMED: keys as in the API', async () => {
  const simulator = await start();
  const hook = await endpoint();
  await subscribe(simulator, hook.url);
  const { deal } = simulator.createDeal({ name: 'Oferta', value: 10, tags: ['a'] });
  await simulator.idle();
  const { data } = await call(simulator, 'Deal/get', { id: String(deal.id) });
  expect(hook.events()[0].data).toEqual(data.deal);
  for (const key of ['id', 'name', 'status', 'owner_id', 'value', 'products', 'costs', 'tags']) {
    expect(hook.events()[0].data).toHaveProperty(key);
  }
});

test('DOC: a JSON POST, signed with the hex HMAC-SHA256 of URL, body and secret', async () => {
  const simulator = await start();
  const { url, received } = await endpoint();
  await subscribe(simulator, url);
  simulator.createDeal({ name: 'Łódź' });
  await simulator.idle();
  const { method, headers, body } = received[1] as Received;
  expect(method).toBe('POST');
  expect(headers['content-type']).toBe('application/json');
  expect(headers['x-livespace-signature']).toBe(signDelivery(url, body, secret));
  expect(headers['x-livespace-signature']).toMatch(/^[0-9a-f]{64}$/);
});

test('ASSUMED: JSON as PHP writes it: escaped slashes, raw UTF-8', async () => {
  const simulator = await start();
  const { url, received } = await endpoint();
  await subscribe(simulator, url);
  simulator.createDeal({ name: 'Łódź a/b' });
  await simulator.idle();
  expect(received[1]?.body).toContain('"name":"Łódź a\\/b"');
});

test('DOC: a status change is an event; the same status again is none', async () => {
  const simulator = await start({ deals: [{ id: 'd1' }] });
  const hook = await endpoint();
  await subscribe(simulator, hook.url);
  simulator.changeStatus('d1', 'won');
  expect(simulator.changeStatus('d1', 'won').eventId).toBeNull();
  await simulator.idle();
  expect(hook.events()).toMatchObject([{ name: 'deal.status_changed', data: { id: 'd1', status: 'won' } }]);
});

test('DOC: an update of fields is no event', async () => {
  const simulator = await start({ deals: [{ id: 'd1' }] });
  const hook = await endpoint();
  await subscribe(simulator, hook.url);
  simulator.updateDeal('d1', { name: 'new' });
  await simulator.idle();
  expect(hook.events()).toEqual([]);
});

test('DOC: a subscription gets its events only, and only while it is active', async () => {
  const simulator = await start({ deals: [{ id: 'd1' }] });
  const created = await endpoint();
  const changed = await endpoint();
  const paused = await endpoint();
  await subscribe(simulator, created.url, ['deal.created']);
  await subscribe(simulator, changed.url, ['deal.status_changed']);
  simulator.pauseSubscription((await subscribe(simulator, paused.url)).id);
  simulator.createDeal();
  simulator.changeStatus('d1', 'lost');
  await simulator.idle();
  expect(created.events()).toMatchObject([{ name: 'deal.created' }]);
  expect(changed.events()).toMatchObject([{ name: 'deal.status_changed' }]);
  expect(paused.events()).toEqual([]);
});

test.each([[200], [204]])('DOC: %d is a success', async (status) => {
  const simulator = await start();
  const hook = await endpoint(200, status);
  await subscribe(simulator, hook.url);
  simulator.createDeal();
  await simulator.idle();
  expect(simulator.deliveries()).toMatchObject([{ attempt: 1, status, error: null, outcome: 'delivered' }]);
});

test.each([[201], [202], [302], [401], [404], [500], [503]])(
  'DOC: %d is a failure: three attempts in all, then the event is lost',
  async (status) => {
    const simulator = await start();
    const hook = await endpoint(200, status, status, status);
    await subscribe(simulator, hook.url);
    const { eventId } = simulator.createDeal();
    await simulator.idle();
    expect(simulator.deliveries()).toMatchObject([
      { eventId, attempt: 1, status, outcome: 'retrying' },
      { eventId, attempt: 2, status, outcome: 'retrying' },
      { eventId, attempt: 3, status, outcome: 'lost' },
    ]);
    expect(hook.events()).toHaveLength(3);
  },
);

test('DOC: a later attempt is counted in the body, keeps its id, and is signed anew', async () => {
  const simulator = await start();
  const { url, received, events } = await endpoint(200, 500);
  await subscribe(simulator, url);
  const { eventId } = simulator.createDeal();
  await simulator.idle();
  expect(events()).toMatchObject([
    { id: eventId, webhook_delivery_attempt: 1 },
    { id: eventId, webhook_delivery_attempt: 2 },
  ]);
  const { headers, body } = received[2] as Received;
  expect(headers['x-livespace-signature']).toBe(signDelivery(url, body, secret));
});

test('DOC: the attempts come at short intervals', async () => {
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  const simulator = await start({ wait, retryDelaysMs: [700, 900] });
  await subscribe(simulator, (await endpoint(200, 500, 500, 500)).url);
  simulator.createDeal();
  await simulator.idle();
  expect(waits).toEqual([700, 900]);
});

test('DOC: a delivery has a time limit (3 seconds, shorter here)', async () => {
  const simulator = await start({ deliveryTimeoutMs: 50 });
  await subscribe(simulator, (await endpoint(200, 'hang')).url);
  simulator.createDeal();
  await simulator.idle();
  expect(simulator.deliveries()).toMatchObject([
    { attempt: 1, status: null, error: 'no answer within 50 ms', outcome: 'retrying' },
    { attempt: 2, status: 200, error: null, outcome: 'delivered' },
  ]);
});

test('DOC: both time limits are 3 seconds', async () => {
  const handshake = async () => {
    const simulator = await start();
    const { url } = await endpoint('hang');
    const subscription = { name: 'Tests', url, events: ['deal.created'], secret };
    return (await call(simulator, 'Webhook/addSubscription', { subscription })).error;
  };
  const delivery = async () => {
    const simulator = await start();
    await subscribe(simulator, (await endpoint(200, 'hang')).url);
    simulator.createDeal();
    await simulator.idle();
    return simulator.deliveries()[0]?.error;
  };
  const limit = expect.stringContaining('no answer within 3000 ms');
  expect(await Promise.all([handshake(), delivery()])).toEqual([limit, limit]);
});

test('DOC: order is not kept: an event that fails is overtaken', async () => {
  const simulator = await start();
  const hook = await endpoint(200, async () => 500);
  await subscribe(simulator, hook.url);
  simulator.hold();
  const first = simulator.createDeal().eventId;
  const second = simulator.createDeal().eventId;
  simulator.flush([String(second), String(first)]);
  await simulator.idle();
  expect(hook.events().map(({ id }) => id)).toEqual([second, second, first]);
});

test('DOC: last_triggered tells when it was last triggered', async () => {
  const simulator = await start({ now: () => Date.parse('2025-10-08T13:19:13Z') });
  await subscribe(simulator, (await endpoint()).url);
  simulator.createDeal();
  await simulator.idle();
  const { data } = await call(simulator, 'Webhook/getSubscriptions');
  expect(data.subscription).toMatchObject([{ last_triggered: '2025-10-08 15:19:13+02' }]);
});

test.each(['pauseSubscription', 'deleteSubscription'] as const)(
  'ASSUMED: %s ends the attempts that are left',
  async (act) => {
    const simulator = await start();
    let id = '';
    const hook = await endpoint(200, () => {
      simulator[act](id);
      return 500;
    });
    id = (await subscribe(simulator, hook.url)).id;
    simulator.createDeal();
    await simulator.idle();
    expect(hook.events()).toHaveLength(1);
  },
);

test('the data of an event is the deal as it was then', async () => {
  const simulator = await start({ deals: [{ id: 'd1' }] });
  const hook = await endpoint();
  await subscribe(simulator, hook.url);
  simulator.hold();
  simulator.changeStatus('d1', 'won');
  simulator.changeStatus('d1', 'lost');
  simulator.flush();
  await simulator.idle();
  expect(hook.events().map(({ data }) => data.status)).toEqual(['won', 'lost']);
});

test('a deal written by hand reaches the receiver as it is, whatever it is', async () => {
  const simulator = await start();
  const hook = await endpoint();
  await subscribe(simulator, hook.url);
  const event = {
    name: 'deal.created',
    data: { id: 7, owners: [], tags: null },
    id: 'e1',
    timestamp: 'now',
    version: '2',
  };
  expect(simulator.emit(event)).toBe('e1');
  await simulator.idle();
  expect(hook.events()).toMatchObject([event]);
});

test('closing ends deliveries, waits and answers that are under way', async () => {
  const simulator = await startSimulator({ retryDelaysMs: [60_000, 60_000], profile: { api: 'on' } });
  const hanging = await endpoint(200, 'hang');
  const failing = await endpoint(200, 500);
  await subscribe(simulator, hanging.url);
  await subscribe(simulator, failing.url);
  simulator.createDeal();
  simulator.fault({ kind: 'slow', ms: 60_000, on: 'Default/ping' });
  const slow = call(simulator, 'Default/ping');
  slow.catch(() => undefined);
  while (simulator.requests().at(-1)?.method !== 'Default/ping') await new Promise(setImmediate);
  while (simulator.deliveries()[1]?.endedAt === null) await new Promise(setImmediate);
  await simulator.close();
  await simulator.idle();
  await expect(slow).rejects.toThrow();
  await expect(fetch(simulator.url)).rejects.toThrow();
});
