import { MemoryStore } from 'livespace-webhooks';

const minute = 60_000;

function store(maxEntries?: number) {
  let time = 0;
  const memory = new MemoryStore({ now: () => time, ...(maxEntries === undefined ? {} : { maxEntries }) });
  return {
    memory,
    at: (milliseconds: number) => {
      time = milliseconds;
    },
  };
}

test('adds a key once', () => {
  const { memory } = store();
  expect([memory.add('k', '0', minute), memory.add('k', '1', minute)]).toEqual([true, false]);
  expect(memory.get('k')).toBe('0');
});

test('forgets after the time to live, not before', () => {
  const { memory, at } = store();
  memory.set('k', 'v', minute);
  at(minute - 1);
  expect(memory.get('k')).toBe('v');
  expect(memory.add('k', 'w', minute)).toBe(false);
  at(minute);
  expect(memory.get('k')).toBeUndefined();
  expect(memory.add('k', 'w', minute)).toBe(true);
});

test('setting again starts the time to live anew, and a shorter one counts', () => {
  const { memory, at } = store();
  memory.set('k', 'v', minute);
  at(minute / 2);
  memory.set('k', 'w', minute);
  at(minute + 1);
  expect(memory.get('k')).toBe('w');
  memory.set('k', 'x', 1);
  at(minute + 2);
  expect(memory.get('k')).toBeUndefined();
});

test('a deleted key can be added again, from whichever generation', () => {
  const { memory } = store(4);
  memory.set('k', 'v', minute);
  for (const other of ['a', 'b']) memory.set(other, 'v', minute);
  memory.set('k', 'again', minute);
  memory.delete('k');
  expect(memory.get('k')).toBeUndefined();
  expect(memory.add('k', 'v', minute)).toBe(true);
  memory.delete('never there');
});

test('deletes only while the value is the expected one', () => {
  const { memory } = store();
  memory.set('k', 'kept', minute);
  memory.delete('k', 'pending');
  expect(memory.get('k')).toBe('kept');
  memory.delete('k', 'kept');
  expect(memory.get('k')).toBeUndefined();
});

test('raises to the greater of two, and says which', () => {
  const { memory, at } = store();
  expect(memory.raise('k', 'b', minute)).toBe('b');
  expect(memory.raise('k', 'a', minute)).toBe('b');
  expect(memory.raise('k', 'c', minute)).toBe('c');
  expect(memory.get('k')).toBe('c');
  at(minute);
  expect(memory.raise('k', 'a', minute)).toBe('a');
});

test('remembers the newest half of its bound at least, and never more than the bound', () => {
  const { memory } = store(100);
  for (let index = 0; index < 1000; index += 1) {
    memory.add(`k${index}`, 'v', minute);
    if (index % 37 !== 0) continue;
    const known = Array.from({ length: index + 1 }, (_, other) => memory.get(`k${other}`));
    expect(known.slice(-50)).not.toContain(undefined);
    expect(known.filter((value) => value !== undefined).length).toBeLessThanOrEqual(100);
  }
});

test('unless told otherwise remembers the last 10,000 events, with two entries each, for 24 hours', () => {
  const { memory, at } = store();
  const day = 24 * 60 * minute;
  for (let event = 0; event < 100_000; event += 1) {
    memory.add(`id:${event}`, 'kept', day);
    memory.raise(`newest:${event}`, 'time', day);
  }
  at(day - 1);
  const forgotten = Array.from({ length: 10_000 }, (_, index) => 99_999 - index).filter(
    (event) => memory.get(`id:${event}`) === undefined || memory.get(`newest:${event}`) === undefined,
  );
  expect(forgotten).toEqual([]);
});

test('a key that is in use stays while others come and go', () => {
  const { memory } = store(10);
  for (let index = 0; index < 100; index += 1) {
    memory.set('newest', String(index), minute);
    memory.add(`k${index}`, 'v', minute);
    expect(memory.get('newest')).toBe(String(index));
  }
});

test('keys of JavaScript’s own objects are keys', () => {
  const { memory } = store();
  expect(memory.get('__proto__')).toBeUndefined();
  expect(memory.add('constructor', 'v', minute)).toBe(true);
});

test('a bound too small still tells a copy that comes at once', () => {
  const { memory } = store(1);
  memory.add('k', 'v', minute);
  expect(memory.add('k', 'v', minute)).toBe(false);
});

test('goes by the process’ clock where no other is given', () => {
  const memory = new MemoryStore();
  memory.set('k', 'v', minute);
  memory.set('gone', 'v', -1);
  expect([memory.get('k'), memory.get('gone')]).toEqual(['v', undefined]);
});
