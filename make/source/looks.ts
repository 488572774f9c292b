import { type EventName, eventNames } from 'livespace-webhooks';
import { type EventKind, events } from 'livespace-webhooks/host';

/** What is asked for in one call of `Deal/getAll`. */
export interface Look {
  status: string;
  /** Only what was `created` or `modified` since; otherwise the newest of all. */
  by?: 'created' | 'modified';
  page: number;
}

/** Every call costs two requests in the file, so there are no more than these for one event. */
const mostCalls = 14;
const mostSweeps = 2;

/**
 * The calls of an event: its windows, page by page, then the newest deals of the first statuses where a window can miss some.
 * The last is made in any case, since Make outputs what the last request gives; so it is a first page.
 */
function looksOf(event: EventName): Look[] {
  const { statuses, by, sweeps }: EventKind['schedule'] = events[event].schedule;
  const alone: Look[] = sweeps
    ? statuses.slice(0, mostSweeps).map((status) => ({ status, page: 0 }))
    : statuses.slice(-1).map((status) => ({ status, by, page: 0 }));
  const paged = sweeps || statuses.length === 1 ? statuses : statuses.slice(0, -1);
  const pages = Math.floor((mostCalls - alone.length) / paged.length);
  const windows = paged.flatMap((status) => Array.from({ length: pages }, (_, page): Look => ({ status, by, page })));
  return [...windows, ...alone];
}

/** The calls in their order, each for every event that has one there; all end with the last. */
export const looks: readonly Partial<Record<EventName, Look>>[] = inStep(
  eventNames.map((event) => [event, looksOf(event)] as const),
);

function inStep(all: readonly (readonly [EventName, Look[]])[]): Partial<Record<EventName, Look>>[] {
  const length = Math.max(...all.map(([, { length }]) => length));
  return Array.from({ length }, (_, index) =>
    Object.fromEntries(
      all.flatMap(([event, its]) => {
        const look = its.at(index - length);
        return look && index >= length - its.length ? [[event, look]] : [];
      }),
    ),
  );
}
