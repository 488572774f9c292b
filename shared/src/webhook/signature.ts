import { createHmac, timingSafeEqual } from 'node:crypto';

const hexDigest = /^[0-9a-f]{64}$/i;

/**
 * Signs a delivery: hex HMAC-SHA256 of the endpoint URL and the raw body (source: webhook.docs.livespace.io/security).
 * ASSUMED, and only here: the URL is followed directly by the body, the key is the secret as UTF-8. No vendor test
 * vector is public.
 *
 * @param url the endpoint URL as configured in Livespace, not as a server behind a proxy sees it.
 * @returns 64 lower-case hex digits.
 */
export function sign(url: string, body: Uint8Array | string, secret: string): string {
  return digest(url, body, secret).toString('hex');
}

/** @returns whether the header's value could be a signature at all. */
export function isSignature(signature: string): boolean {
  return hexDigest.test(signature);
}

/**
 * Compares in constant time; upper-case hex is taken too.
 *
 * @param secrets current and previous; an empty one never matches.
 */
export function verify(url: string, body: Uint8Array | string, signature: string, secrets: readonly string[]): boolean {
  if (!isSignature(signature)) return false;
  const given = Buffer.from(signature, 'hex');
  return secrets.some((secret) => secret && timingSafeEqual(digest(url, body, secret), given));
}

function digest(url: string, body: Uint8Array | string, secret: string): Buffer {
  return createHmac('sha256', secret).update(url).update(body).digest();
}
