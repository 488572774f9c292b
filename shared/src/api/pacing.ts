import type { Clock } from '../clock.ts';

const atOnce = 2;
const apartMs = 150;

interface Lane {
  running: number;
  nextStart: number;
  queue: (() => void)[];
}

const lanes = new Map<string, Lane>();

/**
 * Runs `work` so that one account sees at most 2 calls at once, their starts 150 ms apart (Livespace's rate limits are
 * unpublished: ASSUMED gentle). The lane is shared by all clients in the process and forgotten when idle.
 */
export async function paced<T>(account: string, clock: Clock, work: () => Promise<T>): Promise<T> {
  const lane = lanes.get(account) ?? { running: 0, nextStart: 0, queue: [] };
  lanes.set(account, lane);
  if (lane.running >= atOnce) await new Promise<void>((resolve) => lane.queue.push(resolve));
  else lane.running += 1;
  try {
    const now = clock.now();
    const start = Math.max(now, lane.nextStart);
    lane.nextStart = start + apartMs;
    if (start > now) await clock.wait(start - now);
    return await work();
  } finally {
    // A waiting call takes over the place, so that nobody slips in between.
    const next = lane.queue.shift();
    if (next) next();
    else lane.running -= 1;
    if (lane.running === 0 && clock.now() >= lane.nextStart) lanes.delete(account);
  }
}
