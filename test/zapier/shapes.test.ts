import { startWorld, type World } from '../../testing/zapier/harness.ts';
import { app } from '../../zapier/src/index.ts';
import { outputFields } from '../../zapier/src/output-fields.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const fields = new Map(outputFields.map((field) => [field.key, field]));

/** Their keys are Livespace's and the account's own: Zapier shows what it finds. */
const open = new Set(['raw', 'deal__custom_fields']);

/** Every value of an item under the key an output field would have, down to where a field says it is a list. */
function leaves(value: unknown, key = ''): [string, unknown][] {
  if (open.has(key)) return [];
  if (fields.get(key)?.list) return [[key, value]];
  if (Array.isArray(value)) return value.flatMap((entry) => leaves(entry, `${key}[]`));
  if (typeof value !== 'object' || value === null) return [[key, value]];
  const joint = key === '' || key.endsWith('[]') ? '' : '__';
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, `${key}${joint}${name}`));
}

const instant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2}))?$/;

function fits(value: unknown, { type, list }: { type?: string; list?: boolean }): boolean {
  if (list) return Array.isArray(value);
  if (type === 'datetime') return typeof value === 'string' && instant.test(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

async function itemsOf(trigger: 'deal_created' | 'deal_status_changed') {
  const zap = world.zap(trigger);
  await zap.turnOn();
  const { deal } = world.livespace.createDeal({
    name: 'Full',
    owner_id: 'o-1',
    owner_name: 'Anna',
    value: 1200.5,
    probability: 50,
    products: [{ id: 1, name: 'Chair' }],
    costs: [{ id: 2, value: '3,00' }],
    tags: ['a', { name: 'b' }],
  });
  world.livespace.changeStatus(String(deal.id), 'won');
  await world.settled();
  const [listed] = await zap.list();
  return {
    sample: app.triggers?.[trigger]?.operation.sample as object | undefined,
    listed,
    live: zap.started().at(-1),
  };
}

describe.each(['deal_created', 'deal_status_changed'] as const)('%s', (trigger) => {
  test('the sample, the list and the live item have the same keys, and each has its output field', async () => {
    const { sample, listed, live } = await itemsOf(trigger);
    const keys = (item: unknown) => [...new Set(leaves(item).map(([key]) => key))].sort();
    const expected = [...fields.keys()].sort();
    expect({ sample: keys(sample), listed: keys(listed), live: keys(live) }).toEqual({
      sample: expected,
      listed: expected,
      live: expected,
    });
  });

  test('every value of each is of its field’s type, or null', async () => {
    for (const [origin, item] of Object.entries(await itemsOf(trigger))) {
      const wrong = leaves(item).filter(([key, value]) => value !== null && !fits(value, fields.get(key) ?? {}));
      expect({ origin, wrong }).toEqual({ origin, wrong: [] });
    }
  });

  test('no key goes missing when Livespace sends nothing but what is sure', async () => {
    const zap = world.zap(trigger);
    await zap.turnOn();
    world.livespace.emit({ name: trigger.replace('_', '.'), data: { id: 'd-1' } });
    await world.settled();
    const { sample } = await itemsOf(trigger);
    const topLevel = (item: object | undefined) => Object.keys(item ?? {}).sort();
    const [live] = zap.started();
    expect(topLevel(live)).toEqual(topLevel(sample));
    expect(topLevel(live?.deal)).toEqual(topLevel((sample as typeof live)?.deal));
  });
});

/** As Zapier maps it by click: where a value stands. */
function places(value: unknown, path = 'raw'): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([name, inner]) => places(inner, `${path}__${name}`));
}

describe.each(['deal_created', 'deal_status_changed'] as const)('raw of %s', (trigger) => {
  test('comes last, and holds in the sample and in the list nothing that a delivery lacks', async () => {
    const { sample, listed, live } = await itemsOf(trigger);
    for (const item of [sample, listed, live]) expect(Object.keys(item ?? {}).at(-1)).toBe('raw');
    expect(live?.raw).toMatchObject({ webhook_delivery_attempt: 1, data: { name: 'Full' } });
    const delivered = places(live?.raw);
    expect(delivered).toEqual(expect.arrayContaining(places(listed?.raw)));
    expect(delivered).toEqual(
      expect.arrayContaining(places((sample as typeof live)?.raw).filter((key) => !/reason/.test(key))),
    );
  });
});

test('a value of another type would be noticed', () => {
  expect(fits('1', { type: 'integer' })).toBe(false);
  expect(fits(1, { type: 'string' })).toBe(false);
  expect(fits('2026-11-24 10:00', { type: 'datetime' })).toBe(false);
  expect(fits('a, b', { list: true })).toBe(false);
});
