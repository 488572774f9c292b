import * as z from 'zod/v4';

/** The events Livespace documents (source: vendor help article 13429157). */
export const eventNames = ['deal.created', 'deal.status_changed'] as const;
export type EventName = (typeof eventNames)[number];

/** A deal's statuses (observed in the JSON API). */
export const dealStatuses = ['open', 'won', 'lost', 'outdated'] as const;
export type DealStatus = (typeof dealStatuses)[number];

const identifier = z.union([z.string().min(1), z.number()]);

/** A deal as Livespace sends it: only `id` is sure, everything else passes through (ASSUMED to be the JSON API's keys). */
export const livespaceDeal = z.looseObject({ id: identifier });
export type LivespaceDeal = z.infer<typeof livespaceDeal>;

/**
 * Checks a delivered event (source: webhook.docs.livespace.io/schema). Only what an item can't be made without is
 * required, so that a field which is new, missing, null or of another type never costs an event. Work on the value that
 * was checked: what parsing returns has the known keys only, which spares a copy of the rest.
 */
export const webhookEvent = z.object({
  /** The event: `deal.created`, `deal.status_changed`, or one that does not exist yet. */
  name: z.string().min(1),
  /** Identifies the notification: a copy has the same. */
  id: z.unknown(),
  /** When it occurred, RFC 3339. */
  timestamp: z.unknown(),
  /** Counts from 1. */
  webhook_delivery_attempt: z.unknown(),
  data: z.object({ id: identifier }),
});
export type WebhookEvent = z.infer<typeof webhookEvent> & { data: LivespaceDeal; [field: string]: unknown };
