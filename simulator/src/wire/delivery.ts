import { phpJson } from './php-json.ts';

/** DOC. */
export const signatureHeader = 'X-Livespace-Signature';

/** A webhook before it is addressed to anybody. `id` stays the same in every copy and attempt (DOC). */
export interface Event {
  id: string;
  name: string;
  /** When it happened: RFC 3339 (DOC), unless the account's profile says otherwise. Undefined: left out. */
  timestamp: string | number | undefined;
  version: string;
  data: unknown;
}

/** DOC: the envelope of an event. `attempt` counts from 1. */
export function deliveryBody({ version, name, id, timestamp, data }: Event, attempt: number): string {
  return phpJson({ version, name, id, timestamp, webhook_delivery_attempt: attempt, data });
}
