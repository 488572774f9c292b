import { signDelivery } from '../../testing/sign.ts';

/**
 * Bytes in, tag out: what every host's adapter must make of a request. Host-neutral, and signed by the tests' own
 * {@link signDelivery}, so that a mistake in the core's own signing can't hide.
 */
export interface Vector {
  title: string;
  /** The endpoint URL as configured in Livespace. */
  url: string;
  headers: Record<string, string>;
  /** The exact bytes on the wire. */
  body: Buffer;
  /** The subscription's secret, then the previous one. Empty: the host has none yet. */
  secrets: string[];
  /** The events that the user chose. */
  events: string[];
  expected: {
    kind: 'handshake' | 'rejected' | 'not_ready' | 'filtered' | 'accepted';
    status: number;
    /** Of a rejection. */
    code?: string;
    /** What the item must hold at least, as for Jest's `toMatchObject`. */
    item?: Record<string, unknown>;
  };
}

const url = 'https://hooks.example.com/livespace/4f1c?flow=7';
const secret = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00';
const previousSecret = 'decade00decade00decade00decade00decade00decade00decade00decade00';
const bothEvents = ['deal.created', 'deal.status_changed'];
const maxBytes = 10 * 1024 * 1024;

const eventText =
  '{"version":"1.0","name":"deal.created","id":"8d1f0c9e-52b1-4a7e-9a51-0d3f6c2b7a10","timestamp":"2026-11-24T10:00:00Z",' +
  '"webhook_delivery_attempt":1,"data":{"id":"6f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11","name":"Zażółć 50 €","status":"open",' +
  '"value":"1 234,50","value_final":"0","owner_id":"u-1","owner_name":"Anna","products":[],"tags":["vip",{"name":"A/B"}]}}';

