import type { EventName } from 'livespace-webhooks';
import { day, hour, minute, Schedule } from '../../../testing/livespace/schedule.ts';

/* Calls of `Deal/getAll`; each is two HTTP requests. `npm run bench:scheduled` measures them for larger accounts. */

async function quiet(events: EventName[], count: number): Promise<Schedule> {
  const schedule = await Schedule.start();
  schedule.events = events;
  const old = { created: schedule.now - 400 * day, modified: schedule.now - 300 * day };
  for (let index = 0; index < count; index += 1) {
    schedule.livespace.createDeal({ ...old, status: index % 2 === 0 ? 'won' : 'open' });
  }
  await schedule.look();
  return schedule;
}

async function calls(schedule: Schedule): Promise<number> {
  schedule.now += 10 * minute;
  const before = schedule.calls();
  await schedule.look();
  return schedule.calls() - before;
}

const both: EventName[] = ['deal.status_changed', 'deal.created'];

test.each([
  [['deal.created'], 2],
  [['deal.status_changed'], 5],
  [both, 5],
] as [EventName[], number][])(
  'a quiet look for %j costs %d calls at most, however many deals there are',
  async (events, most) => {
    for (const count of [0, 100, 1000]) {
      const schedule = await quiet(events, count);
      for (let look = 0; look < 8; look += 1) expect(await calls(schedule)).toBeLessThanOrEqual(most);
    }
  },
);

test('deals that came today and were told cost nothing more', async () => {
  const schedule = await quiet(['deal.created'], 0);
  schedule.livespace.importDeals(500);
  expect(await calls(schedule)).toBe(7);
  schedule.now += hour;
  await calls(schedule);
  for (let look = 0; look < 3; look += 1) expect(await calls(schedule)).toBe(2);
});

test('a first look at an account with history reads no more than a quiet one', async () => {
  const schedule = await Schedule.start();
  for (let index = 0; index < 500; index += 1) schedule.livespace.createDeal({ created: schedule.now - hour });
  await schedule.look();
  expect(schedule.calls()).toBe(4);
});

test('once round all closed deals takes as many looks as there are pages, with one page a look', async () => {
  const schedule = await quiet(both, 1000);
  schedule.livespace.changeStatus(String(schedule.livespace.deals().at(-1)?.id), 'lost');
  schedule.livespace.changeStatus(
    String(schedule.livespace.deals().find(({ status }) => status === 'open')?.id),
    'won',
  );
  let looks = 0;
  for (let found = 0; found < 2; looks += 1) {
    schedule.now += minute;
    found += (await schedule.look()).items.length;
    expect(looks).toBeLessThan(12);
  }
  expect(looks).toBeGreaterThan(1);
});
