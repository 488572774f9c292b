import fc from 'fast-check';
import { eventNames, samples } from 'livespace-webhooks';
import { itemFromEvent, sampleEvents } from 'livespace-webhooks/host';
import { dealPaths, ownersPath, reasonPaths } from 'livespace-webhooks/wire';
import { heads } from '../../make/source/read.ts';
import { code, components, type Json } from '../../testing/make/app.ts';
import { functions } from '../../testing/make/iml/functions.ts';
import { hear } from '../../testing/make/webhook.ts';

/** The webhook of each event: the one whose subscription is for it. */
const hooks = new Map<string, string>(
  components
    .filter(({ type, metadata }) => type === 'webhook' && metadata.codeFiles.attach)
    .map(({ id }) => [code('webhook', id, 'attach')[1].temp.call.subscription.events[0], id]),
);
const hookOf = (event: string) => hooks.get(event) ?? '';

/** The item that Make's files make of an event, as JSON, and the same from the webhook that is added by hand. */
function makeItem(event: Json): Json {
  const body = JSON.stringify(event);
  const { raw, ...item } = hear(hookOf(event.name), { body }).bundle;
  const byHand = hear('dealEvents', { body, parameters: { events: eventNames } }).bundle;
  expect(byHand).toEqual({ ...item, raw });
  expect(raw).toEqual(JSON.parse(body));
  return item;
}

/** The core's item without what Make can't compute. */
function coreItem(event: Json): Json {
  return JSON.parse(JSON.stringify({ ...itemFromEvent(event), is_late: null }));
}

/** A status change whose deal holds only this. */
function bare(data: object, over: object = {}): Json {
  const { name, id, timestamp } = sampleEvents['deal.status_changed'];
  return { name, id, timestamp, ...over, data: { id: 'd-1', ...data } };
}

