import type { Account } from '../api/account.ts';
import { checkEndpoint, checkPublicUrl } from '../api/endpoint.ts';
import { livespaceError } from '../errors.ts';
import { isMasked } from '../wire/subscriptions.ts';

/** What a person pasted to receive by hand: trimmed, since line breaks and invisible signs are easily copied with it. */
export function pasted(value: unknown): string {
  return typeof value === 'string' ? value.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '') : '';
}

/** @returns the URL, which Livespace, or that account where it is known, could call. @throws LivespaceError `invalid_endpoint` */
export function checkPastedUrl(value: unknown, account?: Account): string {
  const url = pasted(value);
  if (account) checkEndpoint(url, account);
  else checkPublicUrl(url);
  return url;
}

/** @returns the secret. @throws LivespaceError `missing_secret`, or `masked_secret` where its placeholders were copied. */
export function checkPastedSecret(value: unknown): string {
  const secret = pasted(value);
  if (secret === '') throw livespaceError('missing_secret', {});
  if (isMasked(secret))
    throw livespaceError('masked_secret', { secret: secret.slice(0, 4).replace(/[^*•●∙·.#-]/gu, '…') });
  return secret;
}
