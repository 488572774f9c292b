import { minute, Schedule, second } from '../../../testing/livespace/schedule.ts';

jest.setTimeout(30_000);

/*
 * Livespace lists deals by `created`, and nobody knows whether those of one second, as an import makes them, have the same
 * order on every page.
 */

/** A schedule that runs, and an import of so many deals in each of some seconds. */
async function afterImport(seconds: number, each: number, tiesMove = true): Promise<Schedule> {
  const schedule = await Schedule.start({ tiesMove });
  schedule.events = ['deal.created'];
  for (let old = 0; old < 30; old += 1) schedule.livespace.createDeal({ id: `old ${old}` });
  schedule.now += minute;
  await schedule.look();
  for (let at = 0; at < seconds; at += 1) {
    schedule.now += second;
    for (let deal = 0; deal < each; deal += 1) schedule.livespace.createDeal({ id: `${at} ${deal}` });
  }
  return schedule;
}

test.each([
  [20, 12, 100],
  [12, 60, 100],
  [30, 7, 20],
  [8, 19, 20],
])('of %d seconds with %d deals each, none is missed with pages of %d', async (seconds, each, pageSize) => {
  const schedule = await afterImport(seconds, each);
  schedule.pageSize = pageSize;
  schedule.now += minute;
  expect(new Set((await schedule.look()).items.map(({ deal }) => deal.id)).size).toBe(seconds * each);
  expect(await schedule.looks(3)).toEqual([]);
});

test.each([
  [1, 110, 100],
  [1, 250, 100],
  [1, 300, 100],
  [1, 1000, 100],
  [2, 400, 100],
  [1, 40, 20],
  [1, 90, 20],
])('%d seconds with %d deals, more than a page of %d, come whole, in some looks', async (seconds, each, pageSize) => {
  const schedule = await afterImport(seconds, each);
  schedule.pageSize = pageSize;
  const keys = await schedule.looks(12);
  expect(keys.length).toBe(seconds * each);
  expect(new Set(keys).size).toBe(seconds * each);
  expect((await schedule.look()).complete).toBe(true);
});

test('a look that met such deals does not call itself complete before it has searched for those that hide', async () => {
  const schedule = await afterImport(1, 300);
  const completes: boolean[] = [];
  for (let count = 0; count < 15; count += 1) {
    schedule.now += minute;
    completes.push((await schedule.look()).complete);
  }
  expect(completes.slice(0, 5)).toEqual([false, false, false, false, false]);
  expect(completes.at(-1)).toBe(true);
});

test('a host that looks two days back is shown all of them, too', async () => {
  const schedule = await afterImport(1, 90);
  schedule.pageSize = 20;
  schedule.memory = undefined;
  const shown = new Set<string>();
  for (let times = 0; times < 12; times += 1) {
    schedule.now += minute;
    for (const { deal } of (await schedule.windowLook()).items) shown.add(deal.id);
  }
  expect([...shown].filter((id) => id.startsWith('0 ')).length).toBe(90);
});

test('an order that stays costs no second reading', async () => {
  const schedule = await afterImport(1, 1000, false);
  schedule.now += minute;
  const before = schedule.calls();
  expect((await schedule.look()).items).toHaveLength(1000);
  expect(schedule.calls() - before).toBeLessThanOrEqual(12);
});
