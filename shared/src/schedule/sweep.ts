import type { ListStatus } from '../wire/deal-list.ts';
import type { Looking } from './looking.ts';

/**
 * Goes on through all deals of some statuses, whenever they changed, by a few pages, at most once round. Observed: a
 * change of status can be later than `modified`, so that no window shows it.
 *
 * @returns when the sweep started that is complete now, in Livespace's seconds.
 * @throws LivespaceError
 */
export async function sweepOn(
  { reader, finds, memory: { progress }, hasTime }: Looking,
  statuses: readonly ListStatus[],
  pages: number,
): Promise<number | undefined> {
  if (progress.sweep && !statuses.includes(progress.sweep.status)) progress.sweep = undefined;
  for (let page = 0; page < pages && hasTime(); page += 1) {
    const { status = statuses[0], place = { offset: 0 }, started } = progress.sweep ?? {};
    if (status === undefined) return undefined;
    const { rows, askedAt, next } = await reader.read({ status }, place);
    finds.take(rows, status);
    const round = started ?? askedAt;
    const following = next ? status : statuses[statuses.indexOf(status) + 1];
    if (following === undefined) {
      progress.sweep = undefined;
      return round;
    }
    progress.sweep = { started: round, status: following, place: next ?? { offset: 0 } };
  }
  return undefined;
}
