import type { Clock } from '../clock.ts';
import { livespaceError } from '../errors.ts';

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
 * unpublished: ASSUMED gentle). The lane is shared by all clients in the process, and an idle one is forgotten.
 *
 * @param startBy by when `work` has to have begun, in the clock's milliseconds. What can't be is given up when its turn
 *   comes, and costs those behind it no time.
 * @throws LivespaceError `rate_limited` when given up, or what `work` throws.
 */
export async function paced<T>(
  account: string,
  clock: Clock,
  work: () => Promise<T>,
  startBy = Number.POSITIVE_INFINITY,
): Promise<T> {
  forgetIdle(clock.now());
  const lane = lanes.get(account) ?? { running: 0, nextStart: 0, queue: [] };
  lanes.set(account, lane);
  if (lane.running >= atOnce) await new Promise<void>((resolve) => lane.queue.push(resolve));
  else lane.running += 1;
  try {
    const now = clock.now();
    // The upper bound is never met unless the clock was set back, which must not make us wait for it.
    const start = Math.min(Math.max(now, lane.nextStart), now + atOnce * apartMs);
    if (start > startBy) throw livespaceError('rate_limited', {}, 'queue');
    lane.nextStart = start + apartMs;
    if (start > now) await clock.wait(start - now);
    return await work();
  } finally {
    // A waiting call takes over the place, so that nobody slips in between.
    const next = lane.queue.shift();
    if (next) next();
    else lane.running -= 1;
  }
}

function forgetIdle(now: number): void {
  for (const [account, { running, nextStart }] of lanes) if (running === 0 && nextStart <= now) lanes.delete(account);
}
