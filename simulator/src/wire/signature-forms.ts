import { createHmac } from 'node:crypto';

/** DOC: HMAC-SHA256, in hex, of URL, body and secret. ASSUMED: URL directly followed by body, keyed with the secret. */
export function sign(url: string, body: string, secret: string): string {
  return createHmac('sha256', secret).update(url).update(body).digest('hex');
}
