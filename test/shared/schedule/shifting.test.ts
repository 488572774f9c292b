import type { EventName } from 'livespace-webhooks';
import { hour, keysOf, minute, Schedule, second } from '../../../testing/livespace/schedule.ts';

/** A running schedule, and so many deals that came since its last look: `deal 0` is the oldest. */
async function withNewDeals(count: number, events: EventName[] = ['deal.created']): Promise<Schedule> {
  const schedule = await Schedule.start();
  Object.assign(schedule, { events, pageSize: 10 });
  await schedule.look();
  await schedule.looks(2);
  for (let index = 0; index < count; index += 1) {
    schedule.now += second;
    schedule.livespace.createDeal({ id: `deal ${index}` });
  }
  schedule.now += minute;
  return schedule;
}

/** Acts after the first page of the next look. */
function afterFirstPage(schedule: Schedule, act: () => void): void {
  schedule.onPage = () => {
    schedule.onPage = () => {};
    act();
  };
}

test('deals that leave the list between two pages let none slip past', async () => {
  const schedule = await withNewDeals(35);
  afterFirstPage(schedule, () => {
    for (const index of [34, 32, 30, 29, 25]) schedule.livespace.changeStatus(`deal ${index}`, 'outdated');
  });
  const { items, complete } = await schedule.look();
  expect(complete).toBe(true);
  expect(items.map((item) => item.deal.id)).toEqual(Array.from({ length: 35 }, (_, index) => `deal ${index}`));
  expect(await schedule.looks(3)).toEqual([]);
});

test('even when all that were read leave it', async () => {
  const schedule = await withNewDeals(35);
  afterFirstPage(schedule, () => {
    for (let index = 20; index < 35; index += 1) schedule.livespace.changeStatus(`deal ${index}`, 'outdated');
  });
  expect((await schedule.look()).items).toHaveLength(35);
  expect(await schedule.looks(3)).toEqual([]);
});

test('deals that come between two pages bring none twice', async () => {
  const schedule = await withNewDeals(35);
  afterFirstPage(schedule, () => {
    for (let index = 0; index < 25; index += 1) schedule.livespace.createDeal({ id: `meanwhile ${index}` });
  });
  const first = keysOf(await schedule.look());
  const all = [...first, ...(await schedule.looks(3))];
  expect(all).toHaveLength(60);
  expect(new Set(all).size).toBe(60);
});

test('equal times are no hold: deals of one import that slip past are found', async () => {
  const schedule = await Schedule.start();
  Object.assign(schedule, { events: ['deal.created'], pageSize: 10 });
  await schedule.look();
  schedule.now += minute;
  for (let index = 0; index < 45; index += 1) schedule.livespace.createDeal({ id: `deal ${index}` });
  schedule.now += minute;
  afterFirstPage(schedule, () => {
    for (let index = 44; index > 30; index -= 1) schedule.livespace.changeStatus(`deal ${index}`, 'outdated');
  });
  expect((await schedule.look()).items).toHaveLength(45);
  expect(await schedule.looks(3)).toEqual([]);
});

test('a deal that slips from one list into another while both are read is found by the next look', async () => {
  const schedule = await withNewDeals(0);
  schedule.livespace.createDeal({ id: 'slippery', status: 'outdated' });
  schedule.now += 10 * minute;
  // It is outdated while the list without such deals is read, and open while theirs is.
  afterFirstPage(schedule, () => schedule.livespace.changeStatus('slippery', 'open'));
  expect(keysOf(await schedule.look())).toEqual([]);
  for (let index = 0; index < 25; index += 1) {
    schedule.now += 10 * second;
    schedule.livespace.createDeal({ id: `later ${index}` });
  }
  const found = await schedule.looks(1);
  expect(found).toHaveLength(26);
  expect(found).toContain('created:slippery');
  expect(await schedule.looks(3)).toEqual([]);
});