function bytes(body: string | Buffer | unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** An event with a deal, changed as told: `undefined` takes a field away. */
function event(change: object = {}, deal: object = {}) {
  const { data, ...rest } = JSON.parse(eventText);
  return { ...rest, data: { ...data, ...deal }, ...change };
}

const defaults = { url, secrets: [secret], events: bothEvents };

/** Correctly signed: what becomes of it depends on the body alone. */
function signed(
  title: string,
  body: string | Buffer | unknown,
  expected: Vector['expected'],
  change: Partial<Vector> = {},
): Vector {
  const wire = bytes(body);
  const headers = { 'Content-Type': 'application/json', 'X-Livespace-Signature': signDelivery(url, wire, secret) };
  return { ...defaults, title, headers, body: wire, expected, ...change };
}

function accepted(title: string, body: unknown, item: Record<string, unknown>, change: Partial<Vector> = {}): Vector {
  return signed(title, body, { kind: 'accepted', status: 200, item }, change);
}

function handshake(title: string, body: string, change: Partial<Vector> = {}): Vector {
  const expected = { kind: 'handshake', status: 200 } as const;
  return { ...defaults, title: `handshake: ${title}`, headers: {}, body: bytes(body), expected, ...change };
}

/** An event whose signature header is the given one, or absent. */
function forged(title: string, code: string, signature: string | undefined, body: string | Buffer = eventText): Vector {
  const headers = {
    'Content-Type': 'application/json',
    ...(signature === undefined ? {} : { 'X-Livespace-Signature': signature }),
  };
  const expected = { kind: 'rejected', status: 401, code } as const;
  return { ...defaults, title, headers, body: bytes(body), expected };
}

function unreadable(title: string, code: string, body: unknown): Vector {
  return signed(title, body, { kind: 'rejected', status: 400, code });
}

const genuine = signDelivery(url, bytes(eventText), secret);
const json = { 'Content-Type': 'application/json' };
const theDeal = { event: 'deal.created', deal: { id: '6f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11' } };

const handshakes: Vector[] = [
  handshake('no bytes', ''),
  handshake('no bytes, before a secret is known', '', { secrets: [] }),
  handshake('white space', ' \r\n\t '),
  handshake('{}', '{}'),
  handshake('[]', '[]'),
  handshake('null', 'null'),
  handshake('{} with white space', '\n{ }\n', { headers: json }),
  handshake('no bytes, with a signature nobody can check', '', { headers: { 'X-Livespace-Signature': 'x' } }),
];

const signatures: Vector[] = [
  {
    ...defaults,
    // printf '%s' "$url$body" | openssl dgst -sha256 -hmac "$secret"
    title: 'a signature made by openssl, over a URL, a body and a secret beyond ASCII',
    url: 'https://hooks.example.com:8443/livespace/zażółć?token=a%20b&x=1',
    secrets: ['gęś-5ecret'],
    headers: { ...json, 'X-Livespace-Signature': '6d30d46871528fe66e9b749db5bc606991477587c94e6370f49b662d04ee5d6a' },
    body: bytes(
      '{"version":"1.0","name":"deal.created","id":"11111111-2222-4333-8444-555555555555","timestamp":"2026-11-24T10:00:00Z","webhook_delivery_attempt":1,"data":{"id":"d-1","name":"Zażółć gęślą jaźń – 50 €","value":1e3}}',
    ),
    expected: { kind: 'accepted', status: 200, item: { deal: { name: 'Zażółć gęślą jaźń – 50 €', value: 1000 } } },
  },
  accepted('the signature in upper case', eventText, theDeal, {
    headers: { ...json, 'X-Livespace-Signature': genuine.toUpperCase() },
  }),
  accepted('the header as Zapier names it', eventText, theDeal, {
    headers: { 'Http-Content-Type': 'application/json', 'Http-X-Livespace-Signature': genuine },
  }),
  accepted('the header in lower case', eventText, theDeal, { headers: { ...json, 'x-livespace-signature': genuine } }),
  accepted('signed with the previous secret', eventText, theDeal, {
    secrets: [previousSecret, secret],
  }),
  forged('no signature', 'missing_signature', undefined),
  forged('an empty signature', 'missing_signature', ''),
  forged('a signature that is not hex', 'malformed_signature', 'g'.repeat(64)),
  forged('a signature in Base64', 'malformed_signature', Buffer.from(genuine, 'hex').toString('base64')),
  forged('a signature with a prefix', 'malformed_signature', `sha256=${genuine}`),
  forged('a truncated signature', 'malformed_signature', genuine.slice(0, 63)),
  forged('a signature with a digit too many', 'malformed_signature', `${genuine}0`),
  forged('two signatures in one header', 'malformed_signature', `${genuine}, ${genuine}`),
  forged('a signature of zeros', 'wrong_signature', '0'.repeat(64)),
  forged('signed with another secret', 'wrong_signature', signDelivery(url, bytes(eventText), previousSecret)),
  forged('signed with an empty secret', 'wrong_signature', signDelivery(url, bytes(eventText), '')),
  forged('signed without the URL', 'wrong_signature', signDelivery('', bytes(eventText), secret)),
  forged('signed for another URL', 'wrong_signature', signDelivery(`${url}8`, bytes(eventText), secret)),
  forged(
    'the body serialised again: same JSON, other bytes',
    'wrong_signature',
    genuine,
    JSON.stringify(JSON.parse(eventText), null, 1),
  ),
  forged('one byte of the body changed', 'wrong_signature', genuine, eventText.replace('234,50', '934,50')),
  forged('not JSON and not signed: the signature comes first', 'missing_signature', undefined, '{"name":'),
  signed('signed, before a secret is known', eventText, { kind: 'not_ready', status: 503 }, { secrets: [] }),
  signed(
    'signed with the empty secret that is stored',
    eventText,
    { kind: 'not_ready', status: 503 },
    {
      secrets: [''],
      headers: { ...json, 'X-Livespace-Signature': signDelivery(url, bytes(eventText), '') },
    },
  ),
];

const tooLarge = Buffer.concat([bytes(eventText), Buffer.alloc(maxBytes + 1 - bytes(eventText).length, ' ')]);

const rejections: Vector[] = [
  unreadable('a body cut short', 'invalid_json', eventText.slice(0, -1)),
  unreadable('a form instead of JSON', 'invalid_json', 'name=deal.created&id=1'),
  unreadable('UTF-16', 'invalid_json', Buffer.from(eventText, 'utf16le')),
  unreadable('a string', 'invalid_event', '"deal.created"'),
  unreadable('a list of events', 'invalid_event', `[${eventText}]`),
  unreadable('no name', 'invalid_event', event({ name: undefined })),
  unreadable('an empty name', 'invalid_event', event({ name: '' })),
  unreadable('a name that is null', 'invalid_event', event({ name: null })),
  unreadable('no data', 'invalid_event', event({ data: undefined })),
  unreadable('data is []', 'invalid_event', event({ data: [] })),
  unreadable('no data.id', 'invalid_event', event({}, { id: undefined })),
  unreadable('an empty data.id', 'invalid_event', event({}, { id: '' })),
  unreadable('a data.id that is a map', 'invalid_event', event({}, { id: {} })),
  signed('one byte more than 10 MB', tooLarge, { kind: 'rejected', status: 413, code: 'too_large' }),
];

const events: Vector[] = [
  accepted('an event', eventText, {
    id: '8d1f0c9e-52b1-4a7e-9a51-0d3f6c2b7a10',
    dedupe_key: 'created:6f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11',
    event: 'deal.created',
    occurred_at: '2026-11-24T10:00:00.000Z',
    delivery_attempt: 1,
    is_late: false,
    deal: {
      name: 'Zażółć 50 €',
      status: 'open',
      value: 1234.5,
      currency: null,
      process: { id: null, name: null },
      owners: [{ id: 'u-1', name: 'Anna', email: null }],
      products: [],
      costs: [],
      tags: ['vip', 'A/B'],
    },
  }),
  accepted('only what is sure', '{"name":"deal.created","data":{"id":"d-1"}}', {
    occurred_at: null,
    delivery_attempt: null,
    deal: { id: 'd-1', name: null, value: null, owners: [], tags: [] },
  }),
  accepted('no Content-Type', eventText, theDeal, { headers: { 'X-Livespace-Signature': genuine } }),
  accepted('fields that do not exist yet', event({ trace: { a: [1] } }, { forecast: [{ x: null }] }), theDeal),
  accepted(
    'nulls',
    event({ timestamp: null, version: null }, { name: null, value: null, owners: null, tags: null, products: null }),
    { occurred_at: null, deal: { name: null, value: null, tags: [], products: [] } },
  ),
  accepted('[] for {}', event({ version: [] }, { process: [], company: [], name: [], owners: [], products: [] }), {
    deal: { name: null, process: { id: null, name: null }, products: [] },
  }),
  accepted(
    'numbers for strings, strings for numbers',
    event({ id: 77, webhook_delivery_attempt: '2' }, { id: 4711, stage_id: 12, value: 99.5, probability: '5,00' }),
    { id: '77', delivery_attempt: 2, deal: { id: '4711', stage: { id: '12' }, value: 99.5, probability: 5 } },
  ),
  accepted('other types than expected', event({ timestamp: 1764000000 }, { status: 7, tags: 'vip', url: {} }), {
    occurred_at: null,
    deal: { status: '7', tags: [], url: null },
  }),
  accepted('an hour-only offset', event({ timestamp: '2026-11-24 12:00:00+02' }), {
    occurred_at: '2026-11-24T10:00:00.000Z',
  }),
  accepted('a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes(eventText)]), theDeal),
  accepted('bytes that are not UTF-8', Buffer.from(eventText.replace('Zażółć 50 €', 'Caf\xe9'), 'latin1'), {
    deal: { name: 'Caf\ufffd' },
  }),
  accepted(
    'keys of JavaScript’s own objects',
    '{"__proto__":{"polluted":1},"name":"deal.created","constructor":{},"data":{"id":"d-1","__proto__":{"name":"x"},"toString":1}}',
    { deal: { id: 'd-1', name: null } },
  ),
  accepted('exactly 10 MB', tooLarge.subarray(0, maxBytes), theDeal),
  signed(
    'an event that was not chosen',
    event({ name: 'deal.status_changed' }),
    { kind: 'filtered', status: 200 },
    {
      events: ['deal.created'],
    },
  ),
  signed('an event that does not exist yet', event({ name: 'deal.deleted' }), { kind: 'filtered', status: 200 }),
];

export const vectors: readonly Vector[] = [...handshakes, ...signatures, ...rejections, ...events];
