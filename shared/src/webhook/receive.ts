import { createHash } from 'node:crypto';
import { type WebhookEvent, webhookEvent } from '../events.ts';
import { type Filters, heldBack } from './filters.ts';
import type { Guard } from './guard.ts';
import { type Item, itemFromEvent } from './item.ts';
import { isSignature, verify } from './signature.ts';

/** A request as it came, in terms no host owns. */
export interface RawRequest {
  /** The endpoint URL as configured in Livespace: the signature covers it. */
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The bytes as received; a string stands for its UTF-8. */
  body: Uint8Array | string;
}

export interface ReceiveOptions {
  /** The subscription's secret, and the previous one while it is being changed. None yet: events are asked to come again. */
  secrets: readonly string[];
  /** The events the user chose; `any` also takes names that do not exist yet. */
  events: readonly string[] | 'any';
  filters?: Filters;
  /** Holds late events back; otherwise they come with `is_late: true`. */
  skipLate?: boolean;
  guard: Guard;
  /** What the guard's memory belongs to: one subscription, or one workflow and node. */
  scope: string;
}

export type RejectionCode =
  | 'too_large'
  | 'missing_signature'
  | 'malformed_signature'
  | 'wrong_signature'
  | 'invalid_json'
  | 'invalid_event';

/** What became of a request. `status` is the HTTP status to answer with; only 200 stops Livespace from trying again. */
export type Received =
  | { kind: 'handshake'; status: 200 }
  | { kind: 'rejected'; status: 400 | 401 | 413; code: RejectionCode; reason: string }
  | { kind: 'not_ready'; status: 503; reason: string }
  | { kind: 'filtered'; status: 200; reason: string }
  | { kind: 'duplicate'; status: 200 | 503; reason: string }
  | Accepted;

export interface Accepted {
  kind: 'accepted';
  status: 200;
  item: Item;
  /** The delivered JSON, untouched. */
  raw: Record<string, unknown>;
  /** To be called when the host has taken the event. Never rejects. */
  keep(): Promise<void>;
  /** To be called when the host could not take the event, so that its next copy is let in. Never rejects. */
  release(): Promise<void>;
}

const decoder = new TextDecoder();
const maxBodyBytes = 10 * 1024 * 1024;
const longestHandshake = 1024;
const signatureHeader = /^(?:http[-_])?x[-_]livespace[-_]signature$/i;

/**
 * The one gate between a request and an item: handshake? -> verify -> parse -> item -> filter -> guard.
 * It fails closed, and never throws for what came from outside.
 */
export async function receive(request: RawRequest, options: ReceiveOptions): Promise<Received> {
  if (isHandshake(request.body)) return { kind: 'handshake', status: 200 };
  const body = typeof request.body === 'string' ? Buffer.from(request.body) : request.body;
  if (body.byteLength > maxBodyBytes) return rejected(413, 'too_large', 'The body is larger than 10 MB.');

  const secrets = options.secrets.filter(Boolean);
  if (secrets.length === 0) {
    return { kind: 'not_ready', status: 503, reason: 'The secret of the subscription is not known yet.' };
  }
  const forged = checkSignature(request, body, secrets);
  if (forged) return forged;

  const raw = parse(body);
  if (raw === undefined) return rejected(400, 'invalid_json', 'The body is not valid JSON.');
  const parsed = webhookEvent.safeParse(raw);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'body');
    return rejected(400, 'invalid_event', `Not a Livespace event; missing or unreadable: ${fields.join(', ')}.`);
  }

  const event = raw as WebhookEvent;
  const item = itemFromEvent(event, () => fingerprint(body));
  const { events, filters = {}, skipLate, guard, scope } = options;
  if (events !== 'any' && !events.includes(item.event)) return filtered('The event was not chosen.');
  item.is_late = await guard.isLate(scope, item);
  if (item.is_late && skipLate) return filtered('A newer event of this deal came before.');
  const reason = heldBack(item, filters);
  if (reason !== undefined) return filtered(reason);

  const { id } = item;
  const reservation = await guard.reserve(scope, id);
  if (reservation === 'kept') return { kind: 'duplicate', status: 200, reason: 'The event was delivered before.' };
  if (reservation === 'pending') return { kind: 'duplicate', status: 503, reason: 'A copy of the event is in flight.' };
  return {
    kind: 'accepted',
    status: 200,
    item,
    raw: event,
    keep: () => guard.keep(scope, id),
    release: () => guard.release(scope, id),
  };
}

/**
 * Livespace confirms an endpoint with an empty body (source: vendor help article 13429157). ASSUMED: unsigned, and white
 * space, `{}`, `[]` and `null` count as empty, since a PHP sender may encode "nothing" so.
 */
export function isHandshake(body: Uint8Array | string): boolean {
  if (body.length > longestHandshake) return false;
  const text = typeof body === 'string' ? body : decoder.decode(body);
  return /^(?:\{\s*\}|\[\s*\]|null)?$/.test(text.trim());
}

function checkSignature(request: RawRequest, body: Uint8Array, secrets: readonly string[]): Received | undefined {
  const name = Object.keys(request.headers).find((header) => signatureHeader.test(header));
  const signature = String((name && request.headers[name]) ?? '').trim();
  if (!signature) return rejected(401, 'missing_signature', 'The header X-Livespace-Signature is missing.');
  if (!isSignature(signature)) {
    return rejected(401, 'malformed_signature', 'The header X-Livespace-Signature is not 64 hex digits.');
  }
  if (verify(request.url, body, signature, secrets)) return undefined;
  return rejected(
    401,
    'wrong_signature',
    'The signature does not match: Livespace did not send this, or the secret or the endpoint URL is not the one in Account Settings → Webhooks.',
  );
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(body));
  } catch {
    return undefined;
  }
}

/** Stands in for a missing id. The attempt is left out, so that a second delivery of the same event has the same. */
function fingerprint(body: Uint8Array): string {
  const text = decoder.decode(body).replace(/"webhook_delivery_attempt"\s*:\s*"?\d+"?/, '');
  return createHash('sha256').update(text).digest('hex');
}

function rejected(status: 400 | 401 | 413, code: RejectionCode, reason: string): Received {
  return { kind: 'rejected', status, code, reason };
}

function filtered(reason: string): Received {
  return { kind: 'filtered', status: 200, reason };
}
