import { hour, keysOf, minute, Schedule, second } from '../../../testing/livespace/schedule.ts';

/** Deals that all came in the second of the activation. */
function burst(schedule: Schedule, count: number): void {
  for (let index = 0; index < count; index += 1) schedule.livespace.createDeal({ id: `burst ${index}` });
}

test('when its time is up, its rest is still the first look', async () => {
  const schedule = await Schedule.start();
  burst(schedule, 45);
  const options = { pageSize: 20, ...schedule.timeFor(1) };
  expect(await schedule.look(options)).toMatchObject({ items: [], complete: false });
  expect(await schedule.look({ pageSize: 20 })).toMatchObject({ items: [], complete: true });
  expect(await schedule.looks(5)).toEqual([]);
});

test('when a page of it fails, its rest is still the first look', async () => {
  const schedule = await Schedule.start();
  schedule.livespace.createDeal({ id: 'outdated', status: 'outdated' });
  schedule.onPage = () => schedule.livespace.fault({ kind: 'result', result: 540, on: 'Deal/getAll' });
  const { items, complete, failure } = await schedule.look();
  expect({ items, complete, code: failure?.code }).toEqual({ items: [], complete: false, code: 'no_permission' });
  schedule.onPage = () => {};
  schedule.livespace.clearFaults();
  expect(await schedule.looks(6)).toEqual([]);
});

test('when its first page fails it rejects, and the next one is the first', async () => {
  const schedule = await Schedule.start();
  schedule.livespace.createDeal({ id: 'history', created: schedule.now - hour });
  schedule.livespace.fault({ kind: 'result', result: 540, on: 'Deal/getAll' });
  await expect(schedule.look()).rejects.toThrow('Livespace did not allow this request (result 540).');
  expect(schedule.memory).toBeUndefined();
  expect(await schedule.looks(5)).toEqual([]);
});

test('what happens before it is complete starts once', async () => {
  const schedule = await Schedule.start();
  burst(schedule, 45);
  const options = { pageSize: 20, ...schedule.timeFor(1) };
  await schedule.look(options);
  schedule.now += minute;
  schedule.livespace.createDeal({ id: 'new' });
  schedule.livespace.changeStatus('burst 7', 'won');
  expect((await schedule.looks(6, { pageSize: 20 })).sort()).toEqual([
    'created:new',
    'status:burst 7:won:2026-11-24T12:01:00Z',
  ]);
});

test('an event that is chosen instead, while pages of another are left, begins at once', async () => {
  const schedule = await Schedule.start();
  burst(schedule, 60);
  const options = () => ({ pageSize: 20, ...schedule.timeFor(1) });
  expect(await schedule.look({ events: ['deal.created'], ...options() })).toMatchObject({ complete: false });
  const changed = { events: ['deal.status_changed'] } as const;
  await schedule.look({ ...changed, ...options() });
  schedule.now += minute;
  schedule.livespace.changeStatus('burst 7', 'won');
  expect(await schedule.looks(6, { ...changed, pageSize: 20 })).toEqual(['status:burst 7:won:2026-11-24T12:01:00Z']);
});

test('the next one has its time for what is new, not for the sweep', async () => {
  const schedule = await Schedule.start();
  schedule.events = ['deal.status_changed'];
  await schedule.look();
  schedule.now += minute;
  const before = schedule.calls();
  await schedule.look(schedule.timeFor(1));
  expect(schedule.calls() - before).toBe(1);
});

test('a change of before it that only the sweep can find starts nothing, however long the sweep takes', async () => {
  const schedule = await Schedule.start();
  const old = { created: schedule.now - 9000 * hour, modified: schedule.now - 9000 * hour };
  for (let index = 0; index < 30; index += 1) schedule.livespace.createDeal({ ...old, id: `old ${index}` });
  for (let index = 0; index < 30; index += 1) schedule.livespace.changeStatus(`old ${index}`, 'won');
  schedule.now += second;
  expect(keysOf(await schedule.look())).toEqual([]);
  expect(await schedule.looks(40, { pageSize: 5 })).toEqual([]);
});

test('the newest deals of another kind of account start nothing either: times without a zone are ahead', async () => {
  const schedule = await Schedule.start({ profile: { time: 'unix' } });
  schedule.livespace.createDeal({ id: 'old', created: schedule.now - minute });
  expect(keysOf(await schedule.look())).toEqual([]);
  schedule.livespace.createDeal({ id: 'new' });
  expect(await schedule.looks(3)).toEqual(['created:new']);
});

test('where changes have a date without a time, those that it did not see of its day start once', async () => {
  const schedule = await Schedule.start();
  const today = { status_change_date: '2026-11-24' };
  schedule.livespace.createDeal({ id: 'seen', status: 'won', ...today });
  schedule.livespace.createDeal({ id: 'open', ...today });
  const old = { modified: schedule.now - 90 * hour, status_change_date: '2026-11-23' };
  schedule.livespace.createDeal({ id: 'unseen', status: 'won', ...old, created: schedule.now - 90 * hour });
  expect(keysOf(await schedule.look())).toEqual([]);
  schedule.livespace.changeStatus('open', 'won');
  expect(await schedule.looks(72, { apart: hour })).toEqual(['status:open:won:2026-11-24T00:00:00Z']);
});
