import type { DealStatus, EventName } from 'livespace-webhooks';
import { type EventKind, events, newest } from 'livespace-webhooks/host';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { connect } from './connection.ts';
import { listedItem, type Source, sampleItem, type ZapItem } from './item.ts';
import { checkSettings } from './settings.ts';

/** How many deals the editor shows to choose from. A deal weighs 13 KB, 20 take some 3 s (observed). */
const limit = 20;
const timeoutMs = 20_000;

/** What the editor shows to test a trigger: the newest deals in the shape of its event, or a sample where there are none. */
export function listDeals(event: EventName, source: Source) {
  return async (z: ZObject, bundle: Bundle): Promise<ZapItem[]> => {
    const { filters } = checkSettings(z, bundle);
    const statuses = statusesOf(event, source, filters.statuses);
    const found = await newest(connect(z, bundle), { event, statuses, filters, limit, timeoutMs });
    const items = found.map(({ item, raw }) => listedItem(item, raw, event, source));
    return items.length > 0 ? items : [sampleItem(event, source)];
  };
}

/** Those of which the trigger can bring a deal: a schedule does not find every status. */
function statusesOf(event: EventName, source: Source, chosen: readonly DealStatus[]) {
  if (source === 'webhook') return chosen.length > 0 ? chosen : (['all'] as const);
  const { statuses }: EventKind['schedule'] = events[event].schedule;
  return statuses.filter((one) => one === 'all' || chosen.length === 0 || chosen.includes(one));
}