const alike: Record<string, Json[]> = {
  names: ['name', 'title'].map((key) => bare({ [key]: 'Żuraw' })),
  'blank names': ['', ' ', null, [], {}, true].map((name) => bare({ name, title: undefined })),
  'a name in quotes': ['"a"', '{"b":1}', '[c]', "it's", 'a\\b', 'false', '0', 'null'].map((name) => bare({ name })),
  statuses: [
    'won',
    'WON',
    ' Lost ',
    'postponed',
    7,
    { id: 2, name: 'Won' },
    { code: 'lost', name: 'Przegrana' },
    { id: 'outdated' },
    {},
    [],
    true,
  ].map((status) => bare({ status })),
  'statuses elsewhere': [
    { status: 3, status_name: 'Won' },
    { statusCode: 'won', statusName: 'Wygrana' },
    { status_id: 'lost' },
    { status: '', status_name: '' },
    { statusName: 'Postponed' },
  ].map((data) => bare(data)),
  amounts: [
    0,
    0.5,
    12500,
    -7.25,
    '5',
    '-5',
    '+5',
    '5,00',
    '0.00',
    '12500.50',
    '1 234,50',
    '1234567',
    "1'234.50",
    '1’234,5',
    '1,234.50',
    '1.234,50',
    '1.234.567',
    '1,234,567',
    '1,234',
    '1.234',
    '1\u00a0234\u202f567,5',
    '12 500,5 zł',
    'PLN 12,500.50',
    '12 500 PLN',
    '€ 5',
    '5€',
    '$1,000.00',
    '-$5',
    '$-5',
    '−5',
    '1 200 Kč',
    '5 kr',
    '5 Ft',
    '7 zł.',
    '5\u3000zł',
    '1\t234\n567\u2028zł',
    'лв 5',
    '5 грн',
    '№5',
    'K 5',
    'Ł5',
    '1ł234',
    '5 zł zł',
    '\t5\n',
    '₴5',
    '￥1’234',
    'n/a',
    '',
    ' ',
    '5 apples',
    '1 2 3',
    '12.5.3',
    '1,23,4',
    '1e5',
    '5%',
    '.5',
    '1'.repeat(64),
    '1'.repeat(65),
    `PLN ${'1'.repeat(80)}`,
    `${'ą'.repeat(50_000)}5`,
    '5.',
    'PLN',
    '2026-11-24',
    'abc',
    null,
    true,
    [],
    {},
    [5],
    { amount: '' },
    { amount: '1 234,50', currency: 'PLN' },
    { value: 5 },
    { other: 1 },
  ].map((value) => bare({ value })),
  'final amounts': [
    { value: '1', value_final: '2,50' },
    { value: '1', value_final: '0.00' },
    { value: '1', value_final: '' },
    { value: '1', value_final: 'n/a' },
    { value: '', valueFinal: { amount: 3, currency: 'EUR' } },
    { amount: { amount: 7, currency: 'EUR' } },
    { value_net: '9' },
  ].map((data) => bare(data)),
  probabilities: [80, '80', '80%', '80 %', '5,00', '', 'high', null].map((probability) => bare({ probability })),
  times: [
    '2025-10-08T15:19:13Z',
    '2025-10-08 15:19:13+02',
    '2025-10-08 15:19:13-03',
    '2025-10-08 15:19:13+0530',
    '2025-10-08 15:19:13+05:30',
    '2025-10-08 15:19:13',
    '2025-10-08 15:19',
    '2025-10-08 15:19+02',
    '2025-10-08T15:19Z',
    '2025-10-08',
    ' 2025-10-08 15:19:13 +02 ',
    '2025-10-08t15:19:13z',
    '2026-11-24T14:30:00 Z',
    '2026-11-24T10:00:00 +01:00',
    '2026-11-24T10:00  -0530',
    '2026-11-24T10:00:60Z',
    '2026-11-24 23:59:60+01',
    '2024-02-29',
    '2023-02-29',
    '2025-02-30',
    '2025-04-31',
    '2000-02-29',
    '2100-02-29',
    '1969-12-31',
    '0000-00-00',
    '2025-13-01',
    '2025-10-08 25:00:00',
    '2025-10-08 15:60',
    '2025-10-08 15:19:13+99',
    1732442400,
    '1732442400',
    1732442400000,
    '1732442400000',
    '1732442400.5',
    99999999999,
    100000000,
    12345678,
    '12345678',
    0,
    -1,
    'soon',
    '',
    null,
    true,
    [],
    {},
    '2025-10-08 15:19:13+02:00:00',
    '2025-10-08 15:19:13 UTC',
    '2025-10-08T15:19GMT',
    '2025-10-08 15:19:13 CEST',
    '20251008',
  ].flatMap((time) => [
    bare({ created: time }),
    bare({ status_change_date: time, status: 'won' }),
    bare({}, { timestamp: time }),
  ]),
  'times elsewhere': ['created_at', 'createdAt', 'create_date', 'createDate', 'created_date'].map((key) =>
    bare({ [key]: '2025-10-08 15:19:13+02' }),
  ),
  days: ['2025-12-31', '2025-12-31 10:00:00+01', '2025-02-29', '1969-12-31', 'soon', '', 20251231, null].map(
    (date_end) => bare({ date_end }),
  ),
  'other ids': [17, 'a:b%c', '', null].map((process_id) => bare({ process_id, id: process_id || 5 })),
  references: [
    { process_id: '', process: { id: 'p', name: 'Process' } },
    { processId: 3, process: { id: 3, name: 'New business' } },
    { process: 'New business' },
    { process: [] },
    { company: { id: 1 }, contact: [], stage: 'Offer' },
    { stageName: 'Offer', companyName: 'Nowak', contact_name: 0 },
  ].map((data) => bare(data)),
  owners: [
    { owner: { id: 1, name: 'A', email: 'a@example.com' } },
    { owner: { user_id: 5, full_name: 'A' } },
    { owner: { id: 1, login: 'A' } },
    { ownerId: 5, ownerName: 'B' },
    { owner_id: 'o', owner_name: 'Ola "O" {x}', owner_email: 'o@x' },
    { owner_id: '', owner_name: '', owner_email: '' },
    { owners: [] },
    { owners: [{ id: 'x', name: 'Jan' }] },
    { owners: [{ user_id: 5, login: 'jan' }] },
    { owners: ['Jan'] },
    { owners: { id: 'x', full_name: 'Jan', email: 'j@x' } },
    { owners: { 7: { id: 7, name: 'Jan', email: 'j@x' } } },
    { owners: null },
    { owners: 'Jan', owner_id: 'o' },
    { owners: 17 },
    { owners: ' ' },
    { owners: { 5: null } },
    { owners: { 5: '' } },
    { owners: { 5: [] } },
    { owners: { 5: true } },
    { owners: { 5: {} } },
    { owners: { 7: 'Jan' } },
    { owners: { 7: { name: 'Jan' } } },
    { owners: { 0: { name: 'Jan' } } },
    { owners: { id: 'x' } },
  ].map((data) => bare(data)),
  products: [
    [],
    null,
    undefined,
    'text',
    {},
    [{ name: 'Chair' }, { name: 'Desk' }],
    [{ product_name: 'Chair' }],
    [{ productName: 'Chair' }],
    [{ product: 'Chair' }],
    ['Chair', 'Desk'],
    [{ price: 1 }],
    ['Chair', ''],
    [{ product: { name: 'Chair' } }],
    { name: 'Chair', price: 1 },
    { 1: { name: 'Chair' }, 5: { name: 'Desk' } },
  ].map((products) => bare({ products })),
  costs: [[], null, [{ value: 1 }], { 2: { value: 1 } }, 'x'].map((costs) => bare({ costs })),
  tags: [['a', 'b'], [{ name: 'a' }, { name: 'b' }], { 0: 'a', 2: 'b' }, 'a', '', [], null, {}].map((tags) =>
    bare({ tags }),
  ),
  'custom fields': [{ dataset: [] }, { dataset: null }, { dataset: {} }, { dataset: 'x' }, { custom_fields: [] }].map(
    (data) => bare(data),
  ),
  reasons: [
    { status: 'won', won_reason_name: 'Best price', won_reason_note: 'Note', lost_reason_name: 'Budget' },
    { status: 'lost', won_reason_name: 'Best price', lostReasonName: 'Budget', lost_reason_note: 7 },
    { status: 'outdated', outdated_reason: { name: 'Old', note: 'Very' } },
    { status: 'lost', lost_reason: 'Budget' },
    { status: 'open', lost_reason_name: 'Budget' },
    { lost_reason_name: 'Budget' },
  ].map((data) => bare(data)),
  links: ['https://acme.livespace.io/x', '', null, 7].map((url) => bare({ url })),
  currencies: [
    { currency: 'PLN' },
    { currency: { code: 'PLN', name: 'x' } },
    { currencyCode: 'PLN' },
    { value: { amount: 5, currency: 'PLN' } },
  ].map((data) => bare(data)),
  'unknown fields': [bare({ brand_new: { deep: [] } }, { trace: [1] })],
  attempts: [1, 2, '3', 0, null, 'x', [], {}].map((webhook_delivery_attempt) => bare({}, { webhook_delivery_attempt })),
  'ids of the notification': [7, 'x'].map((id) => bare({}, { id })),
  keys: [
    { status: 'won', status_change_date: '2025-10-08 15:19:13+02' },
    { status: 'won', status_change_date: '' },
    { status: 'a:b%', status_change_date: '2025-10-08 15:19:13+02' },
    { status: '' },
    { status: 'false' },
  ].flatMap((data) => [
    bare(data),
    bare(data, { timestamp: undefined }),
    bare(data, { timestamp: '2025-10-08T15:19:13.75Z' }),
  ]),
};

