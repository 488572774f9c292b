import { whyFailed } from '../../simulator/src/account/why.ts';
import type { Simulator } from '../../simulator/src/index.ts';
import { signDelivery } from '../../testing/sign.ts';
import { start } from '../../testing/simulator/harness.ts';

/** Subscribed by hand, and active. */
async function subscribed(simulator: Simulator) {
  const url = `${simulator.url}/receiver`;
  const { id } = simulator.addSubscription({ name: 'Test receiver', url, events: ['deal.created'] });
  return simulator.activateSubscription(id);
}

test('the test receiver passes the handshake and takes what is genuine, however it is signed', async () => {
  const simulator = await start({ profile: { api: 'off', form: 'body-pipe-url' } });
  const { url, secret } = await subscribed(simulator);
  simulator.createDeal({ name: 'Oferta' });
  await simulator.idle();
  expect(simulator.deliveries()).toMatchObject([{ status: 200, outcome: 'delivered' }]);
  const { request, answer, form, why } = simulator.delivery(1);
  expect(request?.headers).toEqual({
    'Content-Type': 'application/json',
    'X-Livespace-Signature': signDelivery(url, request?.body ?? '', secret, 'body-pipe-url'),
  });
  expect([answer?.body, form, why]).toEqual(['the test receiver accepts\n', 'body-pipe-url', null]);
  expect(answer?.headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8' });
});

test('it refuses what is forged, unsigned, or for nobody', async () => {
  const simulator = await start();
  const { id, url, secret } = await subscribed(simulator);
  expect(await simulator.forge(id, { name: 'deal.created', data: {} })).toEqual({ status: 401, error: null });
  const body = '{"name":"deal.created"}';
  const send = async (signature: string) =>
    (await fetch(url, { method: 'POST', headers: { 'X-Livespace-Signature': signature }, body })).status;
  expect(await send('')).toBe(401);
  expect(await send(signDelivery(url, `${body} `, secret))).toBe(401);
  expect(await send(signDelivery(url, body, secret))).toBe(200);
  simulator.deleteSubscription(id);
  expect(await send(signDelivery(url, body, secret))).toBe(401);
});

test.each([
  ['accepts', 200, 'delivered'],
  ['asks for it again', 503, 'lost'],
  ['refuses', 401, 'lost'],
  ['fails', 500, 'lost'],
  ['moved elsewhere', 302, 'lost'],
  ['never answers', null, 'lost'],
] as const)('told so, it %s', async (mode, status, outcome) => {
  const simulator = await start({ deliveryTimeoutMs: 50 });
  await subscribed(simulator);
  const response = await fetch(`${simulator.url}/_control/receiver`, { method: 'PUT', body: JSON.stringify({ mode }) });
  expect(response.status).toBe(200);
  simulator.createDeal();
  await simulator.idle();
  expect(simulator.deliveries().at(-1)).toMatchObject({ status, outcome });
  simulator.reset();
  expect(simulator.receiver()).toBe('accepts');
});

test('a delivery is kept whole while it is one of the newest 200, and what the endpoint answers up to 10,000 bytes', async () => {
  const simulator = await start();
  await subscribed(simulator);
  simulator.importDeals(201);
  await simulator.idle();
  expect(simulator.delivery(1)).not.toHaveProperty('request');
  expect(simulator.delivery(2)).toHaveProperty('request');
  expect(() => simulator.delivery(202)).toThrow('no delivery 202');
});

test.each([
  [{ status: null, error: 'no answer within 3000 ms' }, /too slow/],
  [{ status: null, error: 'connect ECONNREFUSED 127.0.0.1:9' }, /Nothing is listening/],
  [{ status: null, error: 'getaddrinfo ENOTFOUND nowhere.example' }, /no host with this name/],
  [{ status: null, error: 'unable to verify the first certificate' }, /certificate/],
  [{ status: null, error: 'socket hang up' }, /broke off/],
  [{ status: 101, error: null }, /another protocol/],
  [{ status: 202, error: null }, /Only 200 and 204/],
  [{ status: 301, error: null }, /Redirects are not followed/],
  [{ status: 401, error: null }, /URL and secret/],
  [{ status: 403, error: null }, /URL and secret/],
  [{ status: 404, error: null }, /does not know this URL/],
  [{ status: 418, error: null }, /did not accept it/],
  [{ status: 503, error: null }, /sent again/],
  [{ status: 502, error: null }, /The receiver failed/],
])('%j is explained', (outcome, why) => {
  expect(whyFailed(outcome)).toMatch(why);
});

test.each([[{ status: 200, error: null }], [{ status: 204, error: null }], [{ status: null, error: null }]])(
  '%j needs no explanation',
  (outcome) => {
    expect(whyFailed(outcome)).toBeNull();
  },
);

test('faults of one kind are cleared alone', async () => {
  const simulator = await start();
  simulator.fault({ kind: 'drop' });
  simulator.fault({ kind: 'slow', ms: 5 });
  await fetch(`${simulator.url}/_control/faults/drop`, { method: 'DELETE' });
  expect(simulator.faults()).toMatchObject([{ kind: 'slow' }]);
});
