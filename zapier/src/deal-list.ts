import { type EventName, heldBack, type Item, itemFromDeal, recentDeals, samples } from 'livespace-webhooks';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { connect } from './connection.ts';
import { checkSettings } from './settings.ts';

/** How many deals the editor shows to choose from. A deal weighs 13 KB, 20 take some 3 s (observed). */
const listed = 20;
const timeoutMs = 20_000;

/** What the editor shows to test a trigger: the newest deals in the shape of its event, or a sample where there are none. */
export function listDeals(event: EventName) {
  return async (z: ZObject, bundle: Bundle): Promise<Item[]> => {
    const { filters } = checkSettings(z, bundle);
    const [status, ...others] = filters.statuses;
    const deals = await recentDeals(connect(z, bundle), {
      limit: listed,
      timeoutMs,
      ...(status !== undefined && others.length === 0 ? { status } : {}),
    });
    const items = deals.map((deal) => itemFromDeal(deal, event)).filter((item) => !heldBack(item, filters));
    if (event === 'deal.status_changed') items.sort(byLastChange);
    return items.length > 0 ? items : [samples[event]];
  };
}

/** Deals whose status never changed come last. */
function byLastChange({ deal: one }: Item, { deal: other }: Item): number {
  return (other.status_changed_at ?? '').localeCompare(one.status_changed_at ?? '');
}
