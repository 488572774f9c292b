import { eventKind } from '../events.ts';
import type { ItemDeal } from './deal.ts';

/**
 * `created:<deal>`, `status:<deal>:<status>:<YYYY-MM-DDTHH:MM:SSZ>`, or for an event that we don't know
 * `<name>:<deal>:<when>`, with `%` and `:` inside a part percent-encoded.
 *
 * @param occurredAt of the event, where the deal has no time of its own for it.
 * @returns nothing where a part is unknown: two facts would share the key.
 */
export function factKey(event: string, deal: ItemDeal, occurredAt: string | null): string | undefined {
  const kind = eventKind(event);
  const { prefix, parts } = kind?.key ?? { prefix: encoded(event), parts: ['when'] as const };
  const own = kind?.occurredAt[0];
  const known = {
    status: deal.status,
    value: deal.value === null ? null : String(deal.value),
    when: seconds((own && deal[own]) ?? occurredAt),
  };
  let key = `${prefix}:${encoded(deal.id)}`;
  for (const part of parts) {
    const value = known[part];
    if (value === null) return undefined;
    key += part === 'when' ? `:${value}` : `:${encoded(value)}`;
  }
  return key;
}

/** Livespace's times are whole seconds (observed), so that an event's own fraction must not part it from its deal. */
function seconds(time: string | null): string | null {
  return time === null ? null : `${time.slice(0, 19)}Z`;
}

/** So that two keys can't meet in one text, whose parts are joined by colons. */
export function encoded(part: string): string {
  return /[%:]/.test(part) ? part.replaceAll('%', '%25').replaceAll(':', '%3A') : part;
}
