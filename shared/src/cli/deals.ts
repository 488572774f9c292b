import { recentDeals } from '../api/deals.ts';
import { eventKind, eventNames } from '../events.ts';
import { type Item, itemFromDeal } from '../item/item.ts';
import { runLook } from '../schedule/run-look.ts';
import { connect } from './connect.ts';
import type { Output } from './output.ts';
import type { Settings } from './settings.ts';

const pageSize = 100;
const patienceMinutes = 15;

/** The newest deals, newest first. @returns the exit code. */
export async function recent(limit: number, settings: Settings, output: Output): Promise<number> {
  const client = await connect(settings);
  const deals = await output.during('reading deals', recentDeals(client, { limit }));
  const [event] = eventNames;
  for (const row of deals) if (event) print(itemFromDeal(row, event, client.account.origin), output);
  if (deals.length === 0) output.say('There are no deals.');
  return 0;
}

/**
 * What webhooks would have told since then, oldest first.
 *
 * @param since in epoch milliseconds.
 * @returns the exit code: 1 where not everything could be read.
 */
export async function changes(since: number, settings: Settings, output: Output): Promise<number> {
  const clock = { now: Date.now, wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) };
  const request = { events: eventNames, pageSize, clock, until: Date.now() + patienceMinutes * 60 * 1000 };
  const begin = () => ({ since: Math.floor(since / 1000), settling: false });
  const client = await connect(settings);
  // No later look goes on from this one, so it sweeps to the end.
  const recollection = { begin, shown: 0, sweptAtFirst: Number.POSITIVE_INFINITY, overlap: 0, isOurs: true };
  const looking = runLook(client, undefined, request, recollection);
  const { items, complete, passedOver, memory, failure } = await output.during('reading changes', looking);
  for (const item of items) print(item, output);
  if (failure) throw failure;
  const isSwept = eventNames.every((name) => {
    const part = memory.events[name];
    return part && (!eventKind(name)?.schedule.sweeps || part.swept > part.since);
  });
  if (!complete || !isSwept) {
    output.say(`This is not complete: there is more than could be read in ${patienceMinutes} minutes.`);
    return 1;
  }
  if (passedOver > 0) {
    output.say('This is not complete: some deals could not be read, or do not tell when they changed.');
    return 1;
  }
  if (items.length === 0) output.say('Nothing has happened since.');
  return 0;
}

function print(item: Item, output: Output): void {
  const { event, occurred_at: when, deal } = item;
  output.say(
    `${when ?? '?'}  ${event}  ${deal.id}  ${deal.name ?? ''}  ${deal.status ?? ''}  ${deal.value ?? ''}`,
    item,
  );
}
