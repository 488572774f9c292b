import { covers, type Window } from '../wire/deal-list.ts';
import type { ChosenEvent } from './chosen.ts';

/** @returns the fewest windows that show what has happened since, each event by its own time. */
export function windowsOf(chosen: readonly ChosenEvent[], since: (event: ChosenEvent) => number): Window[] {
  const windows: Window[] = [];
  const wanted = chosen.flatMap((event) =>
    event.schedule.statuses.map((status) => ({ status, by: event.schedule.by, since: since(event) })),
  );
  // The wider ones first, so that the others find their place in them.
  const isCovered = (one: Window) => wanted.filter((other) => covers(other, one)).length;
  for (const one of wanted.sort((a, b) => isCovered(a) - isCovered(b))) {
    const wider = windows.find((other) => covers(other, one));
    if (wider) wider.since = Math.min(wider.since, one.since);
    else windows.push({ ...one });
  }
  return windows;
}
