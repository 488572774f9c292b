import type { Look } from 'livespace-webhooks';
import { windowFrom } from 'livespace-webhooks/host';
import { day, hour, keysOf, minute, Schedule, second } from '../../../testing/livespace/schedule.ts';

/** As Zapier does: an id starts the Zap once, and none that the first look brought does. */
class Host {
  readonly started: string[] = [];
  readonly #ids = new Set<string>();
  readonly #schedule: Schedule;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  async poll(options: Parameters<Schedule['windowLook']>[0] = {}): Promise<Look> {
    const done = await this.#schedule.windowLook(options);
    for (const { id } of done.items) {
      if (!options.isFirst && !this.#ids.has(id)) this.started.push(id);
      this.#ids.add(id);
    }
    return done;
  }
}

async function zap(): Promise<{ schedule: Schedule; host: Host }> {
  const schedule = await Schedule.start();
  Object.assign(schedule, { events: ['deal.created'], pageSize: 20 });
  return { schedule, host: new Host(schedule) };
}

/** A clock by which a page takes a second, and a run eighteen. */
function aRun(schedule: Schedule) {
  let seconds = 0;
  schedule.onPage = () => (seconds += 1);
  return { clock: { now: () => seconds * second, wait: async () => {} }, until: 18 * second };
}

test('each look returns all of the last two days, known or not', async () => {
  const { schedule, host } = await zap();
  for (const age of [3 * day, 47 * hour, hour])
    schedule.livespace.createDeal({ id: `${age}`, created: schedule.now - age });
  for (let poll = 0; poll < 3; poll += 1) {
    expect(keysOf(await host.poll())).toEqual([`created:${47 * hour}`, `created:${hour}`]);
  }
});

test('what the first look shows starts nothing, and neither does what it could not read', async () => {
  const { schedule, host } = await zap();
  for (let index = 0; index < 500; index += 1) {
    schedule.livespace.createDeal({ created: schedule.now - hour });
  }
  const { complete, items } = await host.poll({ isFirst: true, ...aRun(schedule) });
  expect(complete).toBe(false);
  expect(items.length).toBeGreaterThan(300);
  schedule.now += minute;
  schedule.livespace.createDeal({ id: 'new' });
  for (let poll = 0; poll < 4; poll += 1) await host.poll(aRun(schedule));
  expect(host.started).toEqual(['created:new']);
});

test('3,000 new deals at a second a page arrive over several looks, none is lost', async () => {
  const { schedule, host } = await zap();
  await host.poll({ isFirst: true });
  schedule.now += minute;
  schedule.livespace.importDeals(3000);
  let polls = 0;
  for (; host.started.length < 3000 && polls < 20; polls += 1) {
    schedule.now += minute;
    await host.poll(aRun(schedule));
  }
  expect(host.started).toHaveLength(3000);
  expect(polls).toBeGreaterThan(5);
});

test('after a week without a look everything of the meantime comes', async () => {
  const { schedule, host } = await zap();
  await host.poll({ isFirst: true });
  for (let index = 0; index < 7; index += 1) {
    schedule.now += day;
    schedule.livespace.createDeal({ id: `day ${index}` });
  }
  schedule.now += minute;
  await host.poll();
  expect(host.started).toHaveLength(7);
});

test('a change that `modified` does not show is found, though the sweep takes longer than two days', async () => {
  const { schedule, host } = await zap();
  schedule.events = ['deal.status_changed'];
  const old = { created: schedule.now - 300 * day, modified: schedule.now - 300 * day };
  schedule.livespace.createDeal({ id: 'aged', created: schedule.now - 400 * day, modified: schedule.now - 400 * day });
  for (let index = 0; index < 200; index += 1) schedule.livespace.createDeal({ ...old, status: 'won' });
  await host.poll({ isFirst: true, clock: { now: () => 0, wait: async () => {} }, until: 0 });
  schedule.now += minute;
  schedule.livespace.changeStatus('aged', 'won');
  for (let poll = 0; poll < 8; poll += 1) {
    schedule.now += day;
    await host.poll();
  }
  expect(host.started).toEqual(['status:aged:won:2026-11-24T12:01:00Z']);
});

test.each(['"{"', 'null', '{"status":"x","offset":-5}', undefined])(
  'a position that is %s starts anew',
  async (position) => {
    const { schedule, host } = await zap();
    await host.poll({ isFirst: true });
    schedule.now += minute;
    schedule.livespace.createDeal({ id: 'one' });
    await host.poll();
    schedule.memory = position;
    schedule.now += minute;
    schedule.livespace.createDeal({ id: 'two' });
    expect((await host.poll()).restarted).toBe(position !== undefined);
    expect(host.started).toEqual(['created:one', 'created:two']);
  },
);

test('its position is small', async () => {
  const { schedule, host } = await zap();
  schedule.events = ['deal.created', 'deal.status_changed'];
  schedule.livespace.importDeals(500, { status: 'won' });
  for (let poll = 0; poll < 5; poll += 1) {
    await host.poll(aRun(schedule));
    expect(Buffer.byteLength(schedule.memory ?? '')).toBeLessThan(2000);
  }
});

test('a new deal does not wait until an import has been read', async () => {
  const { schedule, host } = await zap();
  await host.poll({ isFirst: true });
  for (let index = 0; index < 3000; index += 1) {
    if (index % 10 === 0) schedule.now += second;
    schedule.livespace.createDeal({ id: `import ${index}` });
  }
  for (let poll = 0; poll < 3; poll += 1) await host.poll(aRun(schedule));
  schedule.now += minute;
  schedule.livespace.createDeal({ id: 'new' });
  expect((await host.poll(aRun(schedule))).complete).toBe(false);
  expect(host.started).toContain('created:new');
  for (let poll = 0; poll < 15; poll += 1) await host.poll(aRun(schedule));
  expect(new Set(host.started).size).toBe(3001);
});

test('after a first look that failed, what occurred before it starts nothing, and what comes later does', async () => {
  const { schedule, host } = await zap();
  schedule.livespace.createDeal({ id: 'before', created: schedule.now - hour });
  schedule.livespace.createDeal({ id: 'in its second' });
  schedule.memory = JSON.stringify(windowFrom(schedule.client, ['deal.created'], schedule.now));
  schedule.now += minute;
  schedule.livespace.createDeal({ id: 'after' });
  const { restarted } = await host.poll();
  expect(host.started).toEqual(['created:after']);
  expect(restarted).toBe(false);
});
