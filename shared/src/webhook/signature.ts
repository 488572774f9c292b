import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type FormName, firstForm, formNames, type SignatureForm, signatureForms } from '../wire/signature-forms.ts';
import { pasted } from './pasted.ts';

const digestLength = 64;
const hex = /^[0-9a-f]+$/i;

const plainForms = formNames.filter((name) => !signatureForms.get(name)?.normalized);

/** Larger bodies are tried in one form only, so that a forged one costs little. */
const largeBytes = 256 * 1024;
const mostRemembered = 1000;

interface Remembered {
  form: FormName;
  /** Signatures in a row that did not match since. */
  failures: number;
}

/** By a hash of secret and URL: the form in which a delivery matched, from then on the only one that is tried. */
const remembered = new Map<string, Remembered>();

export interface VerifyOptions {
  /** Only these are tried; all unless told. */
  forms?: readonly FormName[];
}

/** @returns whether the header's value, which may be missing, could be a signature at all. */
export function isSignature(signature: unknown): signature is string {
  return typeof signature === 'string' && signature.length === digestLength && hex.test(signature);
}

/**
 * Signs a delivery: hex HMAC-SHA256 of endpoint URL and raw body (docs/livespace.md#signature).
 *
 * @param url as configured in Livespace, not as a server behind a proxy sees it.
 * @param form how the two are joined; the likeliest unless told.
 * @returns 64 lower-case hex digits.
 */
export function sign(url: string, body: Uint8Array | string, secret: string, form: FormName = firstForm): string {
  return digest(signatureForms.get(form) as SignatureForm, url.trim(), body, pasted(secret));
}

/**
 * Compares in constant time; upper-case hex is taken too. Costs at most one HMAC a form and secret.
 *
 * @param configuredUrl as for {@link sign}; white space around it does not count. An empty one verifies nothing.
 * @param secrets current and previous; white space around them does not count, and one without a letter or digit is none.
 * @returns the name of the form that matched, or `undefined`.
 */
export function verify(
  configuredUrl: string,
  rawBody: Uint8Array | string,
  signature: string | undefined,
  secrets: readonly string[],
  options: VerifyOptions = {},
): FormName | undefined {
  const url = String(configuredUrl ?? '').trim();
  if (url === '' || !isSignature(signature)) return undefined;
  const body = typeof rawBody === 'string' ? Buffer.from(rawBody) : rawBody;
  const given = Buffer.from(signature.toLowerCase());
  const tried = usable(secrets).map((secret) => ({ secret, key: memoryKey(url, secret) }));
  for (const { secret, key } of tried) {
    const known = remembered.get(key);
    for (const name of candidates(url, body, known?.form, options.forms)) {
      const form = signatureForms.get(name) as SignatureForm;
      if (!timingSafeEqual(Buffer.from(digest(form, url, body, secret)), given)) continue;
      if (!isAmbiguous(form, body)) remember(key, name);
      return name;
    }
  }
  for (const { key } of tried) {
    const known = remembered.get(key);
    if (known) known.failures += 1;
  }
  return undefined;
}

/** @returns the form that matched before, where several signatures in a row did not match since. */
export function changedForm(url: string, secrets: readonly string[]): FormName | undefined {
  const all = usable(secrets).flatMap((secret) => remembered.get(memoryKey(url.trim(), secret)) ?? []);
  return all.find(({ failures }) => failures > 1)?.form;
}

/** Quotes, stars or dots alone are a placeholder that anybody can guess. */
export function usable(secrets: readonly unknown[]): string[] {
  return secrets.map(pasted).filter((secret) => /[\p{L}\p{N}]/u.test(secret));
}

function candidates(
  url: string,
  body: Uint8Array,
  known: FormName | undefined,
  pinned?: readonly FormName[],
): readonly FormName[] {
  if (known !== undefined && (pinned ?? formNames).includes(known)) return [known];
  const possible =
    pinned?.filter((name) => signatureForms.has(name)) ?? (normalized(url) === url ? plainForms : formNames);
  return body.length > largeBytes ? possible.slice(0, 1) : possible;
}

const movable: readonly unknown[] = ['/', ...Array.from(signatureForms.values(), ({ separator }) => separator)].map(
  (sign) => sign.charCodeAt(0),
);

/**
 * Whether the body begins or ends with what may be another form's separator, or the slash that a normalized URL ends with.
 * Whoever has seen a delivery could make such a body, of white space or of no JSON, and the true form would be refused from
 * then on.
 */
function isAmbiguous({ urlFirst, separator }: SignatureForm, body: Uint8Array): boolean {
  return separator === '' && movable.includes(body.at(urlFirst ? 0 : -1));
}

function normalized(url: string): string {
  return URL.canParse(url) ? new URL(url).href : url;
}

function digest(form: SignatureForm, url: string, body: Uint8Array | string, secret: string): string {
  const signed = form.normalized ? normalized(url) : url;
  const [first, second] = form.urlFirst ? [signed, body] : [body, signed];
  const hmac = createHmac('sha256', secret).update(first);
  return (form.separator ? hmac.update(form.separator) : hmac).update(second).digest('hex');
}

let latest: { url: string; secret: string; key: string } | undefined;

/** Most processes have one subscription: its key is not computed again for each delivery. */
function memoryKey(url: string, secret: string): string {
  if (latest?.url !== url || latest.secret !== secret)
    latest = { url, secret, key: createHash('sha256').update(`${secret}\0${url}`).digest('base64') };
  return latest.key;
}

/** The oldest goes first. */
function remember(key: string, form: FormName): void {
  const known = remembered.get(key);
  if (known?.form === form) {
    known.failures = 0;
    return;
  }
  if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value ?? '');
  remembered.set(key, { form, failures: 0 });
}
