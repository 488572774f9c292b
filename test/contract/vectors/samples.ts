import { eventNames } from 'livespace-webhooks';
import { events, sampleEvents } from 'livespace-webhooks/host';
import { accepted } from './build.ts';
import type { Vector } from './vector.ts';

/** Whatever the record of events holds, as Livespace would deliver it. */
export const samples: Vector[] = eventNames.map((name) => {
  const { key, sample } = events[name];
  const item = { id: sample.id, event: name, dedupe_key: expect.stringMatching(new RegExp(`^${key.prefix}:`)) };
  return accepted(`the sample of ${name}`, sampleEvents[name], item, { events: [name] });
});
