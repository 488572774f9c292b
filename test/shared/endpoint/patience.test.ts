import { createWebhookHandler, type GuardStore, MemoryStore, type WebhookHandlerOptions } from 'livespace-webhooks';
import { deliver, endpoint, eventBody, readableLog } from '../../../testing/endpoint/deliveries.ts';

beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
afterEach(() => jest.useRealTimers());

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

/** Work that ends when the test says so. */
function slowWork() {
  const signals: AbortSignal[] = [];
  const ends: { resolve(): void; reject(error: Error): void }[] = [];
  const onEvent: WebhookHandlerOptions['onEvent'] = (_, { signal }) => {
    signals.push(signal);
    return new Promise<void>((resolve, reject) => ends.push({ resolve, reject }));
  };
  return { onEvent, signals, ends };
}

function setUp(options: Partial<WebhookHandlerOptions>) {
  const log = readableLog();
  const { url, secret } = endpoint;
  const handler = createWebhookHandler({ url, secrets: [secret], onEvent() {}, log, ...options });
  return { handler, log, status: async () => (await handler(deliver())).status };
}

test('work that takes longer: 500 in time, 503 for a copy meanwhile, 200 for one after it succeeded', async () => {
  const { onEvent, signals, ends } = slowWork();
  const { status, log } = setUp({ onEvent });
  const answer = status();
  await pass(2499);
  expect(signals[0]?.aborted).toBe(false);
  await pass(1);
  await expect(answer).resolves.toBe(500);
  expect(signals[0]?.reason).toMatchObject({ name: 'TimeoutError' });
  expect(log.warnings[0]).toContain('2500 ms');

  await expect(status()).resolves.toBe(503);
  ends[0]?.resolve();
  await pass(0);
  await expect(status()).resolves.toBe(200);
  expect(ends).toHaveLength(1);
});

test('one after it failed is let in', async () => {
  const { onEvent, ends } = slowWork();
  const { status, log } = setUp({ onEvent, patienceMs: 100 });
  const answer = status();
  await pass(100);
  await expect(answer).resolves.toBe(500);
  ends[0]?.reject(new Error('in the end'));
  await pass(0);
  expect(log.errors).toMatchObject([[expect.stringContaining('e-1'), { message: 'in the end' }]]);
  const second = status();
  await pass(0);
  ends[1]?.resolve();
  await expect(second).resolves.toBe(200);
});

test('however long it takes, no other process gets the event', async () => {
  const store = new MemoryStore();
  const { onEvent, ends } = slowWork();
  const one = setUp({ store, onEvent });
  const other = setUp({ store, onEvent });
  const answer = one.status();
  await pass(2500);
  await expect(answer).resolves.toBe(500);
  for (let minute = 0; minute < 10; minute += 1) {
    await pass(60_000);
    await expect(other.status()).resolves.toBe(503);
  }
  ends[0]?.resolve();
  await pass(60_000);
  await expect(other.status()).resolves.toBe(200);
  expect(ends).toHaveLength(1);
});

test('a process that ends meanwhile costs ten seconds, not the event', async () => {
  const memory = new MemoryStore();
  let isAlive = true;
  const whileAlive =
    (call: keyof GuardStore) =>
    (...args: never[]) =>
      isAlive ? Reflect.apply(memory[call], memory, args) : Promise.reject(new Error('dead'));
  const store = { add: whileAlive('add'), get: whileAlive('get'), set: whileAlive('set') } as never as GuardStore;
  const { onEvent, ends } = slowWork();
  const one = setUp({ store: { ...store, delete: whileAlive('delete'), raise: whileAlive('raise') }, onEvent });
  const other = setUp({ store: memory, onEvent });
  one.status();
  await pass(30_000);
  isAlive = false;
  await pass(5_000);
  await expect(other.status()).resolves.toBe(503);
  await pass(5_000);
  const second = other.status();
  await pass(0);
  ends[1]?.resolve();
  await expect(second).resolves.toBe(200);
});

