import { type Item, itemFromDeal, type LivespaceClient } from 'livespace-webhooks';
import { events as kinds, newest, sampleEvents } from 'livespace-webhooks/host';
import type { Settings } from './settings.ts';

export interface Found {
  item: Item;
  /** What it was made of, as Livespace sent it. */
  raw: object;
}

const limit = 10;

/** For a test in the editor: the newest of what starts the workflow, or samples where there is nothing. */
export async function testItems(client: LivespaceClient, { events, filters }: Settings): Promise<Found[]> {
  const found: Found[] = [];
  for (const event of events) {
    found.push(...(await newest(client, { event, statuses: kinds[event].schedule.statuses, filters, limit })));
  }
  if (found.length > 0) return found;
  return events.map((event) => {
    const raw = sampleEvents[event].data;
    return { item: itemFromDeal(raw, event), raw };
  });
}
