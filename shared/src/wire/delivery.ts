import * as z from 'zod/v4';
import { type LivespaceDeal, livespaceDeal } from './deal.ts';

/** Documented (docs/livespace.md#delivery). Zapier writes it with `Http-` before it; CGI would write underscores. */
export const signatureHeader = 'X-Livespace-Signature';

/** Documented: nothing else stops Livespace from trying again (docs/livespace.md#delivery). */
export const successStatuses: readonly number[] = [200, 204];

/** Documented: how long Livespace waits for an answer, in milliseconds (docs/livespace.md#delivery). */
export const answerWithinMs = 3000;

/**
 * Documented: an empty body confirms an endpoint (docs/livespace.md#handshake). ASSUMED: it is unsigned, and a PHP sender
 * may encode "nothing" so.
 */
export const handshakeBody = /^(?:\{\s*\}|\[\s*\]|null|"")?$/;

/**
 * The documented envelope of an event (docs/livespace.md#payload). Only what an item can't be made without is checked, so
 * that a field which is new, missing, null or of another type never costs an event. Work on the value that was checked:
 * what parsing returns has these keys only, which spares a copy of the rest.
 */
export const webhookEvent = z.object({
  /** The event: one of ours, or one that does not exist yet. */
  name: z.string().min(1),
  data: z.object(livespaceDeal.shape),
});

export interface WebhookEvent {
  name: string;
  /** Identifies the notification: a copy has the same. */
  id?: unknown;
  /** When it occurred, RFC 3339. */
  timestamp?: unknown;
  /** Counts from 1. */
  webhook_delivery_attempt?: unknown;
  data: LivespaceDeal;
  [field: string]: unknown;
}

/** The only field in which two deliveries of one event differ (documented). */
export const attemptField = 'webhook_delivery_attempt' satisfies keyof WebhookEvent;
