import { undiciTransport } from 'livespace-webhooks/undici';
import { keysOf, minute, Schedule, second } from '../../../testing/livespace/schedule.ts';

async function withNewDeals(): Promise<Schedule> {
  const schedule = await Schedule.start();
  schedule.events = ['deal.created'];
  await schedule.look();
  schedule.now += minute;
  for (const id of ['a', 'b', 'c']) schedule.livespace.createDeal({ id });
  return schedule;
}

test.each([
  ['without an id', { kind: 'no-id' }],
  ['that is null', { kind: 'odd-row', row: null }],
  ['that is a text', { kind: 'odd-row', row: 'deal' }],
  ['that is a list', { kind: 'odd-row', row: [1] }],
  ['without anything', { kind: 'odd-row', row: {} }],
  ['with an id that is none', { kind: 'odd-row', row: { id: { id: 'c' } } }],
  ['that does not tell when it was created', { kind: 'odd-row', row: { id: 'c', created: '' } }],
] as const)('a row %s is passed over and counted, and comes once it can be read', async (_, fault) => {
  const schedule = await withNewDeals();
  schedule.livespace.fault({ ...fault, on: 'Deal/getAll' });
  const { items, passedOver, complete } = await schedule.look();
  expect(items.map((item) => item.deal.id)).toEqual(['a', 'b']);
  expect({ passedOver, complete }).toEqual({ passedOver: 1, complete: true });
  expect(await schedule.looks(3)).toEqual(['created:c']);
});

test('half a sign in an id stops no look', async () => {
  const schedule = await withNewDeals();
  schedule.livespace.fault({
    kind: 'odd-row',
    row: { id: '\ud800', created: '2026-11-24 13:00:30+01' },
    on: 'Deal/getAll',
  });
  const { items, complete } = await schedule.look();
  expect(items.map((item) => item.deal.id)).toContain('\ud800');
  expect(complete).toBe(true);
});

test('pages of nothing else come to an end', async () => {
  const schedule = await withNewDeals();
  for (let index = 0; index < 20; index += 1) schedule.livespace.createDeal();
  schedule.livespace.fault({ kind: 'odd-row', row: 'x', on: 'Deal/getAll', count: 'always' });
  const { items } = await schedule.look({ pageSize: 2 });
  schedule.livespace.clearFaults();
  expect(items.length + (await schedule.looks(3, { pageSize: 2 })).length).toBe(23);
});

test.each([
  ['each of a second of its own', second],
  ['all of one second', 0],
])('pages of which all but the first row can’t be read hide nothing behind them: %s', async (_, apart) => {
  const schedule = await Schedule.start();
  schedule.events = ['deal.created'];
  schedule.client = schedule.clientOf(schedule.livespace, async (request) => {
    const answer = await undiciTransport(request);
    const { data, ...rest } = JSON.parse(answer.body);
    const deal = data.deal?.map((row: { id: string }) => (row.id.startsWith('odd') ? 'x' : row));
    return deal ? { ...answer, body: JSON.stringify({ ...rest, data: { deal } }) } : answer;
  });
  await schedule.look();
  schedule.now += minute;
  for (const id of ['a', 'b', 'odd 1', 'odd 2', 'odd 3', 'odd 4', 'odd 5', 'c']) {
    schedule.now += apart;
    schedule.livespace.createDeal({ id });
  }
  const { items, complete, passedOver } = await schedule.look({ pageSize: 3 });
  expect(items.map((item) => item.deal.id)).toEqual(['a', 'b', 'c']);
  expect({ complete, passedOver }).toEqual({ complete: true, passedOver: 5 });
});

test.each([
  ['HTML', { kind: 'not-json' }, 'The answer did not come from Livespace’s JSON API.'],
  ['a redirect', { kind: 'redirect', location: 'https://example.com/' }, 'Livespace redirected the request (HTTP 302)'],
  ['HTTP 404', { kind: 'http', status: 404 }, 'Livespace answered with HTTP 404.'],
  ['a result that says no', { kind: 'result', result: 540 }, 'Livespace did not allow this request (result 540).'],
  ['40 MB', { kind: 'huge', bytes: 40e6, count: 3 }, 'No answer came from 127.0.0.1'],
] as const)(
  'a page that is %s fails the look with a readable error, and the next one goes on',
  async (_, fault, text) => {
    const schedule = await withNewDeals();
    schedule.livespace.fault({ ...fault, on: 'Deal/getAll' });
    const { memory } = schedule;
    await expect(schedule.look()).rejects.toThrow(text);
    expect(schedule.memory).toBe(memory);
    expect(await schedule.looks(3)).toEqual(['created:c', 'created:b', 'created:a'].reverse());
  },
);

test('a page of 30 MB is read', async () => {
  const schedule = await withNewDeals();
  schedule.livespace.fault({ kind: 'huge', bytes: 30e6, on: 'Deal/getAll' });
  expect((await schedule.look()).items).toHaveLength(3);
});

test('a closed deal that does not tell when it was closed is passed over', async () => {
  const schedule = await Schedule.start();
  schedule.events = ['deal.status_changed'];
  await schedule.look();
  schedule.now += minute;
  schedule.livespace.createDeal({ id: 'w', status: 'won' });
  schedule.livespace.fault({ kind: 'odd-row', row: { id: 'w', status: 'won' }, on: 'Deal/getAll', count: 'always' });
  const { items, passedOver } = await schedule.look();
  expect(items).toEqual([]);
  expect(passedOver).toBeGreaterThan(0);
  schedule.livespace.clearFaults();
  expect(keysOf(await schedule.look())).toEqual(['status:w:won:2026-11-24T12:01:00Z']);
});
