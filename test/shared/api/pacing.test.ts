import { setImmediate } from 'node:timers/promises';
import { paced } from '../../../shared/src/api/pacing.ts';

/** Time that stands still until it is told to go on to the next sleeper. */
function manualClock(start = 0) {
  let time = start;
  const sleepers: { at: number; wake: () => void }[] = [];
  return {
    now: () => time,
    wait: (milliseconds: number) => new Promise<void>((wake) => sleepers.push({ at: time + milliseconds, wake })),
    set: (to: number) => {
      time = to;
    },
    /** Lets everything happen until nobody sleeps any more. */
    async run() {
      for (await setImmediate(); sleepers.length > 0; await setImmediate()) {
        sleepers.sort((a, b) => a.at - b.at);
        const next = sleepers.shift();
        time = Math.max(time, next?.at ?? 0);
        next?.wake();
      }
    },
  };
}

type ManualClock = ReturnType<typeof manualClock>;

/** Work that takes so long, and tells when it began and how many ran with it. */
function observed(clock: ManualClock) {
  const starts: number[] = [];
  let running = 0;
  let most = 0;
  const work =
    (milliseconds: number, fails = false) =>
    async () => {
      starts.push(clock.now());
      running += 1;
      most = Math.max(most, running);
      if (milliseconds > 0) await clock.wait(milliseconds);
      running -= 1;
      if (fails) throw new Error('failed');
    };
  return { work, starts, most: () => most };
}

let account = 0;
const nextAccount = () => `account-${account++}`;

test('calls of one account start 150 ms apart', async () => {
  const clock = manualClock();
  const { work, starts } = observed(clock);
  const name = nextAccount();
  for (let call = 0; call < 4; call += 1) void paced(name, clock, work(0));
  await clock.run();
  expect(starts).toEqual([0, 150, 300, 450]);
});

test('at most two of one account run at once', async () => {
  const clock = manualClock();
  const { work, starts, most } = observed(clock);
  const name = nextAccount();
  for (let call = 0; call < 5; call += 1) void paced(name, clock, work(1000));
  await clock.run();
  expect(most()).toBe(2);
  expect(starts).toEqual([0, 150, 1000, 1150, 2000]);
});

test('a newcomer does not slip in beside a call that took over a place', async () => {
  const clock = manualClock();
  const { work, most } = observed(clock);
  const name = nextAccount();
  for (let call = 0; call < 4; call += 1) void paced(name, clock, work(1000));
  void clock.wait(1100).then(() => paced(name, clock, work(1000)));
  void clock.wait(1300).then(() => paced(name, clock, work(1000)));
  await clock.run();
  expect(most()).toBe(2);
});

test('accounts do not wait for each other', async () => {
  const clock = manualClock();
  const { work, starts } = observed(clock);
  for (let call = 0; call < 3; call += 1) void paced(nextAccount(), clock, work(1000));
  await clock.run();
  expect(starts).toEqual([0, 0, 0]);
});

test('a call that fails gives its place back, and tells its caller only', async () => {
  const clock = manualClock();
  const { work, starts, most } = observed(clock);
  const name = nextAccount();
  const calls = [work(100, true), work(100, true), work(100), work(100)].map((one) => paced(name, clock, one));
  const outcomes = Promise.allSettled(calls);
  await clock.run();
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
  expect(starts).toHaveLength(4);
  expect(most()).toBeLessThanOrEqual(2);
});

test('a failing wait gives the place back as well', async () => {
  const clock = manualClock();
  const name = nextAccount();
  const broken = { now: clock.now, wait: () => Promise.reject(new Error('no timers')) };
  await paced(name, clock, async () => {});
  for (let call = 0; call < 3; call += 1) {
    await expect(paced(name, broken, async () => {})).rejects.toThrow('no timers');
  }
  const { work, starts } = observed(clock);
  void paced(name, clock, work(0));
  await clock.run();
  expect(starts).toHaveLength(1);
});

test('after a pause nobody waits', async () => {
  const clock = manualClock();
  const { work, starts } = observed(clock);
  const name = nextAccount();
  void paced(name, clock, work(10));
  await clock.run();
  clock.set(10_000);
  void paced(name, clock, work(10));
  await clock.run();
  expect(starts).toEqual([0, 10_000]);
});

test('a clock that was set back by an hour costs no hour', async () => {
  const clock = manualClock(3_600_000);
  const { work, starts } = observed(clock);
  const name = nextAccount();
  void paced(name, clock, work(10));
  await clock.run();
  clock.set(0);
  void paced(name, clock, work(10));
  await clock.run();
  expect(starts[1]).toBeLessThanOrEqual(300);
});

test('a call that could not begin in time is given up, and holds up nobody', async () => {
  const clock = manualClock();
  const { work, starts } = observed(clock);
  const name = nextAccount();
  const outcomes: string[] = [];
  const note = (call: Promise<unknown>) =>
    call.then(
      () => outcomes.push('done'),
      ({ code }) => outcomes.push(code),
    );
  for (let call = 0; call < 20; call += 1) void note(paced(name, clock, work(0), 400));
  void note(paced(name, clock, work(0)));
  await clock.run();
  expect(starts).toEqual([0, 150, 300, 450]);
  expect(outcomes).toHaveLength(21);
  expect(outcomes.filter((outcome) => outcome === 'rate_limited')).toHaveLength(17);
});
