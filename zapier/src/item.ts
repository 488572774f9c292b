import type { EventName, Item } from 'livespace-webhooks';
import { itemFromDeal, samples } from 'livespace-webhooks';
import { sampleEvents } from 'livespace-webhooks/host';

/** What a Zap gets: the item, and last what it was made of, so that fields which the item lacks can be mapped too. */
export interface ZapItem extends Item {
  /** What Livespace delivered, or the deal's row where a schedule read it; untouched. */
  raw: Readonly<Record<string, unknown>>;
}

type Row = Parameters<typeof itemFromDeal>[0];

/** Where the items of a trigger come from: what is mapped in the editor must be there in every one of them. */
export type Source = 'webhook' | 'api';

export function sampleItem(event: EventName, source: Source): ZapItem {
  const raw = sampleEvents[event];
  return { ...samples[event], raw: source === 'webhook' ? raw : raw.data };
}

/** The item of a deal read from the API; for the editor of a webhook's trigger in the envelope in which that would come. */
export function listedItem(row: Row, event: EventName, source: Source, origin: string): ZapItem {
  const item = itemFromDeal(row, event, origin);
  const { id, occurred_at: timestamp } = item;
  return { ...item, raw: source === 'webhook' ? { ...sampleEvents[event], id, timestamp, data: row } : row };
}
