import { type EventName, eventNames } from 'livespace-webhooks';
import { events } from 'livespace-webhooks/host';

/** A webhook of Make's and the instant module that shows its events, by their folders. */
export interface Instant {
  webhook: string;
  module: string;
  /** Of the webhook; its subscription is `Make · New Deals`. */
  label: string;
  moduleLabel: string;
  description: string;
  events: readonly EventName[];
  /** Whether Make subscribes by itself; else a person adds the webhook in Livespace. */
  isAttached: boolean;
}

/** Once Livespace has a subscription API: one an event, as its plural is called. */
const attached = eventNames.map((name): Instant => {
  const { plural, triggersWhen } = events[name];
  const webhook = plural.toLowerCase().replaceAll(' ', '-');
  return {
    webhook,
    module: `watch-${webhook}`,
    label: plural,
    moduleLabel: `Watch ${plural}`,
    description: `Triggers when ${triggersWhen}. Subscribes in Livespace by itself, once Livespace has a subscription API.`,
    events: [name],
    isAttached: true,
  };
});

const manual: Instant = {
  webhook: 'deal-events',
  module: 'watch-deal-events',
  label: 'Deal Events',
  moduleLabel: 'Watch Deal Events (Manual)',
  description: `Triggers when ${either(({ triggersWhen }) => triggersWhen)}. You add its webhook in Livespace yourself.`,
  events: eventNames,
  isAttached: false,
};

/** What works on today's accounts first. */
export const instants: readonly Instant[] = [manual, ...attached];

export const scheduled = {
  module: 'watch-deals-scheduled',
  moduleLabel: 'Watch Deals (Scheduled)',
  description: `Triggers when ${either(({ schedule }) => schedule.triggersWhen)}. Runs on the scenario's schedule, so it needs no webhook.`,
};

function either(words: (kind: (typeof events)[EventName]) => string): string {
  return eventNames.map((name) => words(events[name])).join(', or ');
}

/** `watch-new-deals` in, `watchNewDeals` out: a folder, and the id of what it holds. */
export function idOf(folder: string): string {
  return folder.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
