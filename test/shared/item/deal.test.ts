import type { ItemDeal } from 'livespace-webhooks';
import { itemFromEvent } from 'livespace-webhooks/host';

/* Wherever a Livespace answer may hold a field, it is read. */

const dealOf = (data: object, origin?: string): ItemDeal =>
  itemFromEvent(
    { name: 'deal.created', id: 'e', timestamp: null, webhook_delivery_attempt: 1, data: { id: 7, ...data } },
    origin,
  ).deal;

const whole: ItemDeal = {
  id: '7',
  name: 'Żaba',
  status: 'won',
  status_name: 'Won',
  value: 1234.5,
  currency: 'PLN',
  probability: 5,
  owner: { id: '1', name: 'A', email: 'a@example.com' },
  owners: [{ id: '1', name: 'A', email: 'a@example.com' }],
  process: { id: '3', name: 'New business' },
  stage: { id: '4', name: 'Offer' },
  company: { id: '5', name: 'Nowak' },
  contact: { id: '6', name: 'Jan' },
  products: [{ name: 'Chair' }],
  product_names: ['Chair'],
  costs: [{ amount: 1 }],
  tags: ['vip'],
  custom_fields: { f1: { label: 'Colour', value: 'red' } },
  created_at: '2026-11-24T09:00:00.000Z',
  modified_at: '2026-11-24T10:00:00.000Z',
  status_changed_at: '2026-11-24T11:00:00.000Z',
  closes_on: '2026-12-31',
  reason: 'Price',
  reason_note: 'Ours was lower',
  url: 'https://acme.livespace.io/x',
};

const plain = {
  name: 'Żaba',
  products: [{ name: 'Chair' }],
  costs: [{ amount: 1 }],
  tags: ['vip'],
  currency: 'PLN',
  url: 'https://acme.livespace.io/x',
};

const snake = {
  ...plain,
  status: 'won',
  status_name: 'Won',
  value: '1 234,50',
  value_final: '0',
  probability: '5,00',
  owner_id: 1,
  owner_name: 'A',
  owner_email: 'a@example.com',
  process_id: 3,
  process_name: 'New business',
  stage_id: 4,
  stage_name: 'Offer',
  company_id: 5,
  company_name: 'Nowak',
  contact_id: 6,
  contact_name: 'Jan',
  dataset: { f1: 'red' },
  dataset_field_name: { f1: 'Colour' },
  created: '2026-11-24 10:00:00+01',
  modified: '2026-11-24 11:00:00+01',
  status_change_date: '2026-11-24 12:00:00+01',
  date_end: '2026-12-31',
  won_reason_name: 'Price',
  won_reason_note: 'Ours was lower',
};

const camelKey = (key: string) => key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const camel = Object.fromEntries(Object.entries(snake).map(([key, value]) => [camelKey(key), value]));

const nested = {
  ...plain,
  status: { id: 2, name: 'Won' },
  value: { amount: '1 234,50', currency: 'PLN' },
  currency: undefined,
  probability: { value: 5 },
  owner: { id: 1, name: 'A', email: 'a@example.com' },
  process: { id: 3, name: 'New business' },
  stage: { id: 4, name: 'Offer' },
  company: { id: 5, name: 'Nowak' },
  contact: { id: 6, name: 'Jan' },
  dataset: { f1: { label: 'Colour', value: 'red' } },
  createdAt: '2026-11-24T09:00:00Z',
  updatedAt: 1_795_514_400,
  statusChangedAt: 1_795_518_000_000,
  closesOn: '2026-12-31T00:00:00Z',
  wonReason: { name: 'Price', note: 'Ours was lower' },
};

test.each([
  ['snake_case', snake],
  ['camelCase', camel],
  ['nested', nested],
  ['all at once, where they agree', { ...nested, ...camel, ...snake }],
])('every field is read in %s', (_, data) => expect(dealOf(data)).toEqual(whole));

