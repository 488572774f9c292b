import { type GuardStore, type Item, MemoryStore } from 'livespace-webhooks';
import { Guard, type GuardOptions, itemFromEvent } from 'livespace-webhooks/host';

function guardAt(start = 0) {
  let time = start;
  const now = () => time;
  return {
    guard: new Guard(new MemoryStore({ now }), { now }),
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
  };
}

const at = (time: string | null, { name = 'deal.created', id = 'd' } = {}): Item =>
  itemFromEvent({ name, id: 'e', timestamp: time, webhook_delivery_attempt: 1, data: { id } });

test('of fifty copies at once exactly one is fresh', async () => {
  const { guard } = guardAt();
  const states = await Promise.all(Array.from({ length: 50 }, () => guard.reserve('s', 'e')));
  expect(states.filter((state) => state === 'fresh')).toHaveLength(1);
  expect(states.filter((state) => state === 'pending')).toHaveLength(49);
});

test('pending until kept, kept for a day', async () => {
  const { guard, pass } = guardAt();
  await guard.reserve('s', 'e');
  pass(9);
  await expect(guard.reserve('s', 'e')).resolves.toBe('pending');
  await guard.keep('s', 'e');
  pass(24 * 60 * 60 - 1);
  await expect(guard.reserve('s', 'e')).resolves.toBe('kept');
  pass(2);
  await expect(guard.reserve('s', 'e')).resolves.toBe('fresh');
});

test('a reservation whose host died ends by itself after 10 seconds', async () => {
  const { guard, pass } = guardAt();
  await guard.reserve('s', 'e');
  pass(10);
  await expect(guard.reserve('s', 'e')).resolves.toBe('fresh');
});

test('a reservation that is renewed holds for another 10 seconds', async () => {
  const { guard, pass } = guardAt();
  const event = guard.forEvent();
  await event.reserve('s', 'e');
  for (let renewal = 0; renewal < 6; renewal += 1) {
    pass(9);
    await event.renew('s', 'e');
  }
  pass(9);
  await expect(guard.reserve('s', 'e')).resolves.toBe('pending');
});

test('a released one is fresh again', async () => {
  const { guard } = guardAt();
  await guard.reserve('s', 'e');
  await guard.release('s', 'e');
  await expect(guard.reserve('s', 'e')).resolves.toBe('fresh');
});

test('a release that comes after a keep takes nothing back', async () => {
  const { guard } = guardAt();
  await guard.reserve('s', 'e');
  await guard.keep('s', 'e');
  await guard.release('s', 'e');
  await expect(guard.reserve('s', 'e')).resolves.toBe('kept');
});

test('a reservation that ended, and that another process has by now, is neither renewed nor released by the first', async () => {
  let time = 0;
  const now = () => time;
  const store = new MemoryStore({ now });
  const [first, second] = [new Guard(store, { now }).forEvent(), new Guard(store, { now }).forEvent()];
  await first.reserve('s', 'e');
  time = 11_000;
  expect(await second.reserve('s', 'e')).toBe('fresh');
  await first.release('s', 'e');
  expect(await first.reserve('s', 'e')).toBe('pending');
  await second.keep('s', 'e');
  await first.renew('s', 'e');
  expect(await first.reserve('s', 'e')).toBe('kept');
});

test('over the default store the last 10,000 events are known at every moment, with 500 more in flight', async () => {
  const { guard } = guardAt();
  const wrong: number[] = [];
  for (let event = 0; event < 45_000; event += 1) {
    await guard.isLate('s', at('1970-01-01T00:00:00Z', { id: String(event) }));
    if ((await guard.reserve('s', String(event))) !== 'fresh') wrong.push(event);
    const done = event - 500;
    if (done >= 0) await guard.keep('s', String(done));
    const oldest = done - 9999;
    if (oldest >= 0 && (await guard.reserve('s', String(oldest))) !== 'kept') wrong.push(oldest);
  }
  expect(wrong).toEqual([]);
});

