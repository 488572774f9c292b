import { livespaceError } from '../errors.ts';
import { type EventKind, type EventName, eventKind } from '../events.ts';
import type { ListStatus } from '../wire/deal-list.ts';

export interface ChosenEvent extends EventKind {
  name: EventName;
}

/** @returns the events that were chosen, once each and in an order of their own. @throws LivespaceError for an unknown one. */
export function chosenEvents(names: readonly EventName[]): ChosenEvent[] {
  return [...new Set(names)].sort().map((name) => {
    const kind = eventKind(name);
    if (!kind) throw livespaceError('invalid_parameters', { event: String(name) }, 'event');
    return { ...kind, name };
  });
}

/** @returns the statuses whose deals have to be swept through. */
export function sweptStatuses(chosen: readonly ChosenEvent[]): ListStatus[] {
  return [...new Set(chosen.flatMap(({ schedule }) => (schedule.sweeps ? schedule.statuses : [])))];
}
