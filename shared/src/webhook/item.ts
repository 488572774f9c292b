import type { EventName, LivespaceDeal, WebhookEvent } from '../events.ts';
import { amount, day, instant, integer, isRecord, list, text } from './coerce.ts';

export interface Reference {
  id: string | null;
  name: string | null;
}

export interface Owner extends Reference {
  email: string | null;
}

/** A deal, the same on every host. What is unknown is `null`, a list that is unknown is empty. */
export interface ItemDeal {
  id: string;
  name: string | null;
  /** `open`, `won`, `lost`, `outdated`, or one that does not exist yet. */
  status: string | null;
  status_name: string | null;
  value: number | null;
  currency: string | null;
  /** In percent. */
  probability: number | null;
  process: Reference;
  stage: Reference;
  owners: Owner[];
  company: Reference;
  contact: Reference;
  /** As Livespace sends them: their shape is not documented. */
  products: unknown[];
  /** As Livespace sends them: their shape is not documented. */
  costs: unknown[];
  tags: string[];
  /** Times are ISO 8601 in UTC. */
  created_at: string | null;
  modified_at: string | null;
  /** `null` on an open deal. */
  status_changed_at: string | null;
  /** `YYYY-MM-DD` */
  closes_on: string | null;
  /** Why it was won or lost. */
  reason: string | null;
  url: string | null;
}

/** What every host emits, from every source: a webhook, a list, a schedule, a sample. */
export interface Item {
  /** The event's id; for a deal from the API its `dedupe_key`. */
  id: string;
  /** The fact, whatever brought it: `created:<deal id>` or `status:<deal id>:<status>:<when>`. */
  dedupe_key: string;
  event: string;
  occurred_at: string | null;
  /** Counts from 1; `null` where nothing was delivered. */
  delivery_attempt: number | null;
  /** A newer event of this deal and name came before this one. */
  is_late: boolean;
  deal: ItemDeal;
}

/**
 * @param event as delivered and checked.
 * @param fallbackId makes what stands in where Livespace gave the notification no id.
 */
export function itemFromEvent(event: WebhookEvent, fallbackId: () => string): Item {
  const deal = itemDeal(event.data);
  const occurredAt = instant(event.timestamp);
  return {
    id: text(event.id) ?? fallbackId(),
    dedupe_key: dedupeKey(event.name, deal, occurredAt),
    event: event.name,
    occurred_at: occurredAt,
    delivery_attempt: integer(event.webhook_delivery_attempt),
    is_late: false,
    deal,
  };
}

/** The item for a deal read from the JSON API, as the event of that name would have given it. */
export function itemFromDeal(wire: LivespaceDeal, event: EventName): Item {
  const deal = itemDeal(wire);
  const occurredAt = event === 'deal.created' ? deal.created_at : (deal.status_changed_at ?? deal.modified_at);
  const key = dedupeKey(event, deal, occurredAt);
  return {
    id: key,
    dedupe_key: key,
    event,
    occurred_at: occurredAt,
    delivery_attempt: null,
    is_late: false,
    deal,
  };
}

function dedupeKey(event: string, deal: ItemDeal, occurredAt: string | null): string {
  if (event === 'deal.created') return `created:${deal.id}`;
  const when = deal.status_changed_at ?? occurredAt;
  return event === 'deal.status_changed'
    ? `status:${deal.id}:${deal.status}:${when}`
    : `${event}:${deal.id}:${occurredAt}`;
}

function itemDeal(wire: LivespaceDeal): ItemDeal {
  return {
    id: String(wire.id),
    name: text(wire.name),
    status: text(wire.status)?.toLowerCase() ?? null,
    status_name: text(wire.status_name),
    // Observed: two modes of accounts, one of which leaves value_final zero, so that a zero says nothing.
    value: amount(wire.value_final) || amount(wire.value),
    currency: text(wire.currency),
    probability: amount(wire.probability),
    process: reference(wire, 'process'),
    stage: reference(wire, 'stage'),
    owners: owners(wire),
    company: reference(wire, 'company'),
    contact: reference(wire, 'contact'),
    products: list(wire.products),
    costs: list(wire.costs),
    tags: list(wire.tags).flatMap((tag) => text(isRecord(tag) ? tag.name : tag) ?? []),
    created_at: instant(wire.created),
    modified_at: instant(wire.modified),
    status_changed_at: instant(wire.status_change_date),
    closes_on: day(wire.date_end),
    reason: text(wire.won_reason_name) ?? text(wire.lost_reason_name),
    url: text(wire.url),
  };
}

/** The JSON API has `process_id` and `process_name` side by side; a nested `process` is understood as well. */
function reference(wire: LivespaceDeal, name: string): Reference {
  const nested = isRecord(wire[name]) ? wire[name] : {};
  return {
    id: text(wire[`${name}_id`]) ?? text(nested.id),
    name: text(wire[`${name}_name`]) ?? text(nested.name),
  };
}

function owners(wire: LivespaceDeal): Owner[] {
  const several = list(wire.owners).map((row) =>
    isRecord(row)
      ? { id: text(row.id), name: text(row.name), email: text(row.email) }
      : { id: null, name: text(row), email: null },
  );
  if (several.length > 0) return several;
  const one = { ...reference(wire, 'owner'), email: text(wire.owner_email) };
  return one.id || one.name || one.email ? [one] : [];
}
