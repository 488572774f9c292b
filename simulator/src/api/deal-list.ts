import { createHash } from 'node:crypto';
import { type Deal, type Status, statuses } from '../wire/deal.ts';
import { Refusal } from '../wire/envelope.ts';
import { fromLocalTime } from '../wire/times.ts';
import { count, type Params } from './params.ts';

type Condition = (deal: Deal) => boolean;

/** What nobody knows of lists, and what is so unless told. */
export interface ListOptions {
  /** Whether `status: "all"` includes outdated deals. No. */
  allIncludesOutdated?: boolean;
  /** Whether the order of deals of one second depends on the page, as it does where a database sorts each anew. No. */
  tiesMove?: boolean;
}

/**
 * `Deal/getAll`: the deals, newest first, and its parameters in; one page out. Its quirks, all OBS:
 * it needs a condition (420, ASSUMED); a condition that it can't read holds nothing back; `order` does nothing.
 */
export function listDeals(
  deals: readonly Deal[],
  params: Params,
  { allIncludesOutdated = false, tiesMove = false }: ListOptions = {},
): Deal[] {
  const { status, modified, created } = params;
  if (status === undefined && modified === undefined && created === undefined) {
    throw new Refusal(420, 'a condition is needed');
  }
  const conditions = [byStatus(status, allIncludesOutdated), ...byModified(modified), ...byCreated(created)];
  const offset = count(params.offset) ?? 0;
  const limit = count(params.limit) ?? deals.length;
  const found = deals.filter((deal) => conditions.every((holds) => holds(deal)));
  return (tiesMove ? withTiesOf(found, offset + limit) : found).slice(offset, offset + limit);
}

function withTiesOf(deals: readonly Deal[], page: number): Deal[] {
  const second = ({ created }: Deal) => Math.floor(created / 1000);
  const rank = new Map(deals.map((deal) => [deal, createHash('sha1').update(`${deal.id} ${page}`).digest('hex')]));
  return [...deals].sort((a, b) => second(b) - second(a) || ((rank.get(a) ?? '') < (rank.get(b) ?? '') ? -1 : 1));
}

function byStatus(status: unknown, allIncludesOutdated: boolean): Condition {
  if (statuses.includes(status as Status)) return (deal) => deal.status === status;
  if (status === 'all' && !allIncludesOutdated) return (deal) => deal.status !== 'outdated';
  return () => true;
}

/** Only a plain day is read: nobody has recorded what a time of day does here. */
function byModified(day: unknown): Condition[] {
  const from = typeof day === 'string' && day.length === 10 ? fromLocalTime(day) : null;
  return from === null ? [] : [(deal) => deal.modified >= from];
}

/** A `to` without a time of day is that day's first moment, hence the advice to send 23:59:59. */
function byCreated(range: unknown): Condition[] {
  const { from, to } = Object(range) as Params;
  const earliest = fromLocalTime(from);
  const latest = fromLocalTime(to);
  return [
    ...(earliest === null ? [] : [(deal: Deal) => deal.created >= earliest]),
    // Wire times are whole seconds.
    ...(latest === null ? [] : [(deal: Deal) => deal.created < latest + 1000]),
  ];
}