describe.each(eventNames)('Make’s %s is the core’s item', (name) => {
  it('in the sample', () => {
    const module = components.find(({ metadata }) => metadata.webhook === hookOf(name))?.id ?? '';
    const { raw, ...sample } = code('module', module, 'samples');
    expect(sample).toEqual({ ...samples[name], is_late: null });
    expect(raw).toEqual(sampleEvents[name]);
    expect(makeItem(sampleEvents[name])).toEqual(sample);
  });

  it('even when only the deal’s id is there', () => {
    const only = { name, id: 'e', data: { id: 'd1' } };
    expect(makeItem(only)).toEqual(coreItem(only));
  });
});

describe('Make’s item is the core’s item, wherever Livespace may put a field and whatever it puts there', () => {
  it.each(Object.entries(alike))('%s', (_, events) => {
    for (const each of events) {
      const core = coreItem(each);
      // See the differences below.
      const whole = (time: string | null) => (time === null ? null : `${time.slice(0, 19)}.000Z`);
      for (const at of ['created_at', 'modified_at', 'status_changed_at']) core.deal[at] = whole(core.deal[at]);
      core.occurred_at = whole(core.occurred_at);
      expect([each, makeItem(each)]).toEqual([each, core]);
    }
  });
});

/**
 * What make/README.md says is not the same in Make: here it is listed and counted. Each line is what Make gives where the core
 * gives something else; one that turns out the same has to leave the README.
 */
