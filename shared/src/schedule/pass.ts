import { windowConditions } from '../wire/deal-list.ts';
import type { Looking } from './looking.ts';
import { isMoving } from './page.ts';
import type { PassPlan } from './pass-plan.ts';

/** A pass that started so long ago, in seconds, still shows what there is. */
const recent = 60;

/**
 * Reads every window to its end: first what an earlier look left, then all of them anew. At least one page is read,
 * whatever the time, so that every look gets on.
 *
 * @returns whether all was read that happened up to a minute ago.
 * @throws LivespaceError
 */
export async function readWindows(looking: Looking, plan: PassPlan): Promise<boolean> {
  const isLeft = looking.memory.progress.pass !== undefined;
  if (isLeft) await readNewest(looking, plan);
  const pagesBefore = looking.reader.count;
  const hasTime = () => looking.reader.count === pagesBefore || looking.hasTime();
  const age = await readPass(looking, plan, hasTime);
  if (age === undefined || !isLeft) return age !== undefined;
  return (await readPass(looking, plan, hasTime)) !== undefined || age <= recent;
}

async function readNewest({ reader, finds }: Looking, plan: PassPlan): Promise<void> {
  const window = plan.newest();
  if (window) finds.take((await reader.read(windowConditions(window), { offset: 0 })).rows, window.status);
}

/** @returns how long ago the pass started that is complete now and showed all there is, in seconds. */
async function readPass(
  { reader, finds, memory: { progress } }: Looking,
  plan: PassPlan,
  hasTime: () => boolean,
): Promise<number | undefined> {
  let { windows, place, started, isTied } = progress.pass ?? { windows: plan.windows(), place: { offset: 0 } };
  let now = started;
  for (let [window] = windows; window; [window] = windows) {
    if (!hasTime()) return undefined;
    const page = await reader.read(windowConditions(window), place);
    now = page.askedAt;
    if (started === undefined) {
      started = now;
      const begunAgain = plan.start(started);
      windows = plan.windows(started);
      if (begunAgain) continue;
    }
    isTied ||= isMoving(page.next?.last);
    finds.take(page.rows, window.status);
    const since = windows[0]?.since ?? window.since;
    const isBehind = window.by === 'created' && page.oldest !== null && page.oldest < since;
    if (!page.next || isBehind) windows = windows.slice(1);
    place = page.next && !isBehind ? page.next : { offset: 0 };
    progress.pass = windows.length > 0 ? { started, windows, place, isTied } : undefined;
  }
  if (started !== undefined && !plan.end(started, isTied === true)) return undefined;
  return (now ?? 0) - (started ?? 0);
}
