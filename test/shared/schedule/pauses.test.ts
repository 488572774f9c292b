import { day, hour, keysOf, minute, Schedule, second } from '../../../testing/livespace/schedule.ts';

async function running(): Promise<Schedule> {
  const schedule = await Schedule.start();
  await schedule.look();
  await schedule.looks(3);
  return schedule;
}

/** One fact an hour, in the order in which they are to come. */
function happen(schedule: Schedule, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    schedule.now += hour;
    schedule.livespace.createDeal({ id: `deal ${index}` });
    return `created:deal ${index}`;
  });
}

test('after a week everything of the meantime comes, once, oldest first', async () => {
  const schedule = await running();
  const expected = happen(schedule, 7 * 24);
  schedule.now += minute;
  const found = await schedule.look();
  expect(keysOf(found)).toEqual(expected);
  expect(found.complete).toBe(true);
  expect(await schedule.looks(5)).toEqual([]);
});

test('three looks fail, then one succeeds: everything of the meantime comes, once', async () => {
  const schedule = await running();
  const expected = happen(schedule, 3);
  schedule.livespace.fault({ kind: 'http', status: 500, on: '_Api/getToken', count: 9 });
  for (let time = 0; time < 3; time += 1) {
    schedule.now += hour;
    await expect(schedule.look()).rejects.toThrow('Livespace is not available (HTTP 500).');
  }
  schedule.now += hour;
  expect(keysOf(await schedule.look())).toEqual(expected);
  expect(await schedule.looks(5)).toEqual([]);
});

test('a status change of a week ago that `modified` does not show is still found', async () => {
  const schedule = await running();
  const old = { created: schedule.now - 300 * day, modified: schedule.now - 300 * day };
  schedule.livespace.createDeal({ id: 'aged', ...old });
  schedule.now += minute;
  schedule.livespace.changeStatus('aged', 'lost');
  schedule.now += 7 * day;
  expect(await schedule.looks(4)).toEqual(['status:aged:lost:2026-11-24T12:04:00Z']);
});

test('what does not fit into the time comes in batches, each oldest first, and the look says when there is more', async () => {
  const schedule = await running();
  const expected = happen(schedule, 230);
  schedule.now += minute;
  const found: string[] = [];
  const batches: boolean[] = [];
  while (!batches.at(-1)) {
    const { items, complete } = await schedule.look({ pageSize: 20, ...schedule.timeFor(4) });
    const times = items.map((item) => item.occurred_at);
    expect(times).toEqual([...times].sort());
    found.push(...items.map((item) => item.dedupe_key));
    batches.push(complete);
    expect(batches.length).toBeLessThan(20);
  }
  expect(batches.length).toBeGreaterThan(3);
  expect([...found].sort()).toEqual([...expected].sort());
  expect(await schedule.looks(5)).toEqual([]);
});

test('what happened while a burst was read comes with the look that completes it', async () => {
  const schedule = await running();
  happen(schedule, 100);
  expect((await schedule.look({ pageSize: 20, ...schedule.timeFor(3) })).complete).toBe(false);
  schedule.now += hour;
  schedule.livespace.createDeal({ id: 'meanwhile' });
  schedule.now += minute;
  const { items, complete } = await schedule.look();
  expect(complete).toBe(true);
  expect(items.map((item) => item.deal.id)).toContain('meanwhile');
});

describe('a host that saved its memory only when items were returned, and goes on from there', () => {
  test('after looks that found nothing', async () => {
    const schedule = await running();
    schedule.livespace.createDeal({ id: 'told' });
    schedule.now += minute;
    expect(keysOf(await schedule.look())).toEqual(['created:told']);
    const saved = schedule.memory;
    expect(await schedule.looks(30, { apart: hour })).toEqual([]);
    schedule.memory = saved;
    schedule.livespace.createDeal({ id: 'new' });
    expect(await schedule.looks(6)).toEqual(['created:new']);
  });

  test('when it never returned any since its activation', async () => {
    const schedule = await Schedule.start();
    schedule.livespace.createDeal({ id: 'history', created: schedule.now - hour });
    await schedule.look();
    const saved = schedule.memory;
    await schedule.looks(10, { apart: day });
    schedule.memory = saved;
    schedule.livespace.createDeal({ id: 'new' });
    expect(await schedule.looks(6)).toEqual(['created:new']);
  });

  test('what its filters held back comes again, for them to hold it back again', async () => {
    const schedule = await running();
    const saved = schedule.memory;
    schedule.livespace.createDeal({ id: 'held back', value: 1 });
    expect(await schedule.looks(3)).toEqual(['created:held back']);
    schedule.memory = saved;
    expect(await schedule.looks(3)).toEqual(['created:held back']);
  });
});

test.each([
  ['and is complete where reading began within a minute', 30 * second, true],
  ['and is not where it began before', 2 * minute, false],
])('a look that has time for the rest of a burst alone brings it, %s', async (_, later, complete) => {
  const schedule = await Schedule.start();
  schedule.events = ['deal.created'];
  await schedule.look();
  for (const id of ['a', 'b', 'c', 'd']) {
    schedule.now += minute;
    schedule.livespace.createDeal({ id });
  }
  expect(await schedule.look({ pageSize: 3, ...schedule.timeFor(1) })).toMatchObject({ complete: false });
  schedule.now += later;
  // The rest of the list, and the one of outdated deals.
  const rest = await schedule.look({ pageSize: 3, ...schedule.timeFor(2) });
  expect(keysOf(rest)).toEqual(['created:a']);
  expect(rest.complete).toBe(complete);
});
