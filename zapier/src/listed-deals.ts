import { type EventName, recentDeals, whyHeldBack } from 'livespace-webhooks';
import { byNewest } from 'livespace-webhooks/host';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { connect } from './connection.ts';
import { listedItem, type Source, sampleItem, type ZapItem } from './item.ts';
import { checkSettings } from './settings.ts';

/** How many deals the editor shows to choose from. A deal weighs 13 KB, 20 take some 3 s (observed). */
const listed = 20;
const timeoutMs = 20_000;

/** What the editor shows to test a trigger: the newest deals in the shape of its event, or a sample where there are none. */
export function listDeals(event: EventName, source: Source) {
  return async (z: ZObject, bundle: Bundle): Promise<ZapItem[]> => {
    const { filters } = checkSettings(z, bundle);
    const client = connect(z, bundle);
    const [status, ...others] = filters.statuses;
    const deals = await recentDeals(client, {
      limit: listed,
      timeoutMs,
      ...(status !== undefined && others.length === 0 ? { status } : {}),
    });
    const items = deals
      .map((deal) => listedItem(deal, event, source, client.account.origin))
      .filter((item) => !whyHeldBack(item, filters))
      .sort(byNewest(event));
    return items.length > 0 ? items : [sampleItem(event, source)];
  };
}