test('a deal that is edited while it is read gives one fact', async () => {
  const schedule = await withNewDeals(15, ['deal.created', 'deal.status_changed']);
  schedule.livespace.changeStatus('deal 3', 'won');
  schedule.onPage = () => void schedule.livespace.updateDeal('deal 3', { value: 1 });
  const found = [...keysOf(await schedule.look()), ...(await schedule.looks(8))];
  expect(found).toHaveLength(16);
  expect(new Set(found).size).toBe(16);
});

test('a page that fails in the middle loses and repeats nothing', async () => {
  const schedule = await withNewDeals(35);
  afterFirstPage(schedule, () => schedule.livespace.fault({ kind: 'result', result: 540, on: 'Deal/getAll' }));
  const { items, complete, failure } = await schedule.look();
  expect({ found: items.length, complete, code: failure?.code }).toEqual({
    found: 10,
    complete: false,
    code: 'no_permission',
  });
  const found = [...items.map((item) => item.dedupe_key), ...(await schedule.looks(4))];
  expect(found).toHaveLength(35);
  expect(new Set(found).size).toBe(35);
});

test('a page that goes on failing is told by the next look, which leaves the memory as it was', async () => {
  const schedule = await withNewDeals(35);
  afterFirstPage(schedule, () => schedule.livespace.fault({ kind: 'not-json', on: 'Deal/getAll', count: 'always' }));
  expect((await schedule.look()).complete).toBe(false);
  const { memory } = schedule;
  await expect(schedule.look()).rejects.toThrow('The answer did not come from Livespace’s JSON API.');
  expect(schedule.memory).toBe(memory);
  schedule.livespace.clearFaults();
  expect(await schedule.looks(4)).toHaveLength(25);
});

test('an hour that daylight saving repeats is read by its offset', async () => {
  const schedule = await Schedule.start();
  schedule.now = Date.parse('2026-10-25T00:20:00Z');
  await schedule.look();
  for (const time of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']) {
    schedule.now = Date.parse(time);
    schedule.livespace.createDeal({ id: time });
  }
  schedule.now += hour;
  const { items } = await schedule.look();
  expect(items.map((item) => item.deal.id)).toEqual(['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']);
});

test('around midnight in Warsaw no day is left out', async () => {
  const schedule = await Schedule.start();
  const found: string[] = [];
  schedule.now = Date.parse('2026-11-24T22:30:00Z');
  await schedule.look();
  for (let index = 0; index < 12; index += 1) {
    schedule.now += 10 * minute;
    schedule.livespace.createDeal({ id: `deal ${index}`, status: 'won' });
    found.push(...(await schedule.looks(1, { apart: 2 * minute })));
  }
  expect(found).toHaveLength(24);
});

test('a place far behind the end of the list, as of a damaged memory, costs some pages and no deal', async () => {
  const schedule = await withNewDeals(35);
  const { memory } = await schedule.look();
  const window = { status: 'all', by: 'created', since: Math.floor(schedule.now / second) - 3600 };
  const place = { offset: 9e15, last: { mark: 'aaaaaaaaaa', created: null } };
  memory.progress.pass = { started: window.since, windows: [window as never], place };
  schedule.memory = JSON.stringify(memory);
  schedule.livespace.createDeal({ id: 'new' });
  const before = schedule.calls();
  expect(await schedule.looks(1)).toEqual(['created:new']);
  expect(schedule.calls() - before).toBeLessThan(80);
});

test('deals of an import that leave the list while reading goes back for others let none slip past', async () => {
  const schedule = await Schedule.start();
  Object.assign(schedule, { events: ['deal.created'], pageSize: 2 });
  await schedule.look();
  schedule.now += minute;
  for (let index = 1; index <= 7; index += 1) schedule.livespace.createDeal({ id: `deal ${index}` });
  schedule.now += hour;
  const leave = (...ids: number[]) => {
    for (const id of ids) schedule.livespace.changeStatus(`deal ${id}`, 'outdated');
  };
  let pages = 0;
  schedule.onPage = () => {
    pages += 1;
    if (pages === 5) leave(7, 6);
    if (pages === 7) leave(5);
  };
  const first = await schedule.look();
  expect(keysOf(first)).toContain('created:deal 1');
});
