import fc from 'fast-check';
import { type Item, MemoryStore, type RawRequest, receive } from 'livespace-webhooks';
import { Guard, itemFields } from 'livespace-webhooks/host';
import { event, json } from '../../../testing/arbitraries.ts';
import { property } from '../../../testing/property.ts';
import { signDelivery } from '../../../testing/sign.ts';

const url = 'https://hooks.example.com/x?flow=ż';
const secret = 'secret';
const kinds = ['handshake', 'rejected', 'not_ready', 'filtered', 'duplicate', 'accepted'];

function received(body: string | Uint8Array, request: object = {}) {
  const headers = { 'x-livespace-signature': signDelivery(url, body, secret) };
  const options = { secrets: [secret], events: 'any', guard: new Guard(new MemoryStore()), scope: 's' } as const;
  return receive({ url, headers, body, ...request } as RawRequest, options);
}

property('any JSON that is signed has an answer', [json], async (value) => {
  expect(kinds).toContain((await received(JSON.stringify(value))).kind);
});

property('any bytes that are signed have an answer', [fc.uint8Array()], async (bytes) => {
  expect(kinds).toContain((await received(bytes)).kind);
});

property('a signed event with a name and a deal’s id is never lost', [event], async (sent) => {
  const body = JSON.stringify(sent);
  const accepted = await received(body);
  expect(accepted).toMatchObject({ kind: 'accepted', item: { event: sent.name, deal: { id: String(sent.data.id) } } });
  expect(accepted).toHaveProperty('raw', JSON.parse(body));
});

const types: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  number: Number.isFinite,
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  datetime: (value) => typeof value === 'string' && new Date(value).toISOString() === value,
  date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  list: Array.isArray,
  map: (value) => typeof value === 'object' && !Array.isArray(value),
};
const never = new Set([
  'id',
  'event',
  'deal.id',
  'deal.products',
  'deal.product_names',
  'deal.costs',
  'deal.tags',
  'deal.custom_fields',
  'is_late',
  'dedupe_key',
]);

function at(item: unknown, path: string): unknown[] {
  const [outer = '', inner] = path.split('[].');
  const found = outer.split('.').reduce<unknown>((object, key) => (object as Record<string, unknown>)[key], item);
  return inner === undefined ? [found] : (found as Record<string, unknown>[]).map((one) => one[inner]);
}

property('its item has every field, of its type', [event], async (sent) => {
  const { item } = (await received(JSON.stringify(sent))) as { item: Item };
  const wrong = itemFields.filter(({ path, type }) =>
    at(item, path).some((value) => (value === null ? never.has(path) : !types[type]?.(value))),
  );
  expect(wrong).toEqual([]);
});

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withTypedArray: true,
  withNullPrototype: true,
});
const header = fc.constantFrom('X-Livespace-Signature', 'content-length', 'Transfer-Encoding', 'x');
const headers = fc.oneof(
  anything,
  fc.dictionary(header, anything),
  fc.array(fc.tuple(header, anything)),
  fc.array(fc.tuple(header, fc.constant('0'))).map((pairs) => new Map(pairs)),
);

property(
  'whatever a framework makes of a request has an answer, and is not believed',
  [anything, headers, anything],
  async (itsUrl, itsHeaders, body) => {
    const { kind } = await received('x', { url: itsUrl, headers: itsHeaders, body });
    expect(['handshake', 'rejected']).toContain(kind);
  },
);
