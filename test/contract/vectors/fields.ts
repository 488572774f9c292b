import { accepted, event } from './build.ts';
import type { Vector } from './vector.ts';

const statusChanged = { events: ['deal.status_changed'] };

/** A status change whose deal holds this. */
function changed(title: string, deal: object, item: Record<string, unknown>, change: object = {}): Vector {
  const sent = event({ name: 'deal.status_changed', data: { id: 'd-1', ...deal }, ...change });
  return accepted(title, sent, item, statusChanged);
}

const reference = (id: string, name: string) => ({ id, name });
const owner = { id: '1', name: 'A', email: 'a@example.com' };

const whole = {
  dedupe_key: 'status:d-1:won:2026-11-24T09:30:00Z',
  deal: {
    ...{ id: 'd-1', name: 'Deal', status: 'won', status_name: 'Won', value: 1234.5, currency: 'PLN', probability: 5 },
    ...{ owner, owners: [owner], process: reference('3', 'New business'), stage: reference('4', 'Offer') },
    ...{ company: reference('5', 'Nowak'), contact: reference('6', 'Jan'), product_names: ['Chair'], tags: ['vip'] },
    custom_fields: { f1: { label: 'Colour', value: 'red' } },
    ...{ created_at: '2026-11-24T09:00:00.000Z', modified_at: '2026-11-24T09:30:01.000Z' },
    ...{ status_changed_at: '2026-11-24T09:30:00.000Z', closes_on: '2026-12-31' },
    ...{ reason: 'Best price', reason_note: 'The board decided' },
  },
};

const snake = {
  ...{ name: 'Deal', status: 'won', status_name: 'Won', value: '1 234,50', value_final: '0', currency: 'PLN' },
  ...{ probability: '5,00', owner_id: 1, owner_name: 'A', owner_email: 'a@example.com', process_id: 3 },
  ...{ process_name: 'New business', stage_id: 4, stage_name: 'Offer', company_id: 5, company_name: 'Nowak' },
  ...{ contact_id: 6, contact_name: 'Jan', products: [{ product_name: 'Chair' }], tags: ['vip'] },
  ...{ dataset: { f1: 'red' }, dataset_field_name: { f1: 'Colour' }, created: '2026-11-24 10:00:00+01' },
  ...{ modified: '2026-11-24 10:30:01+01', status_change_date: '2026-11-24 10:30:00+01', date_end: '2026-12-31' },
  ...{ won_reason_name: 'Best price', won_reason_note: 'The board decided', lost_reason_name: 'Budget' },
};

const camelKey = (key: string) => key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const camel = Object.fromEntries(Object.entries(snake).map(([key, value]) => [camelKey(key), value]));

const nested = {
  ...{ name: 'Deal', status: { id: 2, name: 'Won' }, value: { amount: '1 234,50', currency: 'PLN' } },
  ...{ probability: { value: 5 }, owner: { id: 1, name: 'A', email: 'a@example.com' } },
  ...{ process: { id: 3, name: 'New business' }, stage: { id: 4, name: 'Offer' }, company: { id: 5, name: 'Nowak' } },
  ...{ contact: { id: 6, name: 'Jan' }, products: [{ product: { name: 'Chair' } }], tags: [{ name: 'vip' }] },
  ...{ customFields: { f1: { label: 'Colour', value: 'red' } }, createdAt: '2026-11-24T09:00:00Z' },
  ...{ updatedAt: 1795512601, statusChangedAt: 1795512600000, closesOn: '2026-12-31' },
  wonReason: { name: 'Best price', note: 'The board decided' },
};

const both = {
  ...{ won_reason_name: 'Best price', lost_reason_name: 'Budget', outdated_reason_name: 'Gone' },
  ...{ won_reason_note: 'w', lost_reason_note: 'l', outdated_reason_note: 'o' },
};

