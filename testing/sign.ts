import { createHmac } from 'node:crypto';

const separators = { newline: '\n', dot: '.', pipe: '|', colon: ':' } as const;

type Separator = keyof typeof separators;
type Joined = 'url-body' | 'body-url' | `url-${Separator}-body` | `body-${Separator}-url`;

/** How URL and body are joined before they are signed. `-normalized`: the URL as `new URL(url).href` writes it. */
export type SignatureForm = Joined | `${Joined}-normalized`;

const joined: Joined[] = [
  'url-body',
  'body-url',
  ...(Object.keys(separators) as Separator[]).flatMap((name): Joined[] => [`url-${name}-body`, `body-${name}-url`]),
];

/** Every form in which Livespace may sign, by the name it has in `docs/architecture.md`. */
export const signatureForms: SignatureForm[] = joined.flatMap((form): SignatureForm[] => [form, `${form}-normalized`]);

/**
 * What Livespace would put into `X-Livespace-Signature`. The only signing that tests stand on: made of `node:crypto` alone,
 * so that a mistake in the core's own, or in the simulator's, can't agree with itself.
 *
 * @param url of the endpoint, as configured in Livespace
 * @returns 64 lower-case hex digits
 */
export function signDelivery(
  url: string,
  body: string | Uint8Array,
  secret: string | Uint8Array,
  form: SignatureForm = 'url-body',
): string {
  const signedUrl = form.endsWith('-normalized') ? new URL(url).href : url;
  const parts = form.replace('-normalized', '').split('-');
  const hmac = createHmac('sha256', secret);
  for (const part of parts) {
    if (part === 'url') hmac.update(signedUrl);
    else if (part === 'body') hmac.update(body);
    else hmac.update(separators[part as Separator]);
  }
  return hmac.digest('hex');
}