test('two subscriptions don’t share ids, nor do long ids that begin alike', async () => {
  const { guard } = guardAt();
  const long = 'x'.repeat(100_000);
  for (const [scope, id] of [
    ['s', 'e'],
    ['t', 'e'],
    ['s', long],
    ['s', `${long}y`],
  ] as const) {
    await expect(guard.reserve(scope, id)).resolves.toBe('fresh');
    await expect(guard.reserve(scope, id)).resolves.toBe('pending');
  }
});

test('scopes and ids that would join to the same text are told apart', async () => {
  const { guard } = guardAt();
  const pairs = [
    ['a:b', 'c'],
    ['a', 'b:c'],
    ['a%3Ab', 'c'],
    ['a%', '3Ab:c'],
    ['', 'a:b:c'],
    ['a:b:c', ''],
  ] as const;
  for (const [scope, id] of pairs) await expect(guard.reserve(scope, id)).resolves.toBe('fresh');
  const isLate = (scope: string, id: string, time: string) => guard.isLate(scope, at(time, { name: 'n', id }));
  for (const [scope, id] of pairs) await isLate(scope, id, '1970-01-01T00:00:00Z');
  await isLate('x:n', 'd', '1970-01-01T00:00:00Z');
  await expect(isLate('x', 'n:d', '1970-01-01T00:00:00Z')).resolves.toBe(false);
});

/** A store over a map, to see what it is asked. */
function watched(answers: Partial<GuardStore> = {}) {
  const kept = new Map<string, string>();
  const asked: [string, ...unknown[]][] = [];
  const store: GuardStore = {
    add: (key, value) => !kept.has(key) && Boolean(kept.set(key, value)),
    get: (key) => kept.get(key),
    set: (key, value) => kept.set(key, value),
    delete: (key, onlyIf) => kept.get(key) === onlyIf && kept.delete(key),
    raise: (key, value) => {
      const greatest = [value, kept.get(key) ?? ''].sort().at(-1) ?? value;
      kept.set(key, greatest);
      return greatest;
    },
    ...answers,
  };
  for (const name of Object.keys(store) as (keyof GuardStore)[]) {
    const method = store[name] as (...given: unknown[]) => never;
    Object.assign(store, {
      [name]: (...given: unknown[]) => {
        asked.push([name, ...given]);
        return method(...given);
      },
    });
  }
  return { store, kept, asked };
}

test('keys stay short whatever comes, since hosts limit them', async () => {
  const { store, kept } = watched();
  const guard = new Guard(store);
  const long = 'x'.repeat(5000);
  await guard.reserve('s', long);
  await guard.isLate('s', at('2026-01-01', { name: long, id: long }));
  expect(kept.size).toBe(2);
  expect(Math.max(...[...kept.keys()].map(({ length }) => length))).toBeLessThan(200);
});

test('late is what is older than the newest of the same deal, name and subscription', async () => {
  const { guard } = guardAt(Date.parse('2026-11-25T00:00:00Z'));
  const isLate = (time: string | null, who = {}, scope = 's') => guard.isLate(scope, at(time, who));
  await expect(isLate('2026-11-24T10:00:00Z')).resolves.toBe(false);
  await expect(isLate('2026-11-24T10:00:00Z')).resolves.toBe(false);
  await expect(isLate('2026-11-24T09:59:59.999Z')).resolves.toBe(true);
  await expect(isLate('2026-11-24T11:59:59+02:00')).resolves.toBe(true);
  await expect(isLate('2026-11-24T11:00:01+01:00')).resolves.toBe(false);
  await expect(isLate('2026-11-24T10:00:00Z')).resolves.toBe(true);
  await expect(isLate('2026-11-24T09:00:00Z', { id: 'other' })).resolves.toBe(false);
  await expect(isLate('2026-11-24T09:00:00Z', { name: 'deal.status_changed' })).resolves.toBe(false);
  await expect(isLate('2026-11-24T09:00:00Z', {}, 'other')).resolves.toBe(false);
  await expect(isLate(null)).resolves.toBe(false);
});

