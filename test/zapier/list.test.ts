import { samples } from 'livespace-webhooks';
import { startWorld, type World } from '../../testing/zapier/harness.ts';
import { poll } from '../../testing/zapier/polls.ts';
import type { ZapItem } from '../../zapier/src/item.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

/** A schedule is asked for its samples by its own `perform`. */
function editorList({ zap }: World, key: string, inputData = {}): Promise<ZapItem[]> {
  const asked = zap(key, { inputData });
  return key.endsWith('_scheduled') ? poll(asked, { isLoadingSample: true }) : asked.list();
}

describe('testing the trigger in the editor', () => {
  test('gives the newest deals, with one signed call', async () => {
    const newest = world.livespace.createDeal({ name: 'Newest' });
    const items = await world.zap('deal_created').list();
    expect(items.length).toBeGreaterThan(1);
    expect(items[0]).toMatchObject({ id: `created:${newest.deal.id}`, event: 'deal.created', is_late: false });
    expect(world.livespace.requests().map(({ method }) => method)).toEqual(['_Api/getToken', 'Deal/getAll']);
  });

  test('gives no more than 20', async () => {
    for (let i = 0; i < 25; i += 1) world.livespace.createDeal();
    await expect(world.zap('deal_created').list()).resolves.toHaveLength(20);
  });

  test('ids are unique, as the SDK demands', async () => {
    const items = await world.zap('deal_status_changed').list();
    expect(new Set(items.map((item) => item.id)).size).toBe(items.length);
  });

  test('shows first the deal whose status changed last', async () => {
    const [older, newer] = ['older', 'newer'].map((name) => String(world.livespace.createDeal({ name }).deal.id));
    world.livespace.changeStatus(String(newer), 'lost');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    world.livespace.changeStatus(String(older), 'won');
    const items = await world.zap('deal_status_changed').list();
    expect(items.slice(0, 2).map((item) => item.deal.name)).toEqual(['older', 'newer']);
    expect(items.at(-1)?.deal.status_changed_at).toBeNull();
  });

  test('keeps to the filters', async () => {
    const zap = world.zap('deal_status_changed', {
      inputData: { status: ['lost', 'won'], minimum_value: '40 000,00' },
    });
    const items = await zap.list();
    expect(items.length).toBeGreaterThan(0);
    for (const { deal } of items) expect(['won', 'lost']).toContain(deal.status);
    for (const { deal } of items) expect(deal.value).toBeGreaterThanOrEqual(40_000);
  });

  test('asks for a single status, which “all” may leave out', async () => {
    const { deal } = world.livespace.createDeal();
    world.livespace.changeStatus(String(deal.id), 'outdated');
    const zap = world.zap('deal_status_changed', { inputData: { status: 'Outdated' } });
    expect((await zap.list()).map((item) => item.deal.status)).toEqual(expect.arrayContaining(['outdated']));
  });

  test.each([
    ['deal_status_changed_scheduled', {}],
    ['deal_status_changed_scheduled', { status: ['won', 'lost'] }],
    ['deal_status_changed', { status: ['won', 'lost'] }],
  ])('finds changed deals, and those alone, behind newer ones: %s, %j', async (key, inputData) => {
    const busy = await startWorld({ deals: [] });
    for (const status of ['won', 'lost'] as const) {
      const { deal } = busy.livespace.createDeal();
      busy.livespace.changeStatus(String(deal.id), status);
    }
    for (let i = 0; i < 25; i += 1) busy.livespace.createDeal();
    const items = await editorList(busy, key, inputData);
    expect(items.map((item) => item.deal.status).sort()).toEqual(['lost', 'won']);
    await busy.close();
  });

  test('shows the sample of a schedule as the schedule would find it', async () => {
    const empty = await startWorld({ deals: [] });
    const [created] = await editorList(empty, 'deal_created_scheduled');
    expect(created).toMatchObject({ id: created?.dedupe_key, delivery_attempt: null });
    await empty.close();
  });

  test('tells of a webhook’s deal the attempt that its raw event tells', async () => {
    world.livespace.createDeal();
    const [item] = await world.zap('deal_created').list();
    expect([item?.delivery_attempt, item?.raw]).toEqual([1, expect.objectContaining({ webhook_delivery_attempt: 1 })]);
  });

  test.each(['deal_created', 'deal_status_changed'])(
    'shows a sample when the account has no deals: %s',
    async (key) => {
      const empty = await startWorld({ deals: [] });
      await expect(empty.zap(key).list()).resolves.toMatchObject([
        samples[key.replace('_', '.') as keyof typeof samples],
      ]);
      await empty.close();
    },
  );

  test('is refused for a minimum that is not a number', async () => {
    const zap = world.zap('deal_created', { inputData: { minimum_value: '12.5.x' } });
    await expect(zap.list()).rejects.toThrow('“12.5.x” is not a number.');
  });
});

describe('the dropdowns', () => {
  const choices = (trigger: string) => world.zap(trigger).operation('perform', {});

  test('name the processes', async () => {
    await expect(choices('process_list')).resolves.toEqual([
      { id: expect.any(String), name: 'Sprzedaż B2B' },
      { id: expect.any(String), name: 'Partnerzy' },
    ]);
  });

  test('name the people', async () => {
    const people = (await choices('owner_list')) as { name: string }[];
    expect(people.map(({ name }) => name)).toEqual(['Anna Kowalska', 'Łukasz Wiśniewski', 'Zofia Zając']);
  });

  test.each(['process_list', 'owner_list'])('%s says what to do when Livespace refuses', async (trigger) => {
    const zap = world.zap(trigger);
    zap.authData = { ...world.authData, apiSecret: 'x' };
    await expect(zap.operation('perform', {})).rejects.toMatchObject({
      name: 'ExpiredAuthError',
      doNotContextify: true,
    });
  });
});
