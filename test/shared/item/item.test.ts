import { type Item, itemFromDeal, samples } from 'livespace-webhooks';
import { itemFields, itemFromEvent, sampleEvents } from 'livespace-webhooks/host';

const event = (data: object, rest: object = {}) =>
  itemFromEvent({
    name: 'deal.created',
    id: 'e',
    timestamp: '2026-11-24T10:00:00Z',
    webhook_delivery_attempt: 1,
    ...rest,
    data: { id: 'd', ...data },
  });

/** The paths of all values in their order, `[]` for an entry of a list of maps. */
function paths(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    const [first] = value;
    return typeof first === 'object' ? paths(first, `${path}[]`) : [path];
  }
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [path];
  return Object.entries(value).flatMap(([key, inner]) => paths(inner, path ? `${path}.${key}` : key));
}

const strange: unknown[] = [null, undefined, '', [], {}, 0, 7, true, 'x', [null], [[]], { a: 1 }];
const wireKeys = [
  ...['name', 'status', 'status_name', 'value', 'value_final', 'currency', 'probability', 'process_id', 'process_name'],
  ...['process', 'stage', 'stage_id', 'owners', 'owner_id', 'owner_email', 'company', 'contact', 'products', 'costs'],
  ...['tags', 'created', 'modified', 'status_change_date', 'date_end', 'won_reason_name', 'lost_reason_name', 'url'],
];

describe.each(strange.map((value) => [value]))('where every field is %j', (value) => {
  const all = Object.fromEntries(wireKeys.map((key) => [key, value]));

  test('the item has all its keys, of their types', () => {
    const types: Record<string, (value: unknown) => boolean> = {
      string: (one) => typeof one === 'string',
      number: Number.isFinite,
      integer: Number.isInteger,
      boolean: (one) => typeof one === 'boolean',
      datetime: (one) => typeof one === 'string' && new Date(one).toISOString() === one,
      date: (one) => typeof one === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(one),
      list: Array.isArray,
      map: (one) => typeof one === 'object' && !Array.isArray(one),
    };
    const item = event(all, { id: value, timestamp: value, webhook_delivery_attempt: value });
    for (const { path, type } of itemFields) {
      const [outer = '', inner] = path.split('[].');
      const found = outer.split('.').reduce<unknown>((object, key) => (object as Record<string, unknown>)[key], item);
      const values = inner === undefined ? [found] : (found as Record<string, unknown>[]).map((one) => one[inner]);
      expect(values.filter((one) => one !== null && !types[type]?.(one))).toEqual([]);
      expect(values).not.toContain(undefined);
    }
  });
});

test('every field of the item is listed, once and in its order, and nothing else is', () => {
  const full: Item = { ...samples['deal.status_changed'] };
  full.deal = { ...full.deal, products: [], costs: [] };
  expect(paths(full)).toEqual(itemFields.map(({ path }) => path));
});

test('the same deal gives the same keys from a webhook and from the API', () => {
  const fromHook = event({ name: 'A' });
  const fromApi = itemFromDeal({ id: 'd', name: 'A' }, 'deal.created');
  const keys = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(([key, inner]) => [key, keys(inner)])
      : null;
  expect(keys(fromApi)).toEqual(keys(fromHook));
});

test.each([
  [{ value: '100', value_final: '90' }, 90],
  [{ value: '100', value_final: '0' }, 100],
  [{ value: '100' }, 100],
  [{ value: '0', value_final: 0 }, 0],
  [{ value_final: '0' }, null],
  [{}, null],
])('%j is worth %j', (deal, value) => expect(event(deal).deal.value).toBe(value));

test.each([
  [{ owner_id: 'u', owner_name: 'A', owner_email: 'a@x.pl' }, [{ id: 'u', name: 'A', email: 'a@x.pl' }]],
  [
    { owners: [{ id: 1, name: 'A' }, { email: 'b@x.pl' }] },
    [
      { id: '1', name: 'A', email: null },
      { id: null, name: null, email: 'b@x.pl' },
    ],
  ],
  [
    { owners: { 0: { id: 'u' }, 3: { id: 'v' } } },
    [
      { id: 'u', name: null, email: null },
      { id: 'v', name: null, email: null },
    ],
  ],
  [{ owners: ['Anna'], owner_id: 'u' }, [{ id: null, name: 'Anna', email: null }]],
  [{ owners: [], owner_id: 'u' }, [{ id: 'u', name: null, email: null }]],
  [{ owner_id: '', owner_name: null }, []],
])('%j is owned so', (deal, owners) => expect(event(deal).deal.owners).toEqual(owners));

test.each([
  [
    { process_id: 1, process_name: 'P' },
    { id: '1', name: 'P' },
  ],
  [{ process: { id: 1, name: 'P' } }, { id: '1', name: 'P' }],
  [
    { process: { id: 'inner' }, process_id: 'outer' },
    { id: 'outer', name: null },
  ],
  [{ process: 'P' }, { id: null, name: 'P' }],
])('%j is in this process', (deal, process) => expect(event(deal).deal.process).toEqual(process));

test('products and costs pass through as they are', () => {
  const products = [{ id: 1, deep: { price: '5,00' } }, 'x', null];
  expect(event({ products, costs: { 4: { a: 1 } } }).deal).toMatchObject({ products, costs: [{ a: 1 }] });
});

test.each([
  ['won', 'Price', { won_reason_name: 'Price', lost_reason_name: '' }],
  ['lost', 'Late', { won_reason_name: '', lost_reason_name: 'Late' }],
  ['open', null, {}],
])('a deal that is %s has the reason %j', (status, reason, deal) => {
  expect(event({ status, ...deal }).deal.reason).toBe(reason);
});

describe('the de-duplication key', () => {
  const changed = { status: 'won', status_change_date: '2026-11-24 15:30:00+01' };

  test('is the same for a fact from a webhook and from the API', () => {
    const fromHook = event(changed, { name: 'deal.status_changed', timestamp: '2026-11-24T14:30:01Z' });
    const fromApi = itemFromDeal({ id: 'd', ...changed }, 'deal.status_changed');
    expect(fromHook.dedupe_key).toBe('status:d:won:2026-11-24T14:30:00Z');
    expect(fromApi).toMatchObject({ id: fromHook.dedupe_key, dedupe_key: fromHook.dedupe_key, delivery_attempt: null });
    expect(event({}).dedupe_key).toBe(itemFromDeal({ id: 'd' }, 'deal.created').dedupe_key);
  });

  test('of a deal that is won, lost and won again differs each time', () => {
    const keys = ['2026-11-24 10:00:00+01', '2026-11-25 10:00:00+01'].map(
      (when) => itemFromDeal({ id: 'd', status: 'won', status_change_date: when }, 'deal.status_changed').dedupe_key,
    );
    expect(new Set(keys).size).toBe(2);
  });

  test('of an event that does not exist yet names it', () => {
    expect(event({}, { name: 'deal.deleted' }).dedupe_key).toBe('deal.deleted:d:2026-11-24T10:00:00Z');
  });
});

test('the samples are what their events give', () => {
  for (const name of ['deal.created', 'deal.status_changed'] as const) {
    expect(samples[name]).toEqual(itemFromEvent(sampleEvents[name]));
    expect(samples[name].event).toBe(name);
  }
});
