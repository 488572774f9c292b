import { startWorld, type World } from '../../testing/zapier/harness.ts';
import { PolledZap, poll } from '../../testing/zapier/polls.ts';

/*
 * Where a scheduled trigger goes on reading is kept in the app's cache. Whatever becomes of it costs time, and no fact.
 */

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const created = 'deal_created_scheduled';
const changed = 'deal_status_changed_scheduled';

// Calls of one account start 150 ms apart.
jest.setTimeout(120_000);

let world: World;
beforeEach(async () => {
  world = await startWorld({ deals: [], profile: { api: 'off' } });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await world.close();
});

/** Zapier's clock. */
function hostClock(ahead: () => number): void {
  const now = Date.now;
  jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead());
}

const calls = () => world.livespace.requests().filter(({ method }) => method === 'Deal/getAll').length;

/** Closed long ago. */
function closedDeals(count: number): void {
  for (let index = 0; index < count; index += 1) {
    world.livespace.createDeal({ status: 'won', created: Date.now() - 300 * day, modified: Date.now() - 200 * day });
  }
}

function longOpenDeal(): string {
  const { deal } = world.livespace.createDeal({ created: Date.now() - 400 * day, modified: Date.now() - 350 * day });
  return String(deal.id);
}

test('3,000 new deals at a second a page arrive over several polls, and none of the 500 that were there', async () => {
  // One page a second, and no other time passes.
  const began = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => began + calls() * 1000);
  for (let index = 0; index < 500; index += 1) world.livespace.createDeal({ name: 'Before', created: began - hour });
  const zap = new PolledZap(world.zap(created));
  const shown = await zap.turnOn();
  expect(shown.length).toBeGreaterThan(300);
  expect(shown.length).toBeLessThan(500);

  const expected = Array.from({ length: 3000 }, (_, index) => `After ${index}`);
  for (const name of expected) world.livespace.createDeal({ name, created: began + hour });
  let polls = 0;
  for (; polls < 20 && zap.started.length < expected.length; polls += 1) await zap.poll();
  await zap.poll();
  const names = zap.started.map(({ deal }) => String(deal.name));
  expect(names.sort()).toEqual(expected.sort());
  expect(polls).toBeGreaterThan(5);
});

describe('Zaps of one connection, trigger and settings, which Zapier does not tell apart', () => {
  test('each find what only the sweep shows, though they take turns', async () => {
    // The sweep takes two looks, which two Zaps in turn could share for ever: one all pages of the won, one the others.
    closedDeals(20);
    const aged = longOpenDeal();
    const zaps = [new PolledZap(world.zap(changed)), new PolledZap(world.zap(changed))];
    for (const zap of zaps) await zap.turnOn();
    world.livespace.changeStatus(aged, 'lost');
    for (let round = 0; round < 40 && zaps.some(({ started }) => started.length === 0); round += 1) {
      for (const zap of zaps) await zap.poll();
    }
    for (const { started } of zaps) expect(started.map(({ deal }) => deal.id)).toEqual([aged]);
  });

  test('one that is turned on later makes no history of what the other has not seen', async () => {
    const one = new PolledZap(world.zap(created));
    await one.turnOn();
    world.livespace.createDeal({ name: 'Between', created: Date.now() + 2000 });
    const other = new PolledZap(world.zap(created));
    await other.turnOn();
    for (const zap of [one, other]) await zap.poll();
    expect([one, other].map(({ started }) => started.map(({ deal }) => deal.name))).toEqual([['Between'], []]);
  });

  test('one that is turned on again a day later begins anew', async () => {
    let ahead = 0;
    hostClock(() => ahead);
    const zap = new PolledZap(world.zap(created));
    await zap.turnOn();
    const [before] = world.servers.cache.requests.filter(({ method }) => method === 'zcache_set');
    ahead = day;
    await zap.turnOn();
    const memories = world.servers.cache.requests
      .filter(({ method }) => method === 'zcache_set')
      .map(({ params }) => JSON.parse(JSON.parse(String(params[1]))));
    expect(before).toBeDefined();
    expect(memories.map(({ zaps }) => zaps)).toEqual([1, 1]);
  });

  test('that Zapier does tell apart share nothing', async () => {
    closedDeals(1);
    const aged = longOpenDeal();
    const zaps = ['1', '2'].map((id) => new PolledZap(world.zap(changed), { zap: { id } }));
    for (const zap of zaps) await zap.turnOn();
    expect(world.servers.cache.keys()).toHaveLength(2);
    world.livespace.changeStatus(aged, 'lost');
    for (let round = 0; round < 2; round += 1) for (const zap of zaps) await zap.poll();
    for (const { started } of zaps) expect(started.map(({ deal }) => deal.id)).toEqual([aged]);
  });
});

