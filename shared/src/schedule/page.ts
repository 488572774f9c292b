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
    this.#limit = Math.max(2, pageSize);
  }

  /**
   * The page at a place begins with the last row that was read, or with others before it where new ones came. If it does
   * not, rows went away and those behind them slipped past: then the next place is a page before.
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
      return { ...page, oldest: null, next: { offset: Math.max(0, offset - limit + 1) + 1, last } };
    }
    if (isLast) return { ...page, next: undefined };
    const mark = bottom ? markOf(String(bottom.id)) : undefined;
    // Of a page that holds nothing new but rows that can't be read, none can serve as a hold.
    if (!bottom || !mark || mark === last?.mark) return { ...page, next: { offset: offset + rows.length } };
    return { ...page, next: { offset: offset + end + 1, last: { mark, created: page.oldest } } };
  }
}

function goesOn(rows: Page['rows'], last: NonNullable<Place['last']>): boolean {
  const top = rows.find((row) => row !== undefined);
  const newest = top ? created(top) : null;
  if (newest !== null && last.created !== null && newest > last.created) return true;
  return rows.some((row) => row !== undefined && markOf(String(row.id)) === last.mark);
}
