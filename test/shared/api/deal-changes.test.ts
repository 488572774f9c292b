import { type Simulator, startSimulator } from 'livespace-simulator';
import {
  type ChangesRequest,
  createAccount,
  dealChanges,
  type EventName,
  type Item,
  LivespaceClient,
  type SweepPosition,
} from 'livespace-webhooks';
import { undiciTransport } from 'livespace-webhooks/undici';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

let now = Date.parse('2026-11-24T12:00:00Z');
let simulator: Simulator;
let client: LivespaceClient;
const clock = { now: () => now, wait: async () => {} };

beforeEach(async () => {
  now = Date.parse('2026-11-24T12:00:00Z');
  simulator = await startSimulator({ now: () => now, deals: [] });
  const { url: subdomain, apiKey, apiSecret } = simulator;
  const account = createAccount({ subdomain, apiKey, apiSecret }, { allowLoopback: true });
  client = new LivespaceClient({ account, transport: undiciTransport, clock });
});

afterEach(() => simulator.close());

function look(event: EventName, since: number, more: Partial<ChangesRequest> = {}) {
  return dealChanges(client, { event, since, pageSize: 100, clock, until: Number.POSITIVE_INFINITY, ...more });
}

/** As a host does: looks, remembers the ids, and passes the sweep's position on. */
async function looks(times: number, event: EventName, since: number, pageSize: number): Promise<Item[]> {
  const seen = new Map<string, Item>();
  let sweep: SweepPosition | undefined;
  for (let time = 0; time < times; time += 1) {
    const changes = await look(event, since, { pageSize, sweep });
    sweep = changes.sweep;
    for (const item of changes.items) seen.set(item.id, item);
  }
  return [...seen.values()];
}

function calls(): number {
  return simulator.requests().filter((request) => request.method === 'Deal/getAll').length;
}

test('new deals since then are found, oldest first, and no older ones', async () => {
  simulator.createDeal({ id: 'old', created: now - day });
  simulator.createDeal({ id: 'second', created: now - hour });
  simulator.createDeal({ id: 'first', created: now - 2 * hour });
  const { items, complete } = await look('deal.created', now - 3 * hour);
  expect(items.map((item) => item.id)).toEqual(['created:first', 'created:second']);
  expect(complete).toBe(true);
});

test('a deal created in the very second is found: Livespace tells no fractions', async () => {
  simulator.createDeal({ id: 'now', created: now });
  expect((await look('deal.created', now + 900)).items).toHaveLength(1);
  expect((await look('deal.created', now + 1000)).items).toHaveLength(0);
});

test('a new deal that is outdated already is found, although `all` leaves such deals out', async () => {
  simulator.createDeal({ id: 'gone', status: 'outdated', created: now - hour });
  const { items } = await look('deal.created', now - day);
  expect(items.map((item) => item.id)).toEqual(['created:gone']);
});

test('a burst is paged through, with equal timestamps, and each deal comes once', async () => {
  for (let index = 0; index < 45; index += 1) simulator.createDeal({ id: `deal-${index}`, created: now - hour });
  const { items } = await look('deal.created', now - day, { pageSize: 20 });
  expect(new Set(items.map((item) => item.id)).size).toBe(45);
  expect(items).toHaveLength(45);
  expect(calls()).toBe(4);
});

test('a status change is found although `modified` stayed as it was long ago', async () => {
  const { deal } = simulator.createDeal({ id: 'aged', created: now - 300 * day, modified: now - 200 * day });
  simulator.changeStatus(String(deal.id), 'won');
  const found = await looks(2, 'deal.status_changed', now - hour, 100);
  expect(found.map((item) => item.id)).toEqual([`status:aged:won:${new Date(now).toISOString()}`]);
});

test('the sweep goes through all closed deals, some pages a look, and comes round again', async () => {
  for (let index = 0; index < 25; index += 1) {
    simulator.createDeal({ status: 'won', created: now - 100 * day, modified: now - 90 * day });
  }
  const { deal } = simulator.createDeal({ id: 'oldest', created: now - 400 * day, modified: now - 400 * day });
  expect(await looks(3, 'deal.status_changed', now - hour, 10)).toEqual([]);
  simulator.changeStatus(String(deal.id), 'lost');
  const found = await looks(4, 'deal.status_changed', now - hour, 10);
  expect(found.map((item) => item.deal.id)).toEqual(['oldest']);
});

test('a status changed back and forth gives one fact for each time it was closed when looked at', async () => {
  simulator.createDeal({ id: 'torn', created: now - day });
  const ids: string[] = [];
  for (const status of ['won', 'open', 'won'] as const) {
    now += hour;
    simulator.changeStatus('torn', status);
    ids.push(...(await looks(2, 'deal.status_changed', now - day, 100)).map((item) => item.id));
  }
  expect(new Set(ids)).toEqual(
    new Set(['status:torn:won:2026-11-24T13:00:00.000Z', 'status:torn:won:2026-11-24T15:00:00.000Z']),
  );
});

test('the hour that daylight saving repeats is read by its offset', async () => {
  for (const created of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'])
    simulator.createDeal({ id: created, created });
  now = Date.parse('2026-10-25T02:00:00Z');
  const { items } = await look('deal.created', Date.parse('2026-10-25T01:00:00Z'));
  expect(items.map((item) => item.deal.id)).toEqual(['2026-10-25T01:30:00Z']);
});

test('just after midnight in Warsaw the day before is still asked for', async () => {
  now = Date.parse('2026-11-24T23:05:00Z');
  simulator.createDeal({ id: 'late', created: now - 10 * 60 * 1000 });
  const { items } = await look('deal.created', now - hour);
  expect(items.map((item) => item.deal.id)).toEqual(['late']);
});

test('when time is up the look says that it is not complete', async () => {
  for (let index = 0; index < 30; index += 1) simulator.createDeal({ created: now - hour });
  const impatient = { now: () => (now += 10_000), wait: async () => {} };
  const changes = await look('deal.created', now - day, { pageSize: 10, clock: impatient, until: now + 25_000 });
  expect(changes.complete).toBe(false);
  expect(changes.items.length).toBeGreaterThan(0);
});

test.each([100, 2000])('ten new facts among %i deals cost the same number of calls', async (total) => {
  for (let index = 0; index < total - 10; index += 1) {
    simulator.createDeal({ status: 'lost', created: now - 400 * day, modified: now - 300 * day });
  }
  for (let index = 0; index < 10; index += 1) simulator.createDeal({ created: now - hour });
  expect((await look('deal.created', now - day)).items).toHaveLength(10);
  expect(calls()).toBe(2);
  await look('deal.status_changed', now - day);
  expect(calls()).toBe(2 + 5);
});
