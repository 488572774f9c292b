import type { Simulator } from '../../simulator/src/index.ts';
import { call, endpoint, start, subscribe } from '../../testing/simulator/harness.ts';

/** A control request as another process would send it. */
function control(simulator: Simulator) {
  return async (method: string, path: string, body?: object) => {
    const url = `${simulator.url}/_control/${path}`;
    const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
    // biome-ignore lint/suspicious/noExplicitAny: what the wire holds is what the tests are about.
    return { status: response.status, json: (await response.json()) as any };
  };
}

test('deals: create, update, change the status, list', async () => {
  const simulator = await start({ deals: [] });
  const ask = control(simulator);
  const created = await ask('POST', 'deals', { id: 'd 1', name: 'Oferta' });
  expect(created).toMatchObject({
    status: 200,
    json: { deal: { id: 'd 1', name: 'Oferta' }, eventId: expect.any(String) },
  });
  expect(await ask('PATCH', 'deals/d%201', { name: 'Nowa' })).toMatchObject({
    json: { deal: { name: 'Nowa' }, eventId: null },
  });
  expect(await ask('POST', 'deals/d%201/status', { status: 'lost', reason: 'Cena' })).toMatchObject({
    json: { deal: { status: 'lost', lost_reason_name: 'Cena' } },
  });
  expect(await ask('GET', 'deals')).toMatchObject({ json: [{ id: 'd 1', name: 'Nowa', status: 'lost' }] });
});

test('subscriptions: add, activate, pause, forge, delete', async () => {
  const simulator = await start();
  const ask = control(simulator);
  const { url, events } = await endpoint();
  const { json } = await ask('POST', 'subscriptions', { name: 'By hand', url, events: ['deal.created'] });
  expect(json).toMatchObject({ isActive: false, secret: '' });
  expect(await ask('POST', `subscriptions/${json.id}/activate`)).toMatchObject({ json: { isActive: true } });
  expect(await ask('POST', `subscriptions/${json.id}/forge`, { name: 'deal.created', data: {} })).toMatchObject({
    json: { status: 200 },
  });
  expect(events()).toHaveLength(1);
  expect(await ask('POST', `subscriptions/${json.id}/pause`)).toMatchObject({ json: { isActive: false } });
  expect((await ask('GET', 'subscriptions')).json).toHaveLength(1);
  expect(await ask('DELETE', `subscriptions/${json.id}`)).toEqual({ status: 200, json: {} });
  expect(await ask('GET', 'subscriptions')).toMatchObject({ json: [] });
});

test('events: hold, list, flush, emit; deliveries are listed', async () => {
  const simulator = await start();
  const ask = control(simulator);
  const { url, events } = await endpoint();
  await subscribe(simulator, url);
  await ask('POST', 'events/hold');
  await ask('POST', 'events', { name: 'deal.created', id: 'e1', data: {} });
  expect(await ask('POST', 'events', { name: 'deal.created', id: 'e2', data: {} })).toMatchObject({
    json: { eventId: 'e2' },
  });
  expect(await ask('GET', 'events/held')).toMatchObject({ json: [{ id: 'e1' }, { id: 'e2' }] });
  await ask('POST', 'events/flush', { order: ['e2', 'e1'] });
  await ask('POST', 'idle');
  expect(events().map(({ id }) => id)).toEqual(['e2', 'e1']);
  expect(await ask('GET', 'deliveries')).toMatchObject({
    json: [
      { eventId: 'e2', eventName: 'deal.created', url, attempt: 1, status: 200, error: null, outcome: 'delivered' },
      { eventId: 'e1' },
    ],
  });
});

test('faults: set, list, clear; a wrong one is refused', async () => {
  const ask = control(await start());
  await ask('POST', 'faults', { kind: 'drop', on: 'Deal/*' });
  expect(await ask('GET', 'faults')).toMatchObject({ json: [{ kind: 'drop', on: 'Deal/*', count: 1 }] });
  await ask('DELETE', 'faults');
  expect(await ask('GET', 'faults')).toMatchObject({ json: [] });
  expect(await ask('POST', 'faults', { kind: 'dorp' })).toEqual({
    status: 400,
    json: { error: expect.stringContaining('kind: no such fault: "dorp". The faults: http, result, drop') },
  });
});

test('requests: every API request, the token ones too, with its result', async () => {
  let now = 1000;
  const simulator = await start({ now: () => now });
  const ask = control(simulator);
  await call(simulator, 'Deal/getAll', { status: 'all' });
  now = 2000;
  simulator.fault({ kind: 'http', status: 503, on: 'Deal/get' });
  await call(simulator, 'Deal/get').catch(() => undefined);
  await call(simulator, 'Deal/invented');
  expect(await ask('GET', 'requests')).toMatchObject({
    json: [
      { method: '_Api/getToken', at: 1000, result: 200 },
      { method: 'Deal/getAll', at: 1000, result: 200 },
      { method: '_Api/getToken', at: 2000, result: 200 },
      { method: 'Deal/get', at: 2000, result: null },
      { method: '_Api/getToken', at: 2000, result: 200 },
      { method: 'Deal/invented', at: 2000, result: 540 },
    ],
  });
});

test('the subscription API is switched on and off', async () => {
  const simulator = await start();
  const ask = control(simulator);
  expect(await ask('GET', 'subscription-api')).toMatchObject({ json: { mode: 'on' } });
  await ask('PUT', 'subscription-api', { mode: 'off' });
  expect(await ask('GET', 'subscription-api')).toMatchObject({ json: { mode: 'off' } });
  expect(await call(simulator, 'Webhook/getSubscriptions')).toMatchObject({ result: 540 });
});

test('reset gives a fresh account', async () => {
  const simulator = await start();
  const fresh = simulator.deals();
  await subscribe(simulator, (await endpoint()).url);
  simulator.createDeal();
  await simulator.idle();
  simulator.fault({ kind: 'drop' });
  simulator.hold();
  simulator.setSubscriptionApi('off');
  await control(simulator)('POST', 'reset');
  expect(simulator.deals()).toEqual(fresh);
  for (const list of ['subscriptions', 'deliveries', 'requests', 'faults', 'held'] as const) {
    expect(simulator[list]()).toEqual([]);
  }
  expect(await call(simulator, 'Webhook/getSubscriptions')).toMatchObject({ result: 200 });
});

test.each([
  ['POST', 'deals/nobody/status', { status: 'won' }, 'no deal nobody'],
  ['POST', 'deals', { status: 'closed' }, 'status: Invalid option: expected one of "open"|"won"|"lost"|"outdated"'],
  ['POST', 'deals', { created: 'yesterday' }, 'created: no time of the years 1950 to 9999: "yesterday"'],
  ['POST', 'deals', { id: 'd1a00000-0000-4000-8000-000000000001' }, 'already'],
  ['PATCH', 'deals/d1a00000-0000-4000-8000-000000000001', { status: 'won' }, 'status is not a field to update'],
  ['POST', 'subscriptions/nobody/activate', {}, 'no subscription nobody'],
  ['PUT', 'subscription-api', { mode: 'of' }, 'mode: Invalid option: expected one of "off"|"on"'],
])('%s %s %j is refused with a reason', async (method, path, body, reason) => {
  const ask = control(await start());
  expect(await ask(method, path, body)).toEqual({ status: 400, json: { error: expect.stringContaining(reason) } });
});

test('an unknown route answers 404', async () => {
  const simulator = await start();
  expect(await control(simulator)('GET', 'nothing')).toMatchObject({ status: 404 });
  expect((await fetch(`${simulator.url}/nothing`)).status).toBe(404);
});