test('a time that lies in the future counts as now, so that it makes no later event late', async () => {
  const { guard, pass } = guardAt(Date.parse('2026-11-24T10:00:00Z'));
  const isLate = (time: string) => guard.isLate('s', at(time));
  await expect(isLate('2099-01-01T00:00:00Z')).resolves.toBe(false);
  await expect(isLate('2026-11-24T09:59:59Z')).resolves.toBe(true);
  pass(1);
  await expect(isLate('2026-11-24T10:00:01Z')).resolves.toBe(false);
  await expect(isLate('2099-01-01T00:00:00Z')).resolves.toBe(false);
});

const refuse = () => Promise.reject(new Error('store'));
const throwAtOnce = () => {
  throw new Error('store');
};
const hang = () => new Promise<never>(() => {});
const say = (value: unknown) => () => value as never;
const all = (answer: () => never | Promise<never>): GuardStore => ({
  ...{ add: answer, get: answer, set: answer, delete: answer, raise: answer },
});
/** A wait that is over at once. */
const impatient: GuardOptions = { wait: async () => {} };

describe.each<[string, GuardStore]>([
  ['rejects', all(refuse)],
  ['throws at once', all(throwAtOnce)],
  ['hangs', all(hang)],
  ['gives no promise', { ...all(say(undefined)), add: say(true) }],
  ['gives nonsense', { add: say(undefined), get: say({}), set: say(null), delete: say(null), raise: say(null) }],
  ['lost what it knew', { ...all(refuse), add: async () => false, get: async () => undefined }],
])('a store that %s', (_, store) => {
  test('never costs an event, and never throws', async () => {
    const guard = new Guard(store, impatient);
    await expect(guard.isLate('s', at('2026-11-24T10:00:00Z'))).resolves.toBe(false);
    await expect(guard.reserve('s', 'e')).resolves.toBe('fresh');
    await expect(guard.keep('s', 'e')).resolves.toBeUndefined();
    await expect(guard.release('s', 'e')).resolves.toBeUndefined();
  });
});

test.each([
  ['rejects', refuse, 'store'],
  ['hangs', hang, 'The store did not answer within 500 ms.'],
])('a store that %s is asked once an event, and the failure is told once', async (_, answer, message) => {
  const { store, asked } = watched(all(answer));
  const failures: unknown[] = [];
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  const guard = new Guard(store, { wait, onStoreFailure: (error) => failures.push(error) });
  for (let event = 1; event <= 2; event += 1) {
    const one = guard.forEvent();
    await one.isLate('s', at('2026-11-24T10:00:00Z'));
    await one.reserve('s', 'e');
    await one.renew('s', 'e');
    await one.keep('s', 'e');
    expect(asked).toHaveLength(event);
    expect(failures.map((error) => (error as Error).message)).toEqual(Array(event).fill(message));
    expect(waits).toEqual(Array(event).fill(500));
  }
});

test.each([
  ['an object, as the query builders of some databases are', {}],
  ['a function, as Cloudflare’s calls of a Durable Object are', () => {}],
])('what a store answers need not be a promise of its own kind: %s', async (_, answer) => {
  const add = (_key: string, _value: string, ttlMs: number) =>
    // biome-ignore lint/suspicious/noThenProperty: it returns nothing, unlike a promise's.
    Object.assign(answer, { then: (answered: (stored: boolean) => void) => void answered(ttlMs === 0) });
  const { store } = watched({ add: add as unknown as GuardStore['add'], get: () => 'kept' });
  await expect(new Guard(store).reserve('s', 'e')).resolves.toBe('kept');
});

test('a store that answers in time is not given up', async () => {
  const { store, kept } = watched();
  const slow: GuardStore = {
    add: async (...given) => store.add(...given),
    get: async (...given) => store.get(...given),
    set: async (...given) => store.set(...given),
    delete: async (...given) => store.delete(...given),
    raise: async (...given) => store.raise(...given),
  };
  const failures: unknown[] = [];
  const guard = new Guard(slow, { wait: hang, onStoreFailure: (error) => failures.push(error) });
  await expect(guard.reserve('s', 'e')).resolves.toBe('fresh');
  await expect(guard.reserve('s', 'e')).resolves.toBe('pending');
  await guard.keep('s', 'e');
  await expect(guard.reserve('s', 'e')).resolves.toBe('kept');
  expect([...kept.values()]).toEqual(['kept']);
  expect(failures).toEqual([]);
});
