import type { LivespaceClient } from '../api/client.ts';
import { dealPage } from '../api/deals.ts';
import type { Clock } from '../clock.ts';
import { reader } from '../item/read.ts';
import { instant } from '../item/times.ts';
import { dealPaths, type LivespaceDeal } from '../wire/deal.ts';
import { markOf } from './known.ts';
import type { Place } from './memory.ts';
import { inSeconds } from './seconds.ts';

export interface Page {
  /** `undefined` stands for a row that can't be read. */
  rows: (LivespaceDeal | undefined)[];
  /** Livespace's clock before it was asked for, in seconds. */
  askedAt: number;
  /** When the last row was created, where it tells and nothing slipped past. */
  oldest: number | null;
  /** Where the list goes on; at its end nowhere. */
  next: Place | undefined;
}

/** Livespace has not said how many rows a page may have; more weigh too much (observed). */
const mostRows = 100;

const createdAt = reader(dealPaths.created_at, instant);
const created = (row: LivespaceDeal) => inSeconds(createdAt(row));

/** Reads lists of deals page by page, though they shift between two pages. */
export class PageReader {
  /** How many pages were read. */
  count = 0;
  readonly #client: LivespaceClient;
  readonly #clock: Clock;
  readonly #limit: number;

  constructor(client: LivespaceClient, { clock, pageSize }: { clock: Clock; pageSize: number }) {
    this.#client = client;
    this.#clock = clock;
    // One row of each page is the last of the page before.
    this.#limit = Math.max(2, Math.trunc(pageSize) || mostRows);
  }

  /**
   * The page at a place begins with the row that it has to, or with others before it where new ones came. If it does not, rows
   * went away and those behind them slipped past, or Livespace lists those of one second in another order now: then the next
   * place is a page before, and of such a second it is the first row, from where reading goes on in pages that overlap.
   *
   * @throws LivespaceError
   */
  async read(conditions: Record<string, unknown>, { offset: unread, last }: Place): Promise<Page> {
    const limit = this.#limit;
    const offset = last ? Math.max(0, unread - 1) : unread;
    const hostTime = this.#clock.now();
    const { rows, isLast, askedAt = hostTime } = await dealPage(this.#client, { ...conditions, limit, offset });
    this.count += 1;
    const end = rows.findLastIndex((row) => row !== undefined);
    const bottom = rows[end];
    const page = { rows, askedAt: Math.floor(askedAt / 1000), oldest: bottom ? created(bottom) : null };
    if (last && offset > 0 && !goesOn(rows, last)) {
      // A place may have been damaged, or most deals deleted: then page by page would take too long.
      const before = rows.length === 0 ? Math.floor(offset / 2) : Math.max(0, offset - limit + 1);
      const tie = newest(rows) === last.created ? 'back' : isMoving(last) ? last.tie : undefined;
      return { ...page, oldest: null, next: { offset: before + 1, last: { ...last, tie } } };
    }
    if (isLast) return { ...page, next: undefined };
    const isTie = isMoving(last) && page.oldest === last.created;
    // Behind the hold of the page before there is nothing that can be read: none can serve as the next.
    if (end < 1) return { ...page, next: { offset: offset + rows.length } };
    const hold = holdOf(rows, end, isTie ? page.askedAt : undefined);
    const mark = markOf(String(rows[hold]?.id));
    const tie = isTie ? 'on' : newest(rows) === page.oldest ? 'full' : undefined;
    return { ...page, next: { offset: offset + hold + 1, last: { mark, created: page.oldest, tie } } };
  }
}

/** Whether Livespace was seen to sort those of one second anew for each page. */
export function isMoving(last: Place['last']): last is NonNullable<Place['last']> {
  return last?.tie === 'back' || last?.tie === 'on';
}

/**
 * @param end of the last row that can be read.
 * @param moment where those of one second fill pages and seem to have no order: when the page was asked for.
 * @returns the index of the row that the next page has to begin with, 1 at least.
 */
function holdOf(rows: Page['rows'], end: number, moment: number | undefined): number {
  const oldest = rows[end] && created(rows[end]);
  const first = oldest === null ? end : rows.findIndex((row) => row !== undefined && created(row) === oldest);
  if (first > 0) return first;
  // Pages that begin elsewhere at each pass, and overlap by a half or more: what one does not show, another does.
  return Math.max(
    1,
    moment === undefined ? end : Math.floor(end / 2) - (scattered(moment) % Math.max(1, Math.floor(end / 4))),
  );
}

/** Knuth's multiplicative hash. */
function scattered(moment: number): number {
  return Math.imul(moment, 2_654_435_761) >>> 8;
}

function goesOn(rows: Page['rows'], { mark, created: second, tie }: NonNullable<Place['last']>): boolean {
  const top = newest(rows);
  if (tie === 'on' && (top === null || top === second)) return true;
  if (top !== null && second !== null && top > second) return true;
  if (tie === 'back' && second !== null) return false;
  const place = rows.filter((row) => row !== undefined).findIndex(({ id }) => markOf(String(id)) === mark);
  return tie === 'full' && top === second ? place === 0 : place >= 0;
}

function newest(rows: Page['rows']): number | null {
  const top = rows.find((row) => row !== undefined);
  return top ? created(top) : null;
}
