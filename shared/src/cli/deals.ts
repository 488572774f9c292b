import { recentDeals } from '../api/deals.ts';
import { eventNames } from '../events.ts';
import { type Item, itemFromDeal } from '../item/item.ts';
import { look } from '../schedule/look.ts';
import { connect } from './connect.ts';
import type { Output } from './output.ts';
import type { Settings } from './settings.ts';

const pageSize = 100;
const patienceMs = 5 * 60 * 1000;

/** The newest deals, newest first. @returns the exit code. */
export async function recent(limit: number, settings: Settings, output: Output): Promise<number> {
  const client = await connect(settings);
  const deals = await output.during('reading deals', recentDeals(client, { limit }));
  const [event] = eventNames;
  for (const row of deals) if (event) print(itemFromDeal(row, event, client.account.origin), output);
  if (deals.length === 0) output.say('There are no deals.');
  return 0;
}

/** What webhooks would have told since then, oldest first. */
export async function changes(since: string, settings: Settings, output: Output): Promise<number> {
  const clock = { now: Date.now, wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) };
  const options = { events: eventNames, pageSize, clock, until: Date.now() + patienceMs, startFrom: since };
  const client = await connect(settings);
  const { items, complete } = await output.during('reading changes', look(client, undefined, options));
  for (const item of items) print(item, output);
  if (items.length === 0) output.say('Nothing has happened since.');
  if (!complete) output.say('There is more than could be read in 5 minutes: use a later --since.');
  return complete ? 0 : 1;
}

function print(item: Item, output: Output): void {
  const { event, occurred_at: when, deal } = item;
  output.say(
    `${when ?? '?'}  ${event}  ${deal.id}  ${deal.name ?? ''}  ${deal.status ?? ''}  ${deal.value ?? ''}`,
    item,
  );
}
