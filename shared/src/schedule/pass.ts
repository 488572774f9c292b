import { windowConditions } from '../wire/deal-list.ts';
import type { Looking } from './looking.ts';
import type { PassPlan } from './pass-plan.ts';

/**
 * Reads every window to its end: first what an earlier look left, then all of them anew. At least one page is read,
 * whatever the time, so that every look gets on.
 *
 * @returns whether all was read.
 * @throws LivespaceError
 */
export async function readWindows(looking: Looking, plan: PassPlan): Promise<boolean> {
  const pagesBefore = looking.reader.count;
  const hasTime = () => looking.reader.count === pagesBefore || looking.hasTime();
  const isLeft = looking.memory.progress.pass !== undefined;
  return (await readPass(looking, plan, hasTime)) && (!isLeft || (await readPass(looking, plan, hasTime)));
}

async function readPass(
  { reader, finds, memory: { progress } }: Looking,
  plan: PassPlan,
  hasTime: () => boolean,
): Promise<boolean> {
  let { windows, place, started } = progress.pass ?? { windows: plan.windows(), place: { offset: 0 } };
  for (let [window] = windows; window; [window] = windows) {
    if (!hasTime()) return false;
    const page = await reader.read(windowConditions(window), place);
    if (started === undefined) {
      started = page.askedAt;
      plan.start(started);
      windows = plan.windows(started);
    }
    finds.take(page.rows, window.status);
    const since = windows[0]?.since ?? window.since;
    const isBehind = window.by === 'created' && page.oldest !== null && page.oldest < since;
    if (!page.next || isBehind) windows = windows.slice(1);
    place = page.next && !isBehind ? page.next : { offset: 0 };
    progress.pass = windows.length > 0 ? { started, windows, place } : undefined;
  }
  if (started !== undefined) plan.end(started);
  return true;
}