test('the deal of a public report is read whole', () => {
  const deal = dealOf({
    processId: 3,
    process: { id: 3, name: 'New business' },
    value: { amount: '1 234,50', currency: 'PLN' },
    owner: { id: 1, name: 'A', email: 'a@example.com' },
    status: { id: 2, name: 'Won' },
    createdAt: '2026-11-24T10:00:00Z',
  });
  const owner = { id: '1', name: 'A', email: 'a@example.com' };
  expect(deal).toMatchObject({
    ...{ status: 'won', status_name: 'Won', value: 1234.5, currency: 'PLN', owner, owners: [owner] },
    ...{ process: { id: '3', name: 'New business' }, created_at: '2026-11-24T10:00:00.000Z' },
  });
});

test('what can’t be read where it stands first is read where it stands next', () => {
  const deal = dealOf({
    name: '',
    title: 'T',
    created: 'soon',
    createdAt: null,
    created_at: '2026-11-24T10:00:00Z',
    process_id: [],
    process: { id: 3, name: null },
    processName: 'P',
  });
  expect(deal).toMatchObject({ name: 'T', created_at: '2026-11-24T10:00:00.000Z', process: { id: '3', name: 'P' } });
});

test('what stands first wins', () => {
  expect(dealOf({ process: { id: 'inner' }, processId: 'camel', process_id: 'outer' }).process.id).toBe('outer');
  expect(dealOf({ created_at: '2026-01-02', created: '2026-01-01' }).created_at).toBe('2026-01-01T00:00:00.000Z');
});

describe('status', () => {
  test.each<[object, string | null, string | null]>([
    [{ status: 'won' }, 'won', null],
    [{ status: 'Won' }, 'won', null],
    [{ status: ' LOST ' }, 'lost', null],
    [{ status: { id: 'lost', name: 'Przegrana' } }, 'lost', 'Przegrana'],
    [{ status: { id: 3, code: 'outdated', name: 'Nieaktualna' } }, 'outdated', 'Nieaktualna'],
    [{ status: { id: 2, name: 'Open' } }, 'open', 'Open'],
    [{ status: 2, status_name: 'Won' }, 'won', 'Won'],
    [{ status_id: 2, statusName: 'Won' }, 'won', 'Won'],
    [{ status_code: 'won' }, 'won', null],
    [{ status: 'On Hold', status_name: 'Wstrzymana' }, 'On Hold', 'Wstrzymana'],
    [{ status: { id: 5, name: 'On Hold' } }, '5', 'On Hold'],
    [{ status: 5 }, '5', null],
    [{ status: '' }, null, null],
    [{ status: [] }, null, null],
    [{}, null, null],
  ])('%j is %j, named %j', (data, status, name) => expect(dealOf(data)).toMatchObject({ status, status_name: name }));
});

describe('the reason belongs to the status', () => {
  const all = {
    ...{ won_reason_name: 'Best price', lost_reason_name: 'Budget', outdated_reason_name: 'Gone' },
    ...{ won_reason_note: 'w', lost_reason_note: 'l', outdated_reason_note: 'o' },
  };
  test.each<[string | undefined, string | null, string | null]>([
    ['won', 'Best price', 'w'],
    ['lost', 'Budget', 'l'],
    ['outdated', 'Gone', 'o'],
    ['Lost', 'Budget', 'l'],
    ['open', null, null],
    ['paused', null, null],
    ['toString', null, null],
    [undefined, null, null],
  ])('%j: %j', (status, reason, note) =>
    expect(dealOf({ ...all, status })).toMatchObject({ reason, reason_note: note }),
  );

  test.each([
    [{ status: 'won', lost_reason_name: 'Budget', won_reason_name: '' }, null],
    [{ status: { name: 'Lost' }, lostReason: { name: 'Budget' } }, 'Budget'],
    [{ status: 'lost', lost_reason: 'Budget' }, 'Budget'],
  ])('%j: %j', (data, reason) => expect(dealOf(data).reason).toBe(reason));
});

