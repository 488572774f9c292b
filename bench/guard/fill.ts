/*
 * In a process of its own, so that its memory is its own: fills a store through a guard, event by event, until it has dropped
 * once, and tells what that took. Prints JSON.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { MemoryStore, samples } from 'livespace-webhooks';
import { Guard } from 'livespace-webhooks/host';

export interface Filled {
  /** Entries that were there when the store was full, and that are there after it dropped its older half. */
  held: { full: number; dropped: number };
  /** Bytes an entry, in the full store. */
  bytes: { heap: number; resident: number };
  /** Longest time for one event, in milliseconds, whatever made it wait: growth, garbage collection, other processes. */
  pause: { filling: number; dropping: number; without: number };
  /** Microseconds an event. */
  cost: number;
  /** Of the last events before the drop, a quarter as many as entries: how many are taken for new though they were kept. */
  forgotten: number;
}

const maxEntries = Number(process.argv[2]);
const collect = globalThis.gc as () => void;
const entriesPerEvent = 2;
const full = maxEntries / entriesPerEvent;

const without = await longest(
  new Guard({ add: () => true, get: () => undefined, set() {}, delete() {}, raise: (_, value) => value }),
  0,
  full,
);
const store = new MemoryStore({ maxEntries });
const guard = new Guard(store);
collect();
const before = process.memoryUsage();
const began = performance.now();
const filling = await longest(guard, 0, full);
const cost = ((performance.now() - began) * 1000) / full;
collect();
const after = process.memoryUsage();
const heldWhenFull = held(full);

const dropAt = await longest(guard, full, full + 1);
const heldAfterDrop = held(full + 1);
let forgotten = 0;
for (let event = full + 1 - full / 2; event <= full; event += 1)
  if ((await guard.reserve('bench', idOf(event))) !== 'kept') forgotten += 1;
const dropping = Math.max(dropAt, await longest(guard, full + 1, full + full / 2));

const filled: Filled = {
  held: { full: heldWhenFull, dropped: heldAfterDrop },
  bytes: {
    heap: (after.heapUsed - before.heapUsed) / heldWhenFull,
    resident: (after.rss - before.rss) / heldWhenFull,
  },
  pause: { filling, dropping, without },
  cost,
  forgotten,
};
console.log(JSON.stringify(filled));

async function longest(guard: Guard, from: number, to: number): Promise<number> {
  let worst = 0;
  for (let index = from; index < to; index += 1) {
    const item = { ...samples['deal.created'], deal: { ...samples['deal.created'].deal, id: dealOf(index) } };
    const start = performance.now();
    const event = guard.forEvent();
    await event.isLate('bench', item);
    await event.reserve('bench', idOf(index));
    await event.keep('bench', idOf(index));
    worst = Math.max(worst, performance.now() - start);
    if (index % 100 === 0) await turn();
  }
  return worst;
}

/** @returns how many entries of the events so far the store still has. */
function held(events: number): number {
  let count = 0;
  for (let index = 0; index < events; index += 1) {
    if (store.get(`id:bench:${idOf(index)}`) !== undefined) count += 1;
    if (store.get(`newest:bench:deal.created:${dealOf(index)}`) !== undefined) count += 1;
  }
  return count;
}

function idOf(index: number): string {
  return `3c9d1f70-2a4b-4e8c-b6d5-${String(index).padStart(12, '0')}`;
}

function dealOf(index: number): string {
  return `6f1c2b1e-7a64-4d0b-9c57-${String(index).padStart(12, '0')}`;
}
