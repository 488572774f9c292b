import { type Look, look } from 'livespace-webhooks';
import { FastAccount } from '../../../testing/livespace/fast-account.ts';
import { hour, keysOf, minute, Schedule } from '../../../testing/livespace/schedule.ts';

const events = ['deal.created', 'deal.status_changed'] as const;
const until = Number.POSITIVE_INFINITY;

/** One of a running schedule, as it is kept, and what damages it. */
async function stored(damage: (memory: Look['memory']) => unknown): Promise<string> {
  const schedule = await Schedule.start();
  schedule.pageSize = 2;
  for (let index = 0; index < 9; index += 1)
    schedule.livespace.createDeal({ status: 'won', created: 1e12, modified: 1e12 });
  await schedule.look();
  schedule.livespace.createDeal();
  await schedule.looks(1);
  const memory = JSON.parse(schedule.memory ?? '') as Look['memory'];
  expect(memory.progress.sweep).toMatchObject({ status: 'won', place: { last: {} } });
  const damaged = damage(memory);
  return JSON.stringify(damaged === undefined ? memory : damaged);
}

const long = 'a'.repeat(11);

const damages: [string, (memory: Look['memory']) => unknown][] = [
  ['null', () => null],
  ['"{"', () => '{'],
  ['7', () => 7],
  ['[]', () => []],
  ['{}', () => ({})],
  ['an old position', () => ({ status: 'x', offset: -5 })],
  ['another version', (memory) => ({ ...memory, version: 2 })],
  ['no account', (memory) => ({ ...memory, account: null })],
  ['a place before the list', ({ progress }) => void Object.assign(progress.sweep?.place ?? {}, { offset: -5 })],
  ['a place between rows', ({ progress }) => void Object.assign(progress.sweep?.place ?? {}, { offset: 0.5 })],
  ['a status that Livespace would ignore', ({ progress }) => void Object.assign(progress.sweep ?? {}, { status: 'x' })],
  ['a time that is none', (memory) => void Object.assign(memory.events['deal.created'] ?? {}, { since: 'yesterday' })],
  ['a time out of range', (memory) => void Object.assign(memory.events['deal.created'] ?? {}, { passes: [1e15] })],
  ['facts by other marks', (memory) => void Object.assign(memory.events['deal.created']?.known ?? {}, { a: 1 })],
  [
    'marks that are too long',
    (memory) => void Object.assign(memory.events['deal.created']?.known ?? {}, { [long]: 1 }),
  ],
];

test.each(damages)('one that is damaged (%s) begins anew, and the look says so', async (_, damage) => {
  const schedule = await Schedule.start();
  schedule.livespace.createDeal({ created: schedule.now - hour });
  schedule.memory = await stored(damage);
  expect(await schedule.look()).toMatchObject({ items: [], restarted: true });
  schedule.livespace.createDeal({ id: 'new' });
  expect(await schedule.looks(2)).toEqual(['created:new']);
});

test('one that is whole goes on, and none at all is no damage', async () => {
  const schedule = await Schedule.start();
  expect((await schedule.look()).restarted).toBe(false);
  expect((await schedule.look()).restarted).toBe(false);
});

test('the look leaves what it was given as it was', async () => {
  const schedule = await Schedule.start();
  const { memory } = await schedule.look();
  const before = structuredClone(memory);
  schedule.livespace.createDeal();
  await look(schedule.client, memory, { events, pageSize: 100, clock: schedule.clock, until });
  expect(memory).toEqual(before);
});

test('it holds no secret and nothing of a deal', async () => {
  const schedule = await Schedule.start();
  await schedule.look();
  schedule.livespace.createDeal({
    id: 'canary-id',
    name: 'canary-name',
    owner_id: '0a6f1d0e-4c39-4a53-9c5e-0f6f0f1c1a01',
  });
  schedule.now += minute;
  await schedule.look({ pageSize: 2 });
  for (const secret of [schedule.livespace.apiKey, schedule.livespace.apiSecret, 'canary', 'kowalska', 'example'])
    expect(schedule.memory).not.toContain(secret);
});

test('on a quiet account it takes less than 1 KB', async () => {
  const schedule = await Schedule.start();
  await schedule.look();
  schedule.livespace.createDeal({ status: 'won' });
  await schedule.looks(2);
  await schedule.looks(8, { apart: 24 * hour });
  expect(Buffer.byteLength(schedule.memory ?? '')).toBeLessThan(1000);
});

/** Looks at an account without HTTP. @returns how often each fact was told, and the greatest memory, in bytes. */
async function told(count: number, looks: number) {
  const account = new FastAccount(Date.UTC(2026, 10, 24, 9), false);
  const clock = { now: () => account.now, wait: async () => {} };
  const client = account.client(clock);
  const times = new Map<string, number>();
  let memory: unknown;
  let bytes = 0;
  for (let time = 0; time <= looks; time += 1) {
    const done = await look(client, memory, { events, pageSize: 1000, clock, until });
    memory = JSON.parse(JSON.stringify(done.memory));
    bytes = Math.max(bytes, Buffer.byteLength(JSON.stringify(done.memory)));
    for (const key of keysOf(done)) times.set(key, (times.get(key) ?? 0) + 1);
    account.now += minute;
    for (let index = 0; time === 0 && index < count; index += 1) {
      account.now += 900;
      account.deals.create({ id: `a deal with an id of some length, as ids may have: ${index}`, status: 'won' });
    }
  }
  return { times, bytes };
}

test('an import of 5,000 deals is held: each fact comes once', async () => {
  const { times, bytes } = await told(5000, 4);
  expect(times.size).toBe(10_000);
  expect(Math.max(...times.values())).toBe(1);
  expect(bytes).toBeLessThan(2 * 256 * 1024);
});

test('at its bound of 256 KiB for each event facts may come again, and none is lost', async () => {
  const { times, bytes } = await told(12_000, 3);
  expect(times.size).toBe(24_000);
  expect(Math.max(...times.values())).toBeGreaterThan(1);
  expect(bytes).toBeGreaterThan(2 * 230 * 1024);
  expect(bytes).toBeLessThanOrEqual(2 * 256 * 1024 + 4 * 1024);
});