test.each<[object, number | null, string | null]>([
  [{ value: '100', value_final: '90' }, 90, null],
  [{ value: '100', value_final: '0' }, 100, null],
  [{ value: '100', value_final: '0,00' }, 100, null],
  [{ value: '100' }, 100, null],
  [{ value: '0', value_final: 0 }, 0, null],
  [{ value_final: '0' }, null, null],
  [{ valueFinal: 90, value: 100 }, 90, null],
  [{ value: { amount: 5, currency: 'EUR' } }, 5, 'EUR'],
  [{ value: { value: '5,5' }, currency: 'PLN' }, 5.5, 'PLN'],
  [{ value_final: { amount: '7.00', currency: 'EUR' }, value: 1 }, 7, 'EUR'],
  [{ amount: { amount: 5, currency: 'EUR' } }, 5, 'EUR'],
  [{ amount: '5' }, 5, null],
  [{ value_net: 5, currency: { code: 'EUR' } }, 5, 'EUR'],
  [{ value: 5, currency: { id: 1, name: 'PLN' } }, 5, 'PLN'],
  [{ value: 5, currency: { id: 1, iso: 'PLN', name: 'Polish zloty' } }, 5, 'PLN'],
  [{ value: 5, currency: { id: 1 } }, 5, '1'],
  [{ value: { amount: 5, currency: { code: 'EUR' } } }, 5, 'EUR'],
  [{ valueFinal: { amount: 5, currency: { code: 'EUR' } } }, 5, 'EUR'],
  [{ amount: { amount: 5, currency: { id: 1, code: 'EUR' } } }, 5, 'EUR'],
  [{ value: [] }, null, null],
  [{}, null, null],
])('%j is worth %j %j', (data, value, currency) => expect(dealOf(data)).toMatchObject({ value, currency }));

const anna = { id: 'u', name: 'Anna', email: null };

test.each<[object, unknown[]]>([
  [{ owner_id: 'u', owner_name: 'Anna' }, [anna]],
  [{ ownerId: 'u', ownerName: 'Anna' }, [anna]],
  [{ owner: { id: 'u', name: 'Anna' } }, [anna]],
  [{ owner: { user_id: 'u', full_name: 'Anna' } }, [anna]],
  [{ owner: { id: 'u', login: 'Anna' } }, [anna]],
  [{ owner: 'Anna' }, [{ ...anna, id: null }]],
  [{ owners: { id: 'u', name: 'Anna' } }, [anna]],
  [{ owners: [{ user_id: 'u', login: 'Anna' }] }, [anna]],
  [{ owners: [{ owner_id: 'u', owner_name: 'Anna' }] }, [anna]],
  [{ owners: { ownerId: 'u', ownerName: 'Anna', ownerEmail: 'a@x.pl' } }, [{ ...anna, email: 'a@x.pl' }]],
  [{ owners: { u: { name: 'Anna' } } }, [anna]],
  [
    { owners: { 17: 'Anna', 18: { id: 'v' } } },
    [
      { ...anna, id: '17' },
      { id: 'v', name: null, email: null },
    ],
  ],
  [
    { owners: { 0: { name: 'Anna' }, 2: { id: 'v' } } },
    [
      { ...anna, id: null },
      { id: 'v', name: null, email: null },
    ],
  ],
  [{ owners: 'Anna' }, [{ ...anna, id: null }]],
  [{ owners: ['Anna'], owner_id: 'u' }, [{ ...anna, id: null }]],
  [{ owners: [], owner_id: 'u' }, [{ id: 'u', name: null, email: null }]],
  [{ owners: {}, owner_id: 'u' }, [{ id: 'u', name: null, email: null }]],
  [{ owners: [null, []], owner_id: 'u' }, [{ id: 'u', name: null, email: null }]],
  [{ owners: [{ uid: 'x' }], owner_id: 'u' }, [{ id: 'u', name: null, email: null }]],
  [
    { owners: [{ id: 1 }, { email: 'b@x.pl' }] },
    [
      { id: '1', name: null, email: null },
      { id: null, name: null, email: 'b@x.pl' },
    ],
  ],
  [{ owner_id: '', owner_name: null }, []],
])('%j is owned by %j', (data, owners) => {
  const nobody = { id: null, name: null, email: null };
  expect(dealOf(data)).toMatchObject({ owners, owner: owners[0] ?? nobody });
});

test.each<[object, string[]]>([
  [{ tags: ['a', { name: 'b' }, { id: 1 }, '', null, 7] }, ['a', 'b', '7']],
  [{ tags: { 0: 'a', 2: { name: 'b' } } }, ['a', 'b']],
  [{ tags: 'a' }, ['a']],
  [{ tags: { name: 'a' } }, ['a']],
  [{ tags: [] }, []],
  [{ tags: true }, []],
])('%j is tagged %j', (data, tags) => expect(dealOf(data).tags).toEqual(tags));