test('the sweep comes round for every trigger by itself, however many share the app', async () => {
  closedDeals(30);
  const aged = longOpenDeal();
  const zaps = Array.from(
    { length: 3 },
    (_, index) => new PolledZap(world.zap(changed, { inputData: { minimum_value: String(-index) } })),
  );
  for (const zap of zaps) await zap.turnOn();
  world.livespace.changeStatus(aged, 'lost');
  for (let round = 0; round < 2; round += 1) for (const zap of zaps) await zap.poll();
  for (const { started } of zaps) expect(started.map(({ deal }) => deal.id)).toEqual([aged]);
});

test.each([
  '{',
  'null',
  '""',
  '"{"',
  '"null"',
  '"{\\"status\\":\\"x\\",\\"offset\\":-5}"',
  '"{\\"memory\\":{\\"version\\":9},\\"usedAt\\":1,\\"zaps\\":1}"',
  '"{\\"memory\\":[],\\"usedAt\\":\\"x\\",\\"zaps\\":null}"',
  undefined,
])('a kept position that is %j starts anew: nothing lost, nothing twice', async (damage) => {
  world.livespace.createDeal({ name: 'Before', created: Date.now() - hour });
  const zap = new PolledZap(world.zap(created));
  await zap.turnOn();
  world.servers.cache.overwrite(damage);
  world.livespace.createDeal({ name: 'After' });
  for (let round = 0; round < 2; round += 1) await zap.poll();
  expect(zap.started.map(({ deal }) => deal.name)).toEqual(['After']);
});

test.each(['errs', 'throttles', 'hangs'] as const)('a cache that %s loses nothing', async (mood) => {
  world.servers.cache.mood = mood;
  const zap = new PolledZap(world.zap(created));
  await zap.turnOn();
  world.livespace.createDeal({ name: 'After' });
  for (let round = 0; round < 2; round += 1) await zap.poll();
  expect(zap.started.map(({ deal }) => deal.name)).toEqual(['After']);
});

test.each([-hour, hour])('a clock of Zapier that is %d ms off loses and repeats nothing', async (off) => {
  hostClock(() => off);
  world.livespace.createDeal({ name: 'Before' });
  const zap = new PolledZap(world.zap(created));
  await zap.turnOn();
  world.livespace.createDeal({ name: 'After' });
  for (let round = 0; round < 2; round += 1) await zap.poll();
  expect(zap.started.map(({ deal }) => deal.name)).toEqual(['After']);
});

test('after looks that failed the next one brings everything of the meantime, once', async () => {
  const zap = new PolledZap(world.zap(created));
  await zap.turnOn();
  world.livespace.fault({ kind: 'result', result: 561, count: 'always' });
  for (const name of ['1', '2', '3']) {
    world.livespace.createDeal({ name });
    await expect(zap.poll()).rejects.toMatchObject({ doNotContextify: true });
  }
  world.livespace.clearFaults();
  for (let round = 0; round < 2; round += 1) await zap.poll();
  expect(zap.started.map(({ deal }) => deal.name).sort()).toEqual(['1', '2', '3']);
});

test('a look that is cut off gives what it read, and the log says why', async () => {
  for (let index = 0; index < 30; index += 1) world.livespace.createDeal({ name: String(index) });
  const log = jest.spyOn(console, 'log').mockImplementation(() => {});
  const { requests } = world.livespace;
  // The first page comes, the second one is refused.
  const watched = setInterval(() => {
    if (requests.call(world.livespace).some(({ method }) => method === 'Deal/getAll')) {
      world.livespace.fault({ kind: 'result', result: 540, on: 'Deal/getAll', count: 'always' });
      clearInterval(watched);
    }
  }, 1);
  const first = await poll(world.zap(created));
  world.livespace.clearFaults();
  const second = await poll(world.zap(created));
  expect(first.length).toBeGreaterThan(0);
  expect(log.mock.calls.join()).toContain('Livespace was read only in part');
  expect(new Set([...first, ...second].map(({ id }) => id)).size).toBe(30);
});

test('what is kept names no deal and no person, and holds no secret', async () => {
  world.livespace.createDeal({ name: 'Żuraw', owner_id: 'u-1', owner_name: 'Anna', owner_email: 'anna@acme.example' });
  await poll(world.zap(created));
  const kept = JSON.stringify(world.servers.cache.requests);
  expect(kept).toContain('position:');
  for (const word of ['Żuraw', 'Anna', 'anna@acme.example', world.livespace.apiKey, world.livespace.apiSecret]) {
    expect(kept).not.toContain(word);
  }
});
