import { type EventName, type Item, itemFromDeal, samples } from 'livespace-webhooks';
import { byNewest, itemFields, itemFromEvent, sampleEvents } from 'livespace-webhooks/host';
import { dealPaths, ownersPath, reasonPaths } from 'livespace-webhooks/wire';

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
/** Every key that any path begins with. */
const wireKeys = [...Object.values(dealPaths), ...Object.values(reasonPaths).flatMap((paths) => Object.values(paths))]
  .flat(2)
  .concat(ownersPath)
  .map((path) => path.split('.')[0] ?? '');

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

/** As they come: JSON reads the first two as one number. */
const sent = (id: string, name = 'A') =>
  itemFromEvent(JSON.parse(`{"name":"deal.created","id":${id},"data":{"id":"d","name":"${name}"}}`));

test.each(['9007199254740992', '-9007199254740993', '12345678901234567890', '1e400'])(
  'a number of which the last digits are lost, %s, is no id: the event’s hash stands in',
  (id) => {
    expect(sent(id).id).toMatch(/^[0-9a-f]{64}$/);
    expect(sent(id).id).toBe(sent(id).id);
    expect(sent(id, 'B').id).not.toBe(sent(id).id);
  },
);

test.each(['9007199254740991', '"9007199254740993"', '7'])('the id %s is one', (id) => {
  expect(sent(id).id).toBe(id.replaceAll('"', ''));
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

  const won = { name: 'deal.status_changed', timestamp: undefined };

  test('without a readable time is the event’s id, so that two changes never share one', () => {
    const keys = ['e-1', 'e-2'].map((id) => event({ status: 'won' }, { ...won, id }).dedupe_key);
    expect(keys).toEqual(['e-1', 'e-2']);
    expect(event({ status: 'won' }, { ...won, timestamp: 'soon' }).dedupe_key).toBe('e');
    expect(event({}, { name: 'deal.deleted', timestamp: null }).dedupe_key).toBe('e');
  });

  test('without a status is the event’s id', () => {
    expect(event({}, { ...won, timestamp: '2026-11-24T10:00:00Z' }).dedupe_key).toBe('e');
  });

  test('goes by the deal’s own time of the change, in whole seconds, or else by the event’s', () => {
    const change = { name: 'deal.status_changed', timestamp: '2026-11-24T10:00:00.999Z' };
    const own = { status: 'won', status_change_date: '2026-11-24 10:59:59.4+01' };
    expect(event(own, change).dedupe_key).toBe('status:d:won:2026-11-24T09:59:59Z');
    expect(event({ status: 'won' }, change).dedupe_key).toBe('status:d:won:2026-11-24T10:00:00Z');
    expect(event({ status: 'won' }, { ...change, timestamp: 1795514400 }).dedupe_key).toBe(
      'status:d:won:2026-11-24T10:00:00Z',
    );
  });

  test('encodes what parts it, so that two deals or statuses can’t meet in one key', () => {
    const change = { name: 'deal.status_changed' };
    const keys = [
      event({ id: 'a:b', status: 'c' }, change),
      event({ id: 'a', status: 'b:c' }, change),
      event({ id: 'a%3Ab', status: 'c' }, change),
      event({ id: 'a:b' }),
      event({ id: 'a%3Ab' }),
      event({ id: 'b' }, { name: 'created:a' }),
    ].map(({ dedupe_key: key }) => key);
    expect(keys).toEqual([
      'status:a%3Ab:c:2026-11-24T10:00:00Z',
      'status:a:b%3Ac:2026-11-24T10:00:00Z',
      'status:a%253Ab:c:2026-11-24T10:00:00Z',
      'created:a%3Ab',
      'created:a%253Ab',
      'created%3Aa:b:2026-11-24T10:00:00Z',
    ]);
  });

  test('of a row of the API without a time is the same as long as the row is', () => {
    const row = { id: 'd', status: 'won' };
    const key = itemFromDeal(row, 'deal.status_changed').dedupe_key;
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(itemFromDeal({ ...row }, 'deal.status_changed').dedupe_key).toBe(key);
    expect(itemFromDeal({ ...row, status: 'lost' }, 'deal.status_changed').dedupe_key).not.toBe(key);
  });
});

describe('the stand-in for a missing id', () => {
  const idOf = (data: object, rest: object = {}) => event(data, { id: null, ...rest }).id;

  test('is the same for a copy, whatever its attempt', () => {
    expect(idOf({ a: 1 }, { webhook_delivery_attempt: 2 })).toBe(idOf({ a: 1 }));
    expect(idOf({ a: 1 })).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is another for whatever else differs, nested or not', () => {
    const contents: unknown[] = [
      ...[1, 2, '1', null, true, [], {}, [1], ['1'], [[1]], [1, 1], [[1], 1], [1, [1]], { 1: 1 }, { a: 1 }, { b: 1 }],
      ...[
        { a: { b: 1 } },
        { a: 1, b: 1 },
        { b: 1, a: 1 },
        [21],
        [2, 1],
        [12, 2],
        [[12], 2],
        [[1], 22],
        ['a', 'b'],
        ['a,b'],
      ],
    ];
    expect(new Set(contents.map((content) => idOf({ content }))).size).toBe(contents.length);
    expect(idOf({}, { timestamp: '2026-11-24T10:00:01Z' })).not.toBe(idOf({}));
    expect(idOf({ webhook_delivery_attempt: 1 })).not.toBe(idOf({ webhook_delivery_attempt: 2 }));
  });
});

describe('when it occurred', () => {
  test.each([
    [1795514400, '2026-11-24T10:00:00.000Z'],
    ['1795514400', '2026-11-24T10:00:00.000Z'],
    [1795514400000, '2026-11-24T10:00:00.000Z'],
    ['2026-11-24T10:00:60Z', '2026-11-24T10:01:00.000Z'],
    [null, null],
  ])('%j is %j', (timestamp, occurredAt) => expect(event({}, { timestamp }).occurred_at).toBe(occurredAt));

  test.each([
    ['deal.created', { created: '2026-11-24', status_change_date: '2026-11-26' }, '2026-11-24T00:00:00.000Z'],
    ['deal.created', { modified: '2026-11-25' }, null],
    ['deal.status_changed', { modified: '2026-11-25', status_change_date: '2026-11-26' }, '2026-11-26T00:00:00.000Z'],
    ['deal.status_changed', { modified: '2026-11-25', status_change_date: '' }, '2026-11-25T00:00:00.000Z'],
  ] as const)('%s of a row with %j: %j', (name, row, occurredAt) =>
    expect(itemFromDeal({ id: 'd', ...row }, name).occurred_at).toBe(occurredAt),
  );
});

test('a list is in the order in which its events occurred, newest first', () => {
  const rows = [
    { id: 'old', created: '2026-01-01', status_change_date: '2026-03-01' },
    { id: 'unknown' },
    { id: 'new', created: '2026-02-01', status_change_date: '2026-02-01' },
  ];
  const listed = (name: EventName) =>
    rows
      .map((row) => itemFromDeal(row, name))
      .sort(byNewest(name))
      .map(({ deal }) => deal.id);
  expect(listed('deal.created')).toEqual(['new', 'old', 'unknown']);
  expect(listed('deal.status_changed')).toEqual(['old', 'new', 'unknown']);
});

test('the samples are what their events give', () => {
  for (const name of ['deal.created', 'deal.status_changed'] as const) {
    expect(samples[name]).toEqual(itemFromEvent(sampleEvents[name]));
    expect(samples[name].event).toBe(name);
  }
});