test.each<[object, unknown[], string[]]>([
  [
    { products: [{ product_name: 'a' }, { product: { name: 'b' } }, { product: 'c' }, 'd', {}] },
    [{ product_name: 'a' }, { product: { name: 'b' } }, { product: 'c' }, 'd', {}],
    ['a', 'b', 'c', 'd'],
  ],
  [{ products: { 4: { name: 'a', deep: { price: '5,00' } } } }, [{ name: 'a', deep: { price: '5,00' } }], ['a']],
  [{ products: { name: 'a', price: '5,00' } }, [{ name: 'a', price: '5,00' }], ['a']],
  [{ products: null }, [], []],
])('the products of %j stay as sent, and have names', (data, products, names) =>
  expect(dealOf(data)).toMatchObject({ products, product_names: names }),
);

test.each<[object, object]>([
  [{ dataset: { f: 'red' }, dataset_field_name: { f: 'Colour' } }, { f: { label: 'Colour', value: 'red' } }],
  [{ dataset: { f: { label: 'Colour', value: 'red' } } }, { f: { label: 'Colour', value: 'red' } }],
  [
    { dataset: { f: { dataset_field_name: 'Colour', value: ['a', 'b'] } } },
    { f: { label: 'Colour', value: ['a', 'b'] } },
  ],
  [{ dataset: [{ field_id: 7, label: 'C', value: 'red' }] }, { 7: { label: 'C', value: 'red' } }],
  [{ dataset: { f: { value: null } } }, { f: { label: null, value: null } }],
  [{ dataset: { f: { a: 1 } } }, { f: { label: null, value: { a: 1 } } }],
  [{ dataset: { f: ['a'], g: null } }, { f: { label: null, value: ['a'] }, g: { label: null, value: null } }],
  [{ customFields: { f: 1 } }, { f: { label: null, value: 1 } }],
  [
    { dataset: [{ id: 'f', label: 'Colour', value: 'red' }, { id: 7, value: null }, { id: '' }, 'x'] },
    { f: { label: 'Colour', value: 'red' }, 7: { label: null, value: null } },
  ],
  [
    { dataset: { 0: { id: 'f', value: 1 }, 2: { id: 'g' } } },
    { f: { label: null, value: 1 }, g: { label: null, value: { id: 'g' } } },
  ],
  [{ dataset: { 0: 'red' } }, { 0: { label: null, value: 'red' } }],
  [{ dataset: [{ value: 1 }], custom_fields: { f: 1 } }, { f: { label: null, value: 1 } }],
  [
    { dataset: { f: { id: 1, name: 'Opt' } }, dataset_field_name: { f: 'Size' } },
    { f: { label: 'Size', value: { id: 1, name: 'Opt' } } },
  ],
  [{ dataset: { f: { id: 1, name: 'Opt' } } }, { f: { label: null, value: { id: 1, name: 'Opt' } } }],
  [{ dataset: [] }, {}],
  [{ dataset: 'x' }, {}],
  [{}, {}],
])('the custom fields of %j', (data, fields) => expect(dealOf(data).custom_fields).toEqual(fields));

test('a custom field may be named like one of JavaScript’s own', () => {
  const data = JSON.parse('{"dataset":{"__proto__":"x","constructor":{"value":"y"}}}');
  expect(Object.entries(dealOf(data).custom_fields)).toEqual([
    ['__proto__', { label: null, value: 'x' }],
    ['constructor', { label: null, value: 'y' }],
  ]);
});

test('the page of a deal is what is sent, or made of the account and the id', () => {
  const origin = 'https://acme.livespace.io';
  expect(dealOf({ url: 'https://x' }, origin).url).toBe('https://x');
  expect(dealOf({}, origin).url).toBe('https://acme.livespace.io/Deal/deal/details/api_id/7');
  expect(dealOf({ id: 'a/b c' }, origin).url).toBe('https://acme.livespace.io/Deal/deal/details/api_id/a%2Fb%20c');
  expect(dealOf({}).url).toBeNull();
});