export const fields: Vector[] = [
  changed('every field in snake_case', snake, whole),
  changed('every field in camelCase', camel, whole),
  changed('every field nested', nested, whole),
  changed(
    'an amount whose currency is an object, an owner named as the deal’s own is',
    {
      value: { amount: 5, currency: { id: 1, code: 'EUR' } },
      owners: [{ owner_id: 1, owner_name: 'A', owner_email: owner.email }],
    },
    { deal: { value: 5, currency: 'EUR', owner, owners: [owner] } },
  ),
  changed('a currency by id and name', { currency: { id: 1, name: 'PLN' } }, { deal: { currency: 'PLN' } }),
  changed(
    'lost, with the reason of an earlier win',
    { status: 'lost', ...both },
    { deal: { reason: 'Budget', reason_note: 'l' } },
  ),
  changed(
    'outdated, with older reasons',
    { status: 'outdated', ...both },
    { deal: { reason: 'Gone', reason_note: 'o' } },
  ),
  changed('reopened, with older reasons', { status: 'open', ...both }, { deal: { reason: null, reason_note: null } }),
  changed('a status nobody knows', { status: 'On Hold' }, { deal: { status: 'On Hold', reason: null } }),
  changed('a status by its name', { status: 2, status_name: 'Won' }, { deal: { status: 'won', status_name: 'Won' } }),
  changed(
    'no time at all',
    { status: 'won' },
    { dedupe_key: 'e-1', occurred_at: null },
    { id: 'e-1', timestamp: undefined },
  ),
  changed('no status', {}, { dedupe_key: 'e-1', deal: { status: null } }, { id: 'e-1' }),
  changed(
    'ids and a status that hold what parts a key',
    { id: 'a:b%', status: 'c:d' },
    { dedupe_key: 'status:a%3Ab%25:c%3Ad:2026-11-24T10:00:00Z', deal: { id: 'a:b%' } },
  ),
  changed(
    'a fraction of a second',
    { status: 'won' },
    { dedupe_key: 'status:d-1:won:2026-11-24T10:00:00Z' },
    { timestamp: '2026-11-24T10:00:00.750Z' },
  ),
  ...(
    [
      ['Unix seconds', 1795514400, '2026-11-24T10:00:00.000Z'],
      ['Unix seconds as a text', '1795514400', '2026-11-24T10:00:00.000Z'],
      ['Unix milliseconds', 1795514400123, '2026-11-24T10:00:00.123Z'],
      ['a leap second', '2026-11-24T10:00:60Z', '2026-11-24T10:01:00.000Z'],
      ['no zone', '2026-11-24 10:00:00', '2026-11-24T10:00:00.000Z'],
      ['30 February', '2026-02-30T10:00:00Z', null],
      ['words', 'soon', null],
    ] as const
  ).map(([title, timestamp, occurred_at]) =>
    changed(`the time as ${title}`, { status: 'won' }, { occurred_at }, { timestamp }),
  ),
  ...(
    [
      ["1'234.50", 1234.5],
      ['12 500,5 zł', 12500.5],
      ['PLN 12,500.50', 12500.5],
      ['-5', -5],
      ['5 złotych', null],
      [0, 0],
    ] as const
  ).map(([value, read]) => changed(`a value of ${JSON.stringify(value)}`, { value }, { deal: { value: read } })),
  ...(
    [
      [
        'a list',
        [
          { id: 1, name: 'A' },
          { id: 2, name: 'B' },
        ],
        ['1', '2'],
      ],
      ['one object', { id: 1, name: 'A' }, ['1']],
      ['a map by id', { 'u-1': { name: 'A' }, 'u-2': { name: 'B' } }, ['u-1', 'u-2']],
      ['a list with gaps', { 0: { id: 1 }, 2: { id: 2 } }, ['1', '2']],
      ['nothing', [], []],
    ] as const
  ).map(([title, owners, ids]) =>
    changed(
      `owners as ${title}`,
      { owners },
      { deal: { owners: ids.map((id) => ({ id })), owner: { id: ids[0] ?? null } } },
    ),
  ),
  changed('owners as names', { owners: ['A', 'B'] }, { deal: { owner: { id: null, name: 'A' } } }),
  changed(
    'products as one object',
    { products: { name: 'Chair', price: '5,00' } },
    { deal: { products: [{ name: 'Chair', price: '5,00' }], product_names: ['Chair'] } },
  ),
  changed(
    'products as texts',
    { products: ['Chair', ''] },
    { deal: { products: ['Chair', ''], product_names: ['Chair'] } },
  ),
  changed(
    'custom fields as a list',
    { dataset: [{ id: 'f1', label: 'Colour', value: 'red' }] },
    { deal: { custom_fields: { f1: { label: 'Colour', value: 'red' } } } },
  ),
  changed(
    '[] for every map',
    { dataset: [], dataset_field_name: [], owner: [], process: [] },
    { deal: { custom_fields: {}, owners: [], process: { id: null, name: null } } },
  ),
];
