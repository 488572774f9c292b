import { Guard, type GuardStore, type Item, itemFromEvent, MemoryStore } from 'livespace-webhooks';

function guardAt() {
  let time = 0;
  const guard = new Guard(new MemoryStore({ now: () => time }));
  return {
    guard,
    pass: (seconds: number) => {
      time += seconds * 1000;
    },
  };
}

const at = (time: string | null, { name = 'deal.created', id = 'd' } = {}): Item =>
  itemFromEvent({ name, id: 'e', timestamp: time, webhook_delivery_attempt: 1, data: { id } }, () => '');

test('of fifty copies at once exactly one is fresh', async () => {
  const { guard } = guardAt();
  const states = await Promise.all(Array.from({ length: 50 }, () => guard.reserve('s', 'e')));
  expect(states.filter((state) => state === 'fresh')).toHaveLength(1);
  expect(states.filter((state) => state === 'pending')).toHaveLength(49);
});

test('pending until kept, kept for a day', async () => {
  const { guard, pass } = guardAt();
  await guard.reserve('s', 'e');
  pass(59);
  await expect(guard.reserve('s', 'e')).resolves.toBe('pending');
  await guard.keep('s', 'e');
  pass(24 * 60 * 60 - 1);
  await expect(guard.reserve('s', 'e')).resolves.toBe('kept');
  pass(2);
  await expect(guard.reserve('s', 'e')).resolves.toBe('fresh');
});

test('a reservation whose host died ends by itself', async () => {
  const { guard, pass } = guardAt();
  await guard.reserve('s', 'e');
  pass(61);
  await expect(guard.reserve('s', 'e')).resolves.toBe('fresh');
});

test('a released one is fresh again', async () => {
  const { guard } = guardAt();
  await guard.reserve('s', 'e');
  await guard.release('s', 'e');
  await expect(guard.reserve('s', 'e')).resolves.toBe('fresh');
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

test('keys stay short whatever comes, since hosts limit them', async () => {
  const kept = new Map<string, string>();
  const set = async (key: string, value: string) => void kept.set(key, value);
  const store: GuardStore = {
    add: async (key, value) => !kept.has(key) && !(await set(key, value)),
    get: async (key) => kept.get(key),
    set,
    delete: async (key) => void kept.delete(key),
  };
  const guard = new Guard(store);
  const long = 'x'.repeat(5000);
  await guard.reserve('s', long);
  await guard.isLate('s', at('2026-01-01', { name: long, id: long }));
  expect(kept.size).toBe(2);
  expect(Math.max(...[...kept.keys()].map(({ length }) => length))).toBeLessThan(200);
});

test('late is what is older than the newest of the same deal, name and subscription', async () => {
  const { guard } = guardAt();
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

const refuse = () => Promise.reject(new Error('store'));
const throwAtOnce = () => {
  throw new Error('store');
};
const say = (value: unknown) => () => value as never;

describe.each<[string, GuardStore]>([
  ['rejects', { add: refuse, get: refuse, set: refuse, delete: refuse }],
  ['throws at once', { add: throwAtOnce, get: throwAtOnce, set: throwAtOnce, delete: throwAtOnce }],
  ['gives no promise', { add: say(true), get: say(undefined), set: say(undefined), delete: say(undefined) }],
  ['gives nonsense', { add: say(undefined), get: say({}), set: say(null), delete: say(null) }],
  ['lost what it knew', { add: async () => false, get: async () => undefined, set: refuse, delete: refuse }],
])('a store that %s', (_, store) => {
  test('never costs an event, and never throws', async () => {
    const guard = new Guard(store);
    await expect(guard.isLate('s', at('2026-11-24T10:00:00Z'))).resolves.toBe(false);
    await expect(guard.reserve('s', 'e')).resolves.toBe('fresh');
    await expect(guard.keep('s', 'e')).resolves.toBeUndefined();
    await expect(guard.release('s', 'e')).resolves.toBeUndefined();
  });
});