test('a runtime that ends with the answer is told of work that goes on', async () => {
  const announced: Promise<unknown>[] = [];
  const context = {
    announced,
    waitUntil(work: Promise<unknown>) {
      this.announced.push(work);
    },
  };
  const { onEvent, ends } = slowWork();
  const { handler } = setUp({ onEvent });
  const answer = handler(deliver(), context);
  await pass(2500);
  await expect(answer).resolves.toMatchObject({ status: 500 });
  let isOver = false;
  announced[0]?.then(() => {
    isOver = true;
  });
  await pass(10_000);
  expect(isOver).toBe(false);
  ends[0]?.reject(new Error('not unhandled'));
  await pass(0);
  expect(isOver).toBe(true);
});

test('a body that never ends is given up', async () => {
  const { handler } = setUp({});
  const answer = handler(deliver(new ReadableStream(), {}));
  await pass(2500);
  await expect(answer).resolves.toMatchObject({ status: 408 });
});

test('secrets that never come are none', async () => {
  const { status } = setUp({ secrets: () => new Promise(() => {}) });
  const answer = status();
  await pass(2500);
  await expect(answer).resolves.toBe(503);
});

describe('a store that', () => {
  const never = () => new Promise<never>(() => {});
  const refuse = () => Promise.reject(Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }));
  const all = (call: () => never | Promise<never>): GuardStore => ({
    add: call,
    get: call,
    set: call,
    delete: call,
    raise: call,
  });

  test('hangs costs 500 ms in all, and a line a minute', async () => {
    let calls = 0;
    const store = all(() => {
      calls += 1;
      return never();
    });
    let taken = 0;
    const onEvent = () => {
      taken += 1;
    };
    const { handler, log } = setUp({ store, onEvent });
    const event = async (id: string) => {
      const answer = handler(deliver(eventBody({ id })));
      await pass(500);
      await expect(answer).resolves.toMatchObject({ status: 200 });
    };
    await event('e-1');
    expect(calls).toBe(1);
    await event('e-2');
    await event('e-3');
    expect(taken).toBe(3);
    expect(log.warnings).toEqual([expect.stringContaining('did not answer within 500 ms')]);
    await pass(60_000);
    await event('e-4');
    expect(log.warnings).toHaveLength(2);
  });

  test('is down lets events pass, and the log names the cause', async () => {
    const { status, log } = setUp({ store: all(refuse) });
    await expect(status()).resolves.toBe(200);
    await expect(status()).resolves.toBe(200);
    expect(log.warnings).toEqual([expect.stringContaining('ECONNREFUSED')]);
  });

  test('answers everything but what keeps the event does not hold up the answer', async () => {
    const memory = new MemoryStore();
    const set = never;
    const add = memory.add.bind(memory);
    const { status } = setUp({ store: { ...all(refuse), raise: (_, value) => value, add, set } });
    const answer = status();
    await pass(500);
    await expect(answer).resolves.toBe(200);
  });

  test('answers a renewal late does not forget what was kept', async () => {
    const memory = new MemoryStore();
    const late = (key: string) =>
      new Promise<string | undefined>((resolve) => setTimeout(() => resolve(memory.get(key)), 400));
    const store: GuardStore = {
      add: memory.add.bind(memory),
      get: late,
      set: memory.set.bind(memory),
      delete: memory.delete.bind(memory),
      raise: memory.raise.bind(memory),
    };
    const { onEvent, ends } = slowWork();
    const { handler } = setUp({ store, onEvent });
    handler(deliver());
    // A renewal has just begun.
    await pass(3_400);
    ends[0]?.resolve();
    await pass(60_000);
    const copy = handler(deliver());
    await pass(400);
    await expect(copy).resolves.toMatchObject({ status: 200 });
    expect(ends).toHaveLength(1);
  });
});
