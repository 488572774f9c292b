import { createHmac } from 'node:crypto';

const joints = { '': '', 'newline-': '\n', 'dot-': '.', 'pipe-': '|', 'colon-': ':' } as const;
type Joint = keyof typeof joints;

/** How URL and body are joined. `-normalized` takes the URL as `new URL(url).href` writes it. */
export type SignatureForm = `${`url-${Joint}body` | `body-${Joint}url`}${'' | '-normalized'}`;

/** ASSUMED, every one: the vendor says only that URL, body and secret go in. `url-body` is the likeliest reading. */
export const signatureForms = Object.fromEntries(
  Object.entries(joints).flatMap(([name, joint]) => {
    const forward = (url: string, body: string) => `${url}${joint}${body}`;
    const mirrored = (url: string, body: string) => `${body}${joint}${url}`;
    return [
      [`url-${name}body`, forward],
      [`body-${name}url`, mirrored],
      [`url-${name}body-normalized`, (url: string, body: string) => forward(new URL(url).href, body)],
      [`body-${name}url-normalized`, (url: string, body: string) => mirrored(new URL(url).href, body)],
    ];
  }),
) as Record<SignatureForm, (url: string, body: string) => string>;

/** DOC: HMAC-SHA256, in lower-case hex (ASSUMED), keyed with the secret as UTF-8 (ASSUMED). */
export function sign(form: SignatureForm, url: string, body: string, secret: string): string {
  return createHmac('sha256', secret).update(signatureForms[form](url, body)).digest('hex');
}
