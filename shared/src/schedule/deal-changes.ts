// Until the adapters look with `look` and `windowLook`.
import type { LivespaceClient } from '../api/client.ts';
import { dealPage } from '../api/deals.ts';
import type { Clock } from '../clock.ts';
import type { EventName } from '../events.ts';
import { type Item, itemFromDeal } from '../item/item.ts';
import type { LivespaceDeal } from '../wire/deal.ts';

/** A reopened deal has no time of its change (observed), so only these can be found. */
const closedStatuses = ['won', 'lost', 'outdated'] as const;

/** Where the sweep through the closed deals goes on. */
export interface SweepPosition {
  status: (typeof closedStatuses)[number];
  offset: number;
}

export interface ChangesRequest {
  event: EventName;
  /** Facts that occurred before it are left out. Milliseconds since 1970. */
  since: number;
  /** Rows a call, 1 to 100. Observed: 20 rows take 2 to 3 s, 100 rows 3 to 9 s. */
  pageSize: number;
  clock: Clock;
  /** No further page is asked for after it. Milliseconds since 1970. */
  until: number;
  /** What the last look returned; only status changes need it. */
  sweep?: SweepPosition | undefined;
  /** How far the sweep goes on, at most once round; 2 pages unless told. */
  sweepPages?: number;
}

export interface Changes {
  /** Oldest first. The same fact has the same id at every look. */
  items: Item[];
  /** For the next look. */
  sweep: SweepPosition;
  /** Whether everything was read before `until`. */
  complete: boolean;
}

const dayMs = 24 * 60 * 60 * 1000;
/**
 * What a webhook would have told since then, read from the JSON API: for accounts without subscriptions, and for what
 * Livespace gave up delivering. Look back further than the last look, and remember the ids.
 *
 * `deal.created` costs 2 calls, `deal.status_changed` 5, and one more for each further page of a burst, however many
 * deals the account has.
 *
 * @throws LivespaceError
 */
export async function dealChanges(client: LivespaceClient, request: ChangesRequest): Promise<Changes> {
  const { event, sweep = { status: 'won', offset: 0 } } = request;
  const { found, complete, next } =
    event === 'deal.created' ? await createdSince(client, request, sweep) : await closedSince(client, request, sweep);
  // Livespace's times are whole seconds (observed).
  const earliest = Math.floor(request.since / 1000) * 1000;
  const facts = new Map<string, Item>();
  for (const deal of found) {
    const item = itemFromDeal(deal, event);
    if (item.occurred_at !== null && Date.parse(item.occurred_at) >= earliest) facts.set(item.id, item);
  }
  const items = [...facts.values()].sort((a, b) => String(a.occurred_at).localeCompare(String(b.occurred_at)));
  return { items, sweep: next, complete };
}

/** Observed: whether `all` includes `outdated` is unknown, so that is asked for separately. */
async function createdSince(client: LivespaceClient, request: ChangesRequest, next: SweepPosition) {
  const created = { from: dayBefore(request.since), to: `${dayBefore(request.clock.now() + 3 * dayMs)} 23:59:59` };
  const windows = [
    { status: 'all', created },
    { status: 'outdated', created },
  ];
  return { ...(await readAll(client, windows, request)), next };
}

/**
 * The window by `modified` finds most; observed: a change of status can be later than `modified`. So a sweep through all
 * closed deals goes on by some pages at each look.
 */
async function closedSince(client: LivespaceClient, request: ChangesRequest, sweep: SweepPosition) {
  const { since, pageSize, clock, until, sweepPages = 2 } = request;
  const modified = dayBefore(since);
  const recent = await readAll(
    client,
    closedStatuses.map((status) => ({ status, modified })),
    request,
  );
  let next = sweep;
  for (let page = 0; page < sweepPages && clock.now() < until; page += 1) {
    const { rows, isLast } = await dealPage(client, { ...next, limit: pageSize });
    recent.found.push(...rows.filter((row) => row !== undefined));
    next = isLast ? afterStatus(next.status) : { ...next, offset: next.offset + pageSize };
    if (next.status === sweep.status && next.offset === sweep.offset) break;
  }
  return { ...recent, next };
}

async function readAll(client: LivespaceClient, windows: object[], { pageSize, clock, until }: ChangesRequest) {
  const found: LivespaceDeal[] = [];
  const ends = await Promise.all(
    windows.map(async (window) => {
      for (let offset = 0; clock.now() < until; offset += pageSize) {
        const { rows, isLast } = await dealPage(client, { ...window, limit: pageSize, offset });
        found.push(...rows.filter((row) => row !== undefined));
        if (isLast) return true;
      }
      return false;
    }),
  );
  return { found, complete: ends.every(Boolean) };
}

function afterStatus(status: SweepPosition['status']): SweepPosition {
  const following = (closedStatuses.indexOf(status) + 1) % closedStatuses.length;
  return { status: closedStatuses[following] ?? 'won', offset: 0 };
}

/** Livespace counts from its local midnight: one day more covers every time zone. */
function dayBefore(time: number): string {
  return new Date(time - dayMs).toISOString().slice(0, 10);
}
