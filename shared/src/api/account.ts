import { createHash } from 'node:crypto';
import { livespaceError } from '../errors.ts';
import { authFields, authMethod } from '../wire/json-api.ts';

/** The three fields every host asks for, as the user typed them. */
export interface AccountFields {
  subdomain?: unknown;
  apiKey?: unknown;
  apiSecret?: unknown;
}

/**
 * A checked Livespace account. The key and the secret stay in here: what leaves is a token request and a signed set of
 * authorization fields, so that printing an account shows neither.
 */
class Account {
  /** Where every request goes: `https://<subdomain>.livespace.io`, or a loopback origin where allowed. */
  readonly origin: string;
  /** The subdomain, or host and port of a loopback origin. */
  readonly label: string;
  readonly isLoopback: boolean;
  readonly #apiKey: string;
  readonly #apiSecret: string;

  constructor(origin: string, label: string, isLoopback: boolean, apiKey: string, apiSecret: string) {
    this.origin = origin;
    this.label = label;
    this.isLoopback = isLoopback;
    this.#apiKey = apiKey;
    this.#apiSecret = apiSecret;
  }

  /** @returns the form fields of `getToken` (docs/livespace.md#json-api). */
  tokenFields(): Record<string, string> {
    return { [authFields.method]: authMethod, [authFields.key]: this.#apiKey };
  }

  /** @returns the authorization fields of one call: SHA-1 of key + token + secret (docs/livespace.md#json-api). */
  callFields(token: string, session: string): Record<string, string> {
    const sha = createHash('sha1').update(`${this.#apiKey}${token}${this.#apiSecret}`).digest('hex');
    return { ...this.tokenFields(), [authFields.sha]: sha, [authFields.session]: session };
  }
}

export type { Account };

const address = /^(?:https:\/\/)?([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.livespace\.io)?\/?$/i;
const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Checks what the user typed.
 *
 * @param fields `subdomain` is `acme`, `acme.livespace.io` or `https://acme.livespace.io/`.
 * @param options `allowLoopback` also takes `http://127.0.0.1:4010`: for the simulator, never where the loopback
 *   belongs to somebody else (Zapier's servers).
 * @throws LivespaceError `invalid_subdomain` or `missing_credentials`, before any request is made.
 */
export function createAccount(fields: AccountFields, options: { allowLoopback?: boolean } = {}): Account {
  const typed = text(fields.subdomain);
  const place = livespaceHost(typed) ?? (options.allowLoopback ? loopback(typed) : undefined);
  if (!place) {
    throw livespaceError('invalid_subdomain', {});
  }
  const apiKey = credential(fields.apiKey, 'API key');
  const apiSecret = credential(fields.apiSecret, 'API secret');
  return new Account(place.origin, place.label, place.isLoopback, apiKey, apiSecret);
}

function livespaceHost(typed: string) {
  const label = address.exec(typed)?.[1]?.toLowerCase();
  return label ? { origin: `https://${label}.livespace.io`, label, isLoopback: false } : undefined;
}

function loopback(typed: string) {
  if (!/^https?:\/\/[^\s@\\?#]+$/i.test(typed) || !URL.canParse(typed)) return undefined;
  const url = new URL(typed);
  const isLoopback = loopbackHosts.has(url.hostname) && url.pathname === '/';
  return isLoopback ? { origin: url.origin, label: url.host, isLoopback } : undefined;
}

function credential(value: unknown, field: string): string {
  const trimmed = text(value);
  if (trimmed) return trimmed;
  throw livespaceError('missing_credentials', { field });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