const differences: Record<string, { make: object; of: Json }> = {
  'several owners: the first': {
    make: { owners: [{ id: '1', name: 'Ola', email: null }] },
    of: bare({
      owners: [
        { id: 1, name: 'Ola' },
        { id: 2, name: 'Jan' },
      ],
    }),
  },
  'owners that can’t be read hide the deal’s own owner fields': {
    make: { owner: { id: null, name: null, email: null } },
    of: bare({ owners: [{}], owner_name: 'Jan' }),
  },
  'a place that can’t be read hides the next': {
    make: { created_at: null },
    of: bare({ created: 'soon', created_at: '2025-10-08' }),
  },
  'a fraction of a second is dropped': {
    make: { created_at: '2025-10-08T15:19:13.000Z' },
    of: bare({ created: '2025-10-08T15:19:13.250Z' }),
  },
  'numbers among tags and product names stay numbers': { make: { tags: [5] }, of: bare({ tags: [5] }) },
  'texts and objects in one list: as the first entry is': {
    make: { tags: ['a', { name: 'b' }] },
    of: bare({ tags: ['a', { name: 'b' }] }),
  },
  'custom fields stay as sent': {
    make: { custom_fields: { 'f-1': 'x' } },
    of: bare({ dataset: { 'f-1': 'x' }, dataset_field_name: { 'f-1': 'Size' } }),
  },
  'a list of custom fields is none': {
    make: { custom_fields: {} },
    of: bare({ dataset: [{ id: 'f-1', value: 'x' }] }),
  },
  'a blank entry that stands first empties the list of names': { make: { tags: [] }, of: bare({ tags: ['', 'b'] }) },
  'and so does a nameless one': {
    make: { product_names: [] },
    of: bare({ products: [{ price: 1 }, { name: 'Chair' }] }),
  },
  'a product alone whose first value is an object is split': {
    make: { products: [{ amount: 1 }, 'Chair'], product_names: [] },
    of: bare({ products: { price: { amount: 1 }, name: 'Chair' } }),
  },
  'a cost alone whose first key is an id is split': {
    make: { costs: [1, 'Fee'] },
    of: bare({ costs: { 5: 1, name: 'Fee' } }),
  },
  'a tag alone likewise': { make: { tags: [] }, of: bare({ tags: { type: { id: 1 }, name: 'vip' } }) },
  '24:00 is unreadable': { make: { created_at: null }, of: bare({ created: '2025-10-08T24:00:00Z' }) },
  'a time before 1970 in UTC is read': {
    make: { created_at: '1969-12-31T23:30:00.000Z' },
    of: bare({ created: '1970-01-01 00:30:00+01' }),
  },
  'one written before it is not': { make: { created_at: null }, of: bare({ created: '1969-12-31 23:30:00-01' }) },
  'an amount of 22 digits and more': { make: { value: null }, of: bare({ value: 1e21 }) },
  'an amount of less than 0.000001': { make: { value: null }, of: bare({ value: 1e-7 }) },
  'a tab is a text': { make: { name: '\t' }, of: bare({ name: '\t' }) },
  'a line break is part of a status': { make: { status: 'won\n' }, of: bare({ status: 'won\n' }) },
};

