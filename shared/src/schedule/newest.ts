import type { LivespaceClient, ReadOptions } from '../api/client.ts';
import { recentDeals } from '../api/deals.ts';
import type { EventName } from '../events.ts';
import { type Filters, whyHeldBack } from '../item/filters.ts';
import { byNewest, type Item, itemFromDeal } from '../item/item.ts';
import type { LivespaceDeal } from '../wire/deal.ts';
import type { ListStatus } from '../wire/deal-list.ts';

export interface NewestRequest extends ReadOptions {
  event: EventName;
  /** Each is asked for on its own: the newest deals of all may hold none of it. */
  statuses: readonly ListStatus[];
  filters: Filters;
  /** 1 to 100: of the deals read for each status, and of what is returned. */
  limit: number;
}

/**
 * What a host shows to test a trigger: the newest deals as items of the event, newest first, each with its row.
 *
 * @throws LivespaceError as a call does.
 */
export async function newest(
  client: LivespaceClient,
  { event, statuses, filters, limit, ...reading }: NewestRequest,
): Promise<{ item: Item; raw: LivespaceDeal }[]> {
  const rows: LivespaceDeal[] = [];
  for (const status of statuses) {
    const asked = status === 'all' ? {} : { status };
    rows.push(...(await recentDeals(client, { limit, ...asked, ...reading })));
  }
  const sorted = byNewest(event);
  // All deals may hold those of one status too.
  const once = new Map(rows.map((raw) => [raw.id, { item: itemFromDeal(raw, event, client.account.origin), raw }]));
  return [...once.values()]
    .filter(({ item }) => !whyHeldBack(item, filters))
    .sort((one, other) => sorted(one.item, other.item))
    .slice(0, limit);
}
