import type { EventName } from 'livespace-webhooks';
import { type EventKind, events } from 'livespace-webhooks/host';
import { dealPaths } from 'livespace-webhooks/wire';
import { nonZeroDigits, numberOf } from './amount.ts';
import { replace } from './iml.ts';
import { read } from './read.ts';
import { hasStatus, status } from './status.ts';
import { seconds, timeText } from './time.ts';

type Part = EventKind['key']['parts'][number];

/** The core's fact-key.ts in IML: `null` where a part is unknown. @param occurredAt where the event's time may stand. */
export function factKey(event: EventName, deal: string, occurredAt: readonly string[]): string {
  const { key, occurredAt: ownTimes }: EventKind = events[event];
  const own = ownTimes.slice(0, 1).map((time) => read(deal, dealPaths[time]));
  const time = timeText([...new Set([...own, ...occurredAt])]);
  const value = nonZeroDigits(read(deal, dealPaths.value_final), read(deal, dealPaths.value));
  const known: Record<Part, string> = { status: hasStatus(deal), value, when: time };
  const texts: Record<Part, string> = {
    status: encoded(`ifempty(${status(deal)}, '?')`),
    value: `toString(${numberOf(value)})`,
    when: seconds(time),
  };
  const parts = [encoded(`toString(${deal}.id)`), ...key.parts.map((part) => texts[part])];
  const whole = [`'${key.prefix}'`, ...parts].join(` + ':' + `);
  return key.parts.reduceRight((then, part) => `if(${known[part]}, ${then}, null)`, whole);
}

function encoded(part: string): string {
  return replace(replace(part, '%', '%25', 'g'), ':', '%3A', 'g');
}
