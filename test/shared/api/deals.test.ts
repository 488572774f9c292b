import { getDeal, recentDeals } from 'livespace-webhooks';
import { listOwners, listProcesses, testConnection } from 'livespace-webhooks/host';
import { clientFor, rejection, serve, start } from '../../../testing/livespace/harness.ts';

test('a connection test tells whose key it is, and needs the secret', async () => {
  const simulator = await start();
  const account = simulator.url.replace('http://', '');
  await expect(testConnection(clientFor(simulator))).resolves.toEqual({
    account,
    name: expect.stringMatching(/\w/),
    email: expect.stringMatching(/@/),
  });
  expect(await rejection(testConnection(clientFor(simulator, { apiSecret: 'wrong' })))).toMatchObject({
    code: 'wrong_api_secret',
  });
});

test('recent deals are the newest, newest first, as many as asked for', async () => {
  const simulator = await start({ deals: ['A', 'B', 'C', 'D'].map((name) => ({ name })) });
  const newest = simulator.deals().map(({ id }) => id);
  const deals = await recentDeals(clientFor(simulator), { limit: 3 });
  expect(deals.map(({ id }) => id)).toEqual(newest.slice(0, 3));
});

test('recent deals of one status', async () => {
  const simulator = await start();
  simulator.createDeal({ name: 'Won', status: 'won' });
  const deals = await recentDeals(clientFor(simulator), { limit: 100, status: 'won' });
  expect(new Set(deals.map(({ status }) => status))).toEqual(new Set(['won']));
});

test('a status that Livespace would silently ignore is refused before it is asked', async () => {
  const simulator = await start();
  const status = 'wygrana' as 'won';
  expect(await rejection(recentDeals(clientFor(simulator), { limit: 3, status }))).toMatchObject({
    code: 'invalid_parameters',
  });
  expect(simulator.requests()).toEqual([]);
});

test('one deal, and one that is not there', async () => {
  const simulator = await start();
  const { deal } = simulator.createDeal({ name: 'Mine' });
  await expect(getDeal(clientFor(simulator), String(deal.id))).resolves.toMatchObject({ id: deal.id, name: 'Mine' });
  expect(await rejection(getDeal(clientFor(simulator), 'none'))).toMatchObject({ code: 'not_found', result: 550 });
});

test('processes and owners to choose from', async () => {
  const simulator = await start();
  const choice = { id: expect.stringMatching(/./), name: expect.stringMatching(/./) };
  const processes = await listProcesses(clientFor(simulator));
  const owners = await listOwners(clientFor(simulator));
  for (const choices of [processes, owners]) {
    expect(choices.length).toBeGreaterThan(0);
    for (const one of choices) expect(one).toEqual(choice);
  }
  const [deal] = await recentDeals(clientFor(simulator), { limit: 1 });
  expect(processes.map(({ id }) => id)).toContain(deal?.process_id);
  expect(owners.map(({ id }) => id)).toContain(deal?.owner_id);
});

/** A client of a server that gives any call this `data`. */
async function answering(data: unknown) {
  const session = { token: 't', session_id: 's' };
  const server = await serve(({ url }, response) =>
    response.end(JSON.stringify({ result: 200, status: true, data: url.endsWith('/getToken') ? session : data })),
  );
  return clientFor(server);
}

describe.each<unknown[]>([
  ...[[[]], [null], [false], [''], [{}], [{ deal: [] }], [{ deal: null }], [{ deal: false }], [{ deal: '' }]],
  ...[[{ id: [], deal: {} }], [[null, 7, {}]], [{ deals: [] }], [{ paging: { limit: 5 }, total: 0 }]],
])('where the data is %j', (data) => {
  test('lists are empty and a deal is not found', async () => {
    const client = await answering(data);
    await expect(recentDeals(client, { limit: 5 })).resolves.toEqual([]);
    await expect(listProcesses(client)).resolves.toEqual([]);
    await expect(listOwners(client)).resolves.toEqual([]);
    await expect(testConnection(client)).resolves.toMatchObject({ name: '', email: '' });
    expect(await rejection(getDeal(client, 'x'))).toMatchObject({ name: 'LivespaceError', code: 'not_found' });
  });
});

test.each<unknown[]>([
  ...[['x'], [7], [true], [{ deal: 'x' }], [{ deal: 7 }], [{ id: 'a', name: 'A' }]],
  ...[[{ deals: [{ id: 'a' }] }], [{ deals: { id: 'a' } }], [{ total: 1, rows: { 3: { name: 'A' } } }]],
  [{ 0: { id: 'a' }, 1: { id: 'b' } }],
  ...[[{ deal: { 0: { id: 'a' }, count: 1 } }], [{ deal: { list: [{ id: 'a' }], page: 1 } }]],
])('%j is no list of deals: it may hide some', async (data) => {
  const error = await rejection(recentDeals(await answering(data), { limit: 5 }));
  expect(error).toMatchObject({ code: 'unexpected_answer', reason: expect.stringContaining('request for deals') });
});

test.each([
  [{ deal: { 3: { id: 'a' }, 7: { id: 'b' } } }],
  [{ deal: [{ id: 'a' }, { id: 'b' }] }],
  [[{ id: 'a' }, { id: 'b' }]],
])('deals are read from %j', async (data) => {
  await expect(recentDeals(await answering(data), { limit: 5 })).resolves.toEqual([{ id: 'a' }, { id: 'b' }]);
});

test('deals keyed by their id need not repeat it; a key that is no id is none', async () => {
  const uuid = '6f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11';
  const keyed = await answering({ deal: { 17: { name: 'A' }, 18: { id: null, name: 'B' }, [uuid]: { name: 'C' } } });
  await expect(recentDeals(keyed, { limit: 5 })).resolves.toEqual([
    { id: '17', name: 'A' },
    { id: '18', name: 'B' },
    { id: uuid, name: 'C' },
  ]);
  await expect(recentDeals(await answering({ deal: { owner: { name: 'A' } } }), { limit: 5 })).resolves.toEqual([]);
});

test('one deal alone is a list of one', async () => {
  await expect(recentDeals(await answering({ deal: { id: 'a' } }), { limit: 5 })).resolves.toEqual([{ id: 'a' }]);
});

test('rows that can’t be read are passed over, numeric ids are taken, keys of JavaScript’s own objects are keys', async () => {
  const deals = await answering({ deal: [{ id: 7, name: null }, {}, null, 'x', { id: '' }, { id: 'd', extra: [1] }] });
  await expect(recentDeals(deals, { limit: 5 })).resolves.toEqual([
    { id: 7, name: null },
    { id: 'd', extra: [1] },
  ]);
  const owners = await answering({ 0: { id: 3, name: 'A' }, 2: { id: 'u', login: 'b' }, 5: { name: 'no id' } });
  await expect(listOwners(owners)).resolves.toEqual([
    { id: '3', name: 'A' },
    { id: 'u', name: 'b' },
  ]);
  const processes = await answering(JSON.parse('{"__proto__":{"name":"P"},"constructor":{"name":"C"},"7":{"name":3}}'));
  await expect(listProcesses(processes)).resolves.toEqual([
    { id: '__proto__', name: 'P' },
    { id: 'constructor', name: 'C' },
  ]);
});
