import { formNames } from '../../wire/signature-forms.ts';
import type { Delivery } from './attempts.ts';

/** Of a delivery that nobody can verify, what helps the maintainers: no value, no signature, no host and no path. */
export function redactedReport({ url, body, signature, secrets }: Delivery): object {
  return {
    url: shapeOfUrl(url),
    secrets: secrets.map((secret) => ({ length: secret.length, alphabet: alphabet(secret) })),
    signature: { length: signature.length, alphabet: alphabet(signature) },
    body: { bytes: body.length, endsWith: alphabet(body.toString().slice(-1)), shape: shapeOfBody(body.toString()) },
    formsTried: formNames,
  };
}

function shapeOfUrl(url: string): object {
  if (!URL.canParse(url)) return { isUrl: false, length: url.length };
  const { protocol, port, pathname, search, href } = new URL(url);
  return {
    protocol,
    hasPort: port !== '',
    pathLength: pathname.length,
    endsWithSlash: url.endsWith('/'),
    hasQuery: search !== '',
    isNormalized: href === url,
  };
}

function alphabet(text: string): string {
  const kinds = {
    hex: /^[0-9a-f]+$/,
    HEX: /^[0-9A-F]+$/,
    base64: /^[\w+/=-]+$/,
    space: /^\s+$/,
  };
  return Object.entries(kinds).find(([, form]) => form.test(text))?.[0] ?? (text === '' ? 'empty' : 'other');
}

function shapeOfBody(text: string): unknown {
  try {
    return shape(JSON.parse(text));
  } catch {
    return 'no JSON';
  }
}

/** Key names, types and lengths. A map's keys may be ids, so that those which look like one are not told. */
function shape(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return `string(${value.length})`;
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  if (depth > 8) return '…';
  if (Array.isArray(value))
    return { list: value.length, of: value.slice(0, 3).map((entry) => shape(entry, depth + 1)) };
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 200)
      .map(([key, inner], index) => [
        /^[a-z][a-z_]*$/i.test(key) && key.length < 40 ? key : `key${index}`,
        shape(inner, depth + 1),
      ]),
  );
}
