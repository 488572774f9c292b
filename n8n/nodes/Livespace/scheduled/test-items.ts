import {
  type Item,
  itemFromDeal,
  type LivespaceClient,
  type LivespaceDeal,
  recentDeals,
  samples,
  whyHeldBack,
} from 'livespace-webhooks';
import { byNewest, events as kinds, sampleEvents } from 'livespace-webhooks/host';
import type { Settings } from './settings.ts';

export interface Found {
  item: Item;
  /** What it was made of, as Livespace sent it. */
  raw: object;
}

const shown = 10;

/** For a test in the editor: the newest of what starts the workflow, or samples where there is nothing. */
export async function testItems(client: LivespaceClient, { events, filters }: Settings): Promise<Found[]> {
  const found: Found[] = [];
  for (const event of events) {
    const rows: LivespaceDeal[] = [];
    for (const status of kinds[event].schedule.statuses) {
      rows.push(...(await recentDeals(client, { limit: shown, ...(status === 'all' ? {} : { status }) })));
    }
    const newest = byNewest(event);
    // All deals may hold those of one status too.
    const once = new Map(rows.map((raw) => [raw.id, { item: itemFromDeal(raw, event, client.account.origin), raw }]));
    const ofEvent = [...once.values()]
      .filter(({ item }) => !whyHeldBack(item, filters))
      .sort((one, other) => newest(one.item, other.item));
    found.push(...ofEvent.slice(0, shown));
  }
  return found.length > 0 ? found : events.map((event) => ({ item: samples[event], raw: sampleEvents[event].data }));
}
