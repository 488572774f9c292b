import { createHmac } from 'node:crypto';
import { verify } from '../../webhook/signature.ts';
import type { FormName } from '../../wire/signature-forms.ts';

export interface Delivery {
  url: string;
  body: Buffer;
  signature: string;
  secrets: readonly string[];
}

/** A delivery that would have matched, and what that says about the one that did not. */
interface Attempt {
  delivery: Delivery;
  diagnosis: string;
}

export type Verification = { form: FormName; diagnosis?: string } | { form: undefined };

/** @returns the form that matches; where none does, by which change one would: that is what is wrong. */
export function verifyOrDiagnose(delivery: Delivery): Verification {
  const form = matches(delivery);
  if (form) return { form };
  for (const attempt of attempts(delivery)) {
    const found = matches(attempt.delivery);
    if (found) return { form: found, diagnosis: attempt.diagnosis };
  }
  return { form: undefined };
}

function matches({ url, body, signature, secrets }: Delivery): FormName | undefined {
  return verify(url, body, signature, secrets);
}

function* attempts(delivery: Delivery): Generator<Attempt> {
  for (const [diagnosis, signature] of signatures(delivery.signature))
    yield { diagnosis, delivery: { ...delivery, signature } };
  for (const [diagnosis, body] of bodies(delivery.body)) yield { diagnosis, delivery: { ...delivery, body } };
  for (const [diagnosis, url] of urls(delivery.url)) yield { diagnosis, delivery: { ...delivery, url } };
  for (const [diagnosis, secrets] of keys(delivery.secrets)) yield { diagnosis, delivery: { ...delivery, secrets } };
}

function signatures(signature: string): [string, string][] {
  const [digits = ''] = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/i.exec(signature) ?? [];
  const [base64 = ''] = /[\w+/-]{43}=?$/.exec(signature) ?? [];
  return [
    ['The signature has a prefix, such as “sha256=” or the header’s name, or quotation marks.', digits],
    ['The signature is Base64, not hex.', Buffer.from(base64, 'base64').toString('hex')],
  ];
}

function bodies(body: Buffer): [string, Buffer][] {
  const text = body.toString();
  const found: [string, Buffer][] = [
    [
      'The body has line breaks at its end that were not sent, as editors and shells add them.',
      Buffer.from(text.replace(/[\r\n]+$/, '')),
    ],
    ['The body lacks the line break at its end.', Buffer.from(`${text}\n`)],
    ['The body has Windows line breaks that were not sent.', Buffer.from(text.replaceAll('\r\n', '\n'))],
    ['The body has a byte order mark that was not sent.', Buffer.from(text.replace(/^\uFEFF/, ''))],
  ];
  try {
    const value = JSON.parse(text);
    const again = 'The body was parsed and written again, so that its bytes changed. Keep it exactly as received.';
    const compact = JSON.stringify(value);
    // PHP escapes slashes and everything beyond ASCII unless told otherwise.
    const php = compact.replaceAll('/', '\\/').replace(/[\u0080-\uffff]/g, escaped);
    for (const form of [
      compact,
      JSON.stringify(value, null, 2),
      JSON.stringify(value, null, 4),
      php,
      compact.replaceAll('/', '\\/'),
    ]) {
      found.push([again, Buffer.from(form)]);
    }
  } catch {
    // No JSON: it was not written again by a JSON library.
  }
  return found;
}

function urls(url: string): [string, string][] {
  if (!URL.canParse(url)) return [];
  const spelled = new URL(url);
  const diagnosis = (now: string) => `The URL in Livespace is spelled differently: ${now}`;
  const changed = (what: string, change: (url: URL) => void): [string, string] => {
    const copy = new URL(url);
    change(copy);
    return [diagnosis(what), copy.href];
  };
  return [
    [diagnosis('without the slash at its end.'), url.replace(/\/$/, '')],
    [diagnosis('with a slash at its end.'), `${url}/`],
    [diagnosis('in a different case.'), url.toLowerCase()],
    [diagnosis('with different percent-encoding.'), decoded(spelled.href)],
    changed('without the query.', (copy) => {
      copy.search = '';
    }),
    changed('http instead of https, or the other way round.', (copy) => {
      copy.protocol = copy.protocol === 'https:' ? 'http:' : 'https:';
    }),
    changed('without the port.', (copy) => {
      copy.port = '';
    }),
    [diagnosis('with the port 443.'), url.replace(/^(https:\/\/[^/:?#]+)(?=[/?#]|$)/, '$1:443')],
    [diagnosis('only the path.'), `${spelled.pathname}${spelled.search}`],
  ];
}

function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

const quotesAround = /^["'`„‚\p{Pi}\p{Pf}]+|["'`„‚\p{Pi}\p{Pf}]+$/gu;

function keys(secrets: readonly string[]): [string, string[]][] {
  return secrets.flatMap((secret): [string, string[]][] => [
    ['The secret was copied with quotation marks.', [secret.replace(quotesAround, '')]],
    ['The secret was copied in the wrong case.', [secret.toLowerCase()]],
    ['The secret was copied with white space or invisible signs.', [secret.replace(/[\s\p{C}\p{DI}]/gu, '')]],
  ]);
}

/** The likeliest form with a key that is no text: `verify` takes texts only. @returns what is the matter. */
export function diagnoseBinaryKey({ url, body, signature, secrets }: Delivery): string | undefined {
  for (const secret of secrets) {
    for (const encoding of ['hex', 'base64'] as const) {
      const key = Buffer.from(secret, encoding);
      if (key.length === 0) continue;
      const digest = createHmac('sha256', key).update(url).update(body).digest('hex');
      if (digest === signature.toLowerCase())
        return `Livespace reads the secret as ${encoding}, which was not known: please report it.`;
    }
  }
  return undefined;
}

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
