import { type EventName, type Item, itemFromDeal, samples } from 'livespace-webhooks';
import { sampleEvents } from 'livespace-webhooks/host';

/** What a Zap gets: the item, and last what it was made of, so that fields which the item lacks can be mapped too. */
export interface ZapItem extends Item {
  /** What Livespace delivered, or the deal's row where a schedule read it; untouched. */
  raw: Readonly<Record<string, unknown>>;
}

/** Where the items of a trigger come from: what is mapped in the editor must be there in every one of them. */
export type Source = 'webhook' | 'api';

export function sampleItem(event: EventName, source: Source): ZapItem {
  const raw = sampleEvents[event];
  return source === 'webhook' ? { ...samples[event], raw } : { ...itemFromDeal(raw.data, event), raw: raw.data };
}

/** The item of a deal read from the API; for the editor of a webhook's trigger as that would have brought it. */
export function listedItem(item: Item, row: ZapItem['raw'], event: EventName, source: Source): ZapItem {
  if (source === 'api') return { ...item, raw: row };
  const { id, occurred_at: timestamp } = item;
  const { delivery_attempt } = samples[event];
  return { ...item, delivery_attempt, raw: { ...sampleEvents[event], id, timestamp, data: row } };
}
