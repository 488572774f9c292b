import { undiciTransport } from 'livespace-webhooks/undici';
import { day, hour, keysOf, minute, Schedule, second } from '../../../testing/livespace/schedule.ts';

test('what was there before the first look starts nothing, what comes then comes once, oldest first', async () => {
  const schedule = await Schedule.start();
  const { livespace } = schedule;
  livespace.createDeal({ id: 'before', created: schedule.now - hour });
  livespace.createDeal({ id: 'won before', status: 'won', created: schedule.now - hour });
  expect(await schedule.look()).toMatchObject({ items: [], complete: true, passedOver: 0, restarted: false });
  schedule.now += minute;
  livespace.createDeal({ id: 'first' });
  schedule.now += minute;
  livespace.createDeal({ id: 'second' });
  schedule.now += minute;
  livespace.changeStatus('first', 'won');
  schedule.now += minute;
  const { items, rows } = await schedule.look();
  expect(items.map((item) => item.dedupe_key)).toEqual([
    'created:first',
    'created:second',
    'status:first:won:2026-11-24T12:03:00Z',
  ]);
  expect(rows.map((row) => row.id)).toEqual(['first', 'second', 'first']);
  expect(await schedule.looks(10)).toEqual([]);
  expect(await schedule.looks(5, { apart: day })).toEqual([]);
});

test('in the second of the activation what the first look saw starts nothing, and what it did not see comes once', async () => {
  const schedule = await Schedule.start();
  schedule.livespace.createDeal({ id: 'seen' });
  expect(keysOf(await schedule.look())).toEqual([]);
  schedule.now += 300;
  schedule.livespace.createDeal({ id: 'not seen' });
  expect(await schedule.looks(10)).toEqual(['created:not seen']);
  expect(await schedule.looks(10, { apart: hour })).toEqual([]);
});

test.each([
  ['ahead', 10 * minute],
  ['ahead', hour],
  ['ahead', 400 * day],
  ['behind', -10 * minute],
  ['behind', -hour],
  ['behind', -400 * day],
])('a host whose clock is %s by %d ms loses and repeats nothing', async (_, ahead) => {
  const schedule = await Schedule.start();
  schedule.ahead = ahead;
  const { livespace } = schedule;
  livespace.createDeal({ id: 'old', created: schedule.now - 30 * minute });
  livespace.createDeal({ id: 'aged', created: schedule.now - 300 * day, modified: schedule.now - 300 * day });
  livespace.changeStatus('aged', 'lost');
  schedule.now += second;
  expect(keysOf(await schedule.look())).toEqual([]);
  schedule.now += second;
  livespace.createDeal({ id: 'new' });
  livespace.changeStatus('aged', 'won');
  const found = await schedule.looks(6);
  expect(found.sort()).toEqual(['created:new', 'status:aged:won:2026-11-24T12:00:02Z']);
});

test('a Date that a proxy has sent along is as good as one alone', async () => {
  const schedule = await Schedule.start();
  schedule.ahead = 10 * minute;
  schedule.client = schedule.clientOf(schedule.livespace, async (request) => {
    const { headers, ...response } = await undiciTransport(request);
    return { ...response, headers: { ...headers, date: `${headers.date}, ${headers.date}` } };
  });
  await schedule.look();
  schedule.now += minute;
  schedule.livespace.createDeal({ id: 'a' });
  expect(await schedule.looks(3)).toEqual(['created:a']);
});

test('a clock that jumps between two looks changes nothing', async () => {
  const schedule = await Schedule.start();
  await schedule.look();
  const found: string[] = [];
  for (const ahead of [hour, -hour, day, -day, 0]) {
    schedule.ahead = ahead;
    schedule.now += minute;
    schedule.livespace.createDeal({ id: `at ${ahead}` });
    found.push(...(await schedule.looks(1)));
  }
  expect(found).toEqual([hour, -hour, day, -day, 0].map((ahead) => `created:at ${ahead}`));
});

describe('events', () => {
  test.each([
    [['deal.status_changed', 'deal.created']],
    [['deal.created', 'deal.status_changed', 'deal.created']],
  ] as const)('their order and number mean nothing: %j', async (events) => {
    const schedule = await Schedule.start();
    schedule.events = events;
    schedule.livespace.createDeal({
      id: 'aged',
      created: schedule.now - 300 * day,
      modified: schedule.now - 300 * day,
    });
    await schedule.look();
    schedule.now += minute;
    schedule.livespace.changeStatus('aged', 'outdated');
    schedule.livespace.createDeal({ id: 'new' });
    const half = await schedule.looks(1);
    schedule.events = ['deal.created', 'deal.status_changed'];
    expect([...half, ...(await schedule.looks(5))].sort()).toEqual([
      'created:new',
      'status:aged:outdated:2026-11-24T12:01:00Z',
    ]);
  });

  test('one that is added begins its own memory, and leaves that of the others alone', async () => {
    const schedule = await Schedule.start();
    schedule.events = ['deal.created'];
    await schedule.look();
    schedule.now += minute;
    schedule.livespace.createDeal({ id: 'one' });
    schedule.livespace.createDeal({ id: 'won', status: 'won', created: schedule.now - day });
    schedule.now += minute;
    schedule.events = ['deal.created', 'deal.status_changed'];
    expect(keysOf(await schedule.look())).toEqual(['created:one']);
    schedule.livespace.changeStatus('one', 'won');
    expect(await schedule.looks(5)).toEqual(['status:one:won:2026-11-24T12:02:00Z']);
  });

  test('without any nothing is asked for', async () => {
    const schedule = await Schedule.start();
    expect(await schedule.look({ events: [] })).toMatchObject({ items: [], complete: true });
    expect(schedule.calls()).toBe(0);
  });

  test('an unknown one is named', async () => {
    const schedule = await Schedule.start();
    await expect(schedule.look({ events: ['deal.deleted' as 'deal.created'] })).rejects.toThrow(
      'There is no event “deal.deleted”.',
    );
  });
});

test('another account begins anew', async () => {
  const schedule = await Schedule.start();
  await schedule.look();
  const other = await Schedule.start();
  other.livespace.createDeal({ id: 'history', created: other.now - hour });
  other.memory = schedule.memory;
  expect(await other.look()).toMatchObject({ items: [], restarted: false });
  other.livespace.createDeal({ id: 'new' });
  expect(await other.looks(3)).toEqual(['created:new']);
});

test('what is entered with a date of long ago is history, and what with one of yesterday is not', async () => {
  const schedule = await Schedule.start();
  await schedule.look();
  await schedule.looks(5, { apart: day });
  schedule.livespace.createDeal({ id: 'yesterday', created: schedule.now - day });
  schedule.livespace.createDeal({ id: 'long ago', created: schedule.now - 4 * day });
  expect(await schedule.looks(3)).toEqual(['created:yesterday']);
});
