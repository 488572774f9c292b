import { MemoryStore } from 'livespace-webhooks';

function store(maxEntries?: number) {
  let time = 0;
  const memory = new MemoryStore({ now: () => time, ...(maxEntries === undefined ? {} : { maxEntries }) });
  return {
    memory,
    at: (seconds: number) => {
      time = seconds * 1000;
    },
  };
}

test('adds a key once', async () => {
  const { memory } = store();
  const added = await Promise.all(Array.from({ length: 50 }, (_, index) => memory.add('k', String(index), 60)));
  expect(added.filter(Boolean)).toHaveLength(1);
  await expect(memory.get('k')).resolves.toBe('0');
});

test('forgets after the time to live, not before', async () => {
  const { memory, at } = store();
  await memory.set('k', 'v', 60);
  at(59.999);
  await expect(memory.get('k')).resolves.toBe('v');
  await expect(memory.add('k', 'w', 60)).resolves.toBe(false);
  at(60);
  await expect(memory.get('k')).resolves.toBeUndefined();
  await expect(memory.add('k', 'w', 60)).resolves.toBe(true);
});

test('setting again starts the time to live anew, and a shorter one counts', async () => {
  const { memory, at } = store();
  await memory.set('k', 'v', 60);
  at(30);
  await memory.set('k', 'w', 60);
  at(80);
  await expect(memory.get('k')).resolves.toBe('w');
  await memory.set('k', 'x', 1);
  at(82);
  await expect(memory.get('k')).resolves.toBeUndefined();
});

test('a deleted key can be added again, from whichever generation', async () => {
  const { memory } = store(4);
  await memory.set('k', 'v', 60);
  for (const other of ['a', 'b']) await memory.set(other, 'v', 60);
  await memory.set('k', 'again', 60);
  await memory.delete('k');
  await expect(memory.get('k')).resolves.toBeUndefined();
  await expect(memory.add('k', 'v', 60)).resolves.toBe(true);
  await memory.delete('never there');
});

test('remembers the newest half of its bound at least, and never more than the bound', async () => {
  const { memory } = store(100);
  for (let index = 0; index < 1000; index += 1) {
    await memory.add(`k${index}`, 'v', 60);
    if (index % 37 !== 0) continue;
    const known = await Promise.all(Array.from({ length: index + 1 }, (_, other) => memory.get(`k${other}`)));
    expect(known.slice(-50)).not.toContain(undefined);
    expect(known.filter((value) => value !== undefined).length).toBeLessThanOrEqual(100);
  }
});

test('a key that is in use stays while others come and go', async () => {
  const { memory } = store(10);
  for (let index = 0; index < 100; index += 1) {
    await memory.set('newest', String(index), 60);
    await memory.add(`k${index}`, 'v', 60);
    await expect(memory.get('newest')).resolves.toBe(String(index));
  }
});

test('keys of JavaScript’s own objects are keys', async () => {
  const { memory } = store();
  await expect(memory.get('__proto__')).resolves.toBeUndefined();
  await expect(memory.add('constructor', 'v', 60)).resolves.toBe(true);
});

test('a bound too small still tells a copy that comes at once', async () => {
  const { memory } = store(1);
  await memory.add('k', 'v', 60);
  await expect(memory.add('k', 'v', 60)).resolves.toBe(false);
});
