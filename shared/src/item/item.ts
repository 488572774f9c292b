import { createHash } from 'node:crypto';
import { type EventName, eventKind, events } from '../events.ts';
import type { LivespaceDeal } from '../wire/deal.ts';
import { attemptField, type WebhookEvent } from '../wire/delivery.ts';
import { integer, text } from './coerce.ts';
import { type ItemDeal, itemDeal } from './deal.ts';
import { factKey } from './fact-key.ts';
import { instant } from './times.ts';

/** What every host emits, from every source: a webhook, a list, a schedule, a sample. All keys are always there. */
export interface Item {
  /** The event's id; for a deal from the API its `dedupe_key`. */
  id: string;
  event: string;
  occurred_at: string | null;
  deal: ItemDeal;
  /** A newer event of this deal and name came before this one. */
  is_late: boolean;
  /** Counts from 1; `null` where nothing was delivered. */
  delivery_attempt: number | null;
  /** The fact, whatever brought it: a webhook, a copy of it, a schedule. */
  dedupe_key: string;
}

/**
 * @param event as delivered and checked.
 * @param origin of the account, such as `https://acme.livespace.io`, where it is known: for the deal's `url`.
 */
export function itemFromEvent(event: WebhookEvent, origin?: string): Item {
  const deal = itemDeal(event.data, origin);
  const occurredAt = instant(event.timestamp);
  const id = (isExact(event.id) ? text(event.id) : null) ?? fingerprint(event);
  return {
    id,
    event: event.name,
    occurred_at: occurredAt,
    deal,
    is_late: false,
    delivery_attempt: integer(event[attemptField]),
    dedupe_key: factKey(event.name, deal, occurredAt) ?? id,
  };
}

/** JSON reads two numbers beyond 2^53 as one, so that one of two events would count as a copy. */
function isExact(id: unknown): boolean {
  return typeof id !== 'number' || Math.abs(id) <= Number.MAX_SAFE_INTEGER;
}

/** The item for a deal read from the JSON API, as the event of that name would have given it. */
export function itemFromDeal(row: LivespaceDeal, event: EventName, origin?: string): Item {
  const deal = itemDeal(row, origin);
  const occurredAt = events[event].occurredAt.map((time) => deal[time]).find((time) => time !== null) ?? null;
  const key = factKey(event, deal, occurredAt) ?? fingerprint(row);
  return { id: key, event, occurred_at: occurredAt, deal, is_late: false, delivery_attempt: null, dedupe_key: key };
}

/** How an event of this name is listed: by when it occurred, newest first; where it never did, last. */
export function byNewest(event: string): (one: Item, other: Item) => number {
  const time = eventKind(event)?.occurredAt[0];
  const when = ({ deal, occurred_at: occurredAt }: Item) => (time ? deal[time] : occurredAt) ?? '';
  return (one, other) => when(other).localeCompare(when(one));
}

/**
 * Stands in for a missing id. The attempt is left out, so that a second delivery of the same event has the same. Walks
 * without recursion, since JSON may be nested deeper than the stack.
 */
function fingerprint(content: object): string {
  const hash = createHash('sha256');
  const left: unknown[] = [{ ...content, [attemptField]: undefined }];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'object' && value !== null) {
      hash.update(JSON.stringify(Array.isArray(value) ? [value.length] : Object.keys(value)));
      for (const inner of Object.values(value)) left.push(inner);
    } else {
      hash.update(`${JSON.stringify(value)},`);
    }
  }
  return hash.digest('hex');
}
