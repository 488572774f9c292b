import { day, hour, keysOf, minute, Schedule } from '../../../testing/livespace/schedule.ts';

async function withHistory(): Promise<Schedule> {
  const schedule = await Schedule.start();
  schedule.now -= 7 * day;
  for (let index = 1; index <= 6; index += 1) {
    schedule.now += day;
    schedule.livespace.createDeal({ id: `day ${index}` });
  }
  schedule.now += day;
  return schedule;
}

test.each([
  ['a Date', new Date('2026-11-21T00:00:00Z')],
  ['a day', '2026-11-21'],
  ['a time', '2026-11-21T02:00:00+02:00'],
  ['a time without a zone, which is UTC', '2026-11-21T00:00:00'],
  ['milliseconds', Date.parse('2026-11-21T00:00:00Z')],
])('from %s on the first look brings what happened since', async (_, startFrom) => {
  const schedule = await withHistory();
  const { items } = await schedule.look({ startFrom });
  expect(items.map((item) => item.deal.id)).toEqual(['day 4', 'day 5', 'day 6']);
  expect(await schedule.looks(5, { startFrom })).toEqual([]);
});

test('changes of that time that only the sweep finds come too', async () => {
  const schedule = await Schedule.start();
  const old = { created: schedule.now - 300 * day, modified: schedule.now - 300 * day };
  for (const id of ['before', 'since']) schedule.livespace.createDeal({ ...old, id });
  schedule.now -= 3 * day;
  schedule.livespace.changeStatus('before', 'won');
  schedule.now += 2 * day;
  schedule.livespace.changeStatus('since', 'won');
  schedule.now += day;
  expect(await schedule.looks(5, { startFrom: '2026-11-23' })).toEqual(['status:since:won:2026-11-23T12:00:00Z']);
});

test('it concerns the first look of an event alone', async () => {
  const schedule = await withHistory();
  await schedule.look();
  expect(await schedule.looks(3, { startFrom: '2026-11-01' })).toEqual([]);
});

test('for an event that is added it is that one’s first look', async () => {
  const schedule = await withHistory();
  schedule.livespace.createDeal({
    id: 'won',
    status: 'won',
    created: schedule.now - 9 * day,
    modified: schedule.now - hour,
  });
  await schedule.look({ events: ['deal.created'] });
  schedule.now += minute;
  const { items } = await schedule.look({ startFrom: '2026-11-24' });
  expect(items.map((item) => item.event)).toEqual(['deal.status_changed']);
});

test('what does not fit into the first look comes with the next ones', async () => {
  const schedule = await withHistory();
  const first = await schedule.look({ startFrom: '2026-11-01', pageSize: 3, ...schedule.timeFor(1) });
  expect(first.complete).toBe(false);
  const rest = await schedule.looks(3, { startFrom: '2026-11-01', pageSize: 3 });
  expect([...keysOf(first), ...rest].sort()).toEqual([1, 2, 3, 4, 5, 6].map((index) => `created:day ${index}`));
});

test('tomorrow is taken at its word', async () => {
  const schedule = await Schedule.start();
  const startFrom = '2026-11-25';
  await schedule.look({ startFrom });
  schedule.livespace.createDeal({ id: 'today' });
  expect(await schedule.looks(2, { startFrom })).toEqual([]);
  schedule.now += day;
  schedule.livespace.createDeal({ id: 'tomorrow' });
  expect(await schedule.looks(2, { startFrom })).toEqual(['created:tomorrow']);
});

test.each(['soon', '2026-02-31', '24.11.2026', Number.NaN, new Date(Number.NaN)])(
  '%s is no date',
  async (startFrom) => {
    const schedule = await Schedule.start();
    await expect(schedule.look({ startFrom })).rejects.toThrow(`“${startFrom}” is not a date.`);
    expect(schedule.calls()).toBe(0);
  },
);

test('a year that was mistyped is mended by correcting it, or by leaving it out', async () => {
  const schedule = await Schedule.start();
  schedule.now += minute;
  schedule.livespace.createDeal({ id: 'before' });
  await schedule.look({ startFrom: '2062-11-20' });
  await schedule.looks(3, { startFrom: '2062-11-20' });
  expect(await schedule.looks(2, { startFrom: '2026-11-20' })).toEqual(['created:before']);

  schedule.memory = undefined;
  await schedule.look({ startFrom: '2062-11-20' });
  expect(await schedule.looks(1)).toEqual([]);
  schedule.livespace.createDeal({ id: 'after' });
  expect(await schedule.looks(2)).toEqual(['created:after']);
});

test('the very look with the corrected year brings what happened since', async () => {
  const schedule = await withHistory();
  schedule.events = ['deal.created'];
  await schedule.look({ startFrom: '2062-11-20' });
  const { items, complete } = await schedule.look({ startFrom: '2026-11-23' });
  expect(items.map((item) => item.deal.id)).toEqual(['day 6']);
  expect(complete).toBe(true);
});

test('a deal that slips from one list into another while it is read for the first time is found by the next look', async () => {
  const schedule = await withHistory();
  schedule.now -= 2 * day;
  schedule.livespace.createDeal({ id: 'slippery', status: 'outdated' });
  schedule.now += 2 * day;
  schedule.onPage = (count) => count === 1 && schedule.livespace.changeStatus('slippery', 'open');
  const options = { events: ['deal.created'], startFrom: '2026-11-20' } as const;
  expect(keysOf(await schedule.look(options))).not.toContain('created:slippery');
  expect(await schedule.looks(3, options)).toEqual(['created:slippery']);
});

test('what comes in the second of a look before it starts nothing', async () => {
  const schedule = await Schedule.start();
  const options = { startFrom: new Date(schedule.now + hour) };
  for (let index = 0; index < 3; index += 1) {
    schedule.livespace.createDeal({ id: `early ${index}` });
    expect(keysOf(await schedule.look(options))).toEqual([]);
    schedule.now += 10 * minute;
  }
  schedule.now += hour;
  schedule.livespace.createDeal({ id: 'later' });
  expect(await schedule.looks(2, options)).toEqual(['created:later']);
});