describe('the differences that the README lists', () => {
  it.each(Object.entries(differences))('%s', (_, { make, of }) => {
    const same = ({ deal }: Json) => Object.fromEntries(Object.keys(make).map((key) => [key, deal[key]]));
    expect(same(makeItem(of))).toEqual(make);
    expect(same(coreItem(of))).not.toEqual(make);
  });

  it('a number of which the last digits are lost stays the id', () => {
    const event = bare({}, { id: 2 ** 53 });
    expect(makeItem(event).id).toBe(String(2 ** 53));
    expect(coreItem(event).id).toMatch(/^[0-9a-f]{64}$/);
  });

  it('an event without an id gets another hash of itself than elsewhere, and a copy of it the same', () => {
    const [first, copy] = [1, 2].map((webhook_delivery_attempt) =>
      bare({}, { id: undefined, webhook_delivery_attempt }),
    );
    expect(makeItem(first).id).toMatch(/^[0-9a-f]{64}$/);
    expect(makeItem(copy).id).toBe(makeItem(first).id);
    expect(makeItem(bare({ name: 'x' }, { id: undefined })).id).not.toBe(makeItem(first).id);
    expect(coreItem(first).id).not.toBe(makeItem(first).id);
  });
});

test.each(['value', 'probability'])('no pattern that takes its time is given a long %s', (field) => {
  const replace = jest.spyOn(functions, 'replace');
  const long = `5${' '.repeat(300)}%`;
  expect(makeItem(bare({ [field]: long })).deal[field]).toBeNull();
  const patterns = replace.mock.calls.filter(([text]) => String(text).includes(' '.repeat(300))).map(([, by]) => by);
  replace.mockRestore();
  // Those that begin at the text's first sign, and only there.
  expect(patterns.filter((pattern) => !String(pattern).startsWith('/^'))).toEqual([]);
});

/** A value of every kind at every place that is read: no evaluation fails, and no field gets a type of its own. */
it('takes any JSON anywhere', () => {
  const reasons = Object.values(reasonPaths).flatMap((paths) => [...paths.reason, ...paths.reason_note]);
  const keys = [...new Set(Object.values(dealPaths).flatMap(heads)), ...heads(reasons), ownersPath];
  const json = fc.jsonValue({ maxDepth: 3 });
  const value = fc.oneof(
    json,
    fc.constantFrom('won', '5,00', '2025-10-08', '1 234,50 zł', [], {}, { id: 1, name: 'x' }),
  );
  const deal = fc.dictionary(fc.constantFrom(...keys), value, { noNullPrototype: true });
  const text = (given: unknown) => given === null || typeof given === 'string';
  fc.assert(
    fc.property(deal, json, json, (data, timestamp, id) => {
      const body = JSON.stringify({ name: 'deal.status_changed', id, timestamp, data: { ...data, id: 'd-1' } });
      const item = hear('dealStatusChanges', { body }).bundle;
      for (const key of ['name', 'status', 'currency', 'created_at', 'closes_on', 'reason', 'url']) {
        expect([key, text(item.deal[key])]).toEqual([key, true]);
      }
      for (const key of ['products', 'product_names', 'costs', 'tags'])
        expect(item.deal[key]).toEqual(expect.any(Array));
      expect(item.deal.value === null || typeof item.deal.value === 'number').toBe(true);
      expect(JSON.stringify(item)).not.toContain('\uFFFD');
      expect(item.dedupe_key).toEqual(expect.any(String));
    }),
    { numRuns: 200 },
  );
});
