import { itemFromEvent } from '../item/item.ts';
import { fill, type RefusalCode, type Remedies, refusals, type Values } from '../messages.ts';
import { type WebhookEvent, webhookEvent } from '../wire/delivery.ts';
import type { FormName } from '../wire/signature-forms.ts';
import { type AdmitOptions, type Admitted, admit, type NotAdmitted } from './admit.ts';
import { isHandshake, jsonOf, type RawRequest, rawBody, signatureOf } from './raw-request.ts';
import { changedForm, isSignature, usable, verify } from './signature.ts';

export interface ReceiveOptions extends AdmitOptions {
  /** The subscription's secret, and the previous one while it is being changed. None yet: Livespace is asked to try again. */
  secrets: readonly string[];
  /** The only signature forms to try; all unless told. */
  forms?: readonly FormName[];
  /** The account's, such as `https://acme.livespace.io`, where it is known: for the deal's `url`. */
  origin?: string | undefined;
}

export type RejectionCode = Exclude<RefusalCode, 'not_ready'>;

/** What became of a request. `status` is the HTTP status to answer with; only 200 stops Livespace from trying again. */
export type Received =
  | { kind: 'handshake'; status: 200 }
  | Rejected
  | (Refusal & { kind: 'not_ready'; status: 503; code: 'not_ready' })
  | NotAdmitted
  | Accepted;

interface Refusal {
  /** Cause and remedy in one. */
  reason: string;
  cause: string;
  /** What the core says; a host may know better. */
  remedy: string;
}

export interface Rejected extends Refusal {
  kind: 'rejected';
  status: 400 | 401 | 413 | 500;
  code: RejectionCode;
}

export interface Accepted extends Admitted {
  /** The delivered JSON, untouched. */
  raw: Record<string, unknown>;
  /** The form in which the delivery was signed. */
  form: FormName;
}

export const maxBodyBytes = 10 * 1024 * 1024;

/**
 * The one path from a request to an item: handshake? -> verify -> parse -> item -> filter -> guard. It fails closed, and
 * never throws, whatever comes from outside and whatever a framework makes of a request.
 */
export async function receive(request: RawRequest, options: ReceiveOptions): Promise<Received> {
  const body = rawBody(request);
  if (body === undefined) return rejected(500, 'body_not_raw');
  if (isHandshake(body)) return { kind: 'handshake', status: 200 };
  if (body.byteLength > maxBodyBytes) return rejected(413, 'too_large');
  const form = authenticate(request, body, options);
  if (typeof form !== 'string') return form;
  const raw = jsonOf(body);
  if (raw === undefined) return rejected(400, 'invalid_json');
  const parsed = webhookEvent.safeParse(raw);
  if (parsed.success) {
    const event = raw as WebhookEvent;
    const admitted = await admit(itemFromEvent(event, options.origin), options);
    return admitted.kind === 'accepted' ? { ...admitted, raw: event, form } : admitted;
  }
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'body');
  return rejected(400, 'invalid_event', { fields: fields.join(', ') });
}

/** @returns the form in which the request is signed, or why it is not taken. */
function authenticate(request: RawRequest, body: Uint8Array, options: ReceiveOptions): FormName | Received {
  const { url } = request;
  const signature = signatureOf(request);
  const form = typeof url === 'string' ? verify(url, body, signature, options.secrets, options) : undefined;
  if (form !== undefined) return form;
  const secrets = usable(options.secrets);
  if (secrets.length === 0) return { kind: 'not_ready', status: 503, code: 'not_ready', ...words('not_ready') };
  if (!signature) return rejected(401, 'missing_signature');
  if (!isSignature(signature)) return rejected(401, 'malformed_signature');
  if (typeof url !== 'string' || url.trim() === '') return rejected(401, 'missing_url');
  const changed = changedForm(url, secrets);
  return changed ? rejected(401, 'form_changed', { form: changed }) : rejected(401, 'wrong_signature');
}

export function rejected(status: Rejected['status'], code: RejectionCode, values: Values = {}): Rejected {
  return { kind: 'rejected', status, code, ...words(code, values) };
}

function words(code: RefusalCode, values: Values = {}): Refusal {
  const cause = fill(refusals[code].cause, values);
  const { remedy } = refusals[code];
  return { reason: `${cause} ${remedy}`, cause, remedy };
}

/** @returns cause and remedy, with the host's own remedy where it has one. */
export function refusalText({ code, cause, remedy }: Refusal & { code: RefusalCode }, remedies: Remedies): string {
  return `${cause} ${remedies[code] ?? remedy}`;
}
