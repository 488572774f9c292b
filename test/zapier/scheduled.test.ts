import { startWorld, type World } from '../../testing/zapier/harness.ts';
import { PolledZap, poll } from '../../testing/zapier/polls.ts';
import type { Zap } from '../../testing/zapier/zap.ts';
import type { ZapItem } from '../../zapier/src/item.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

let world: World;
beforeEach(async () => {
  world = await startWorld({ deals: [], profile: { api: 'off' } });
});
afterEach(() => world.close());

/** What starts a Zap that is turned on before the change. */
async function startedBy(zap: Zap, change: () => void, looks: number): Promise<ZapItem[]> {
  const polled = new PolledZap(zap);
  await polled.turnOn();
  change();
  for (let look = 0; look < looks; look += 1) await polled.poll();
  return polled.started;
}

/** Closed long ago. */
function closedDeals(count: number): void {
  for (let index = 0; index < count; index += 1) {
    world.livespace.createDeal({ status: 'won', created: Date.now() - 300 * day, modified: Date.now() - 200 * day });
  }
}

test('without a subscription API a new deal starts the Zap, and the deals that were there before do not', async () => {
  world.livespace.createDeal({ name: 'Before', created: Date.now() - hour });
  const zap = world.zap('deal_created_scheduled');
  const started = await startedBy(zap, () => void world.livespace.createDeal({ name: 'After' }), 2);
  expect(started.map((item) => item.deal.name)).toEqual(['After']);
});

test('the newest deal comes first, and none from before the look back', async () => {
  for (const age of [3 * day, 2 * hour, hour]) {
    world.livespace.createDeal({ name: `${age / hour} h`, created: Date.now() - age });
  }
  const items = await poll(world.zap('deal_created_scheduled'));
  expect(items.map((item) => item.deal.name)).toEqual(['1 h', '2 h']);
});

test('a status change of an old deal starts the Zap, although `modified` does not tell', async () => {
  closedDeals(30);
  const aged = world.livespace.createDeal({ created: Date.now() - 400 * day, modified: Date.now() - 350 * day });
  const zap = world.zap('deal_status_changed_scheduled');
  const started = await startedBy(zap, () => void world.livespace.changeStatus(String(aged.deal.id), 'lost'), 2);
  expect(started).toMatchObject([{ deal: { id: aged.deal.id, status: 'lost' } }]);
});

test('a change from before the Zap was turned on does not start it, however deep the sweep has to go for it', async () => {
  const aged = world.livespace.createDeal({ created: Date.now() - 400 * day, modified: Date.now() - 350 * day });
  closedDeals(50);
  world.livespace.changeStatus(String(aged.deal.id), 'won');
  const zap = world.zap('deal_status_changed_scheduled');
  expect(await startedBy(zap, () => {}, 3)).toEqual([]);
});

test.each(['deal_created', 'deal_status_changed'] as const)(
  '%s: where the look at turning on fails, the next one brings what came since, and no history',
  async (trigger) => {
    world.livespace.createDeal({ name: 'Before', status: 'won', created: Date.now() - hour });
    const zap = new PolledZap(world.zap(`${trigger}_scheduled`));
    world.livespace.fault({ kind: 'result', result: 540, on: 'Deal/getAll', count: 'always' });
    await expect(zap.turnOn()).rejects.toThrow('did not allow');
    world.livespace.clearFaults();
    await new Promise((later) => setTimeout(later, 1100));
    world.livespace.createDeal({ name: 'After', status: 'won' });
    await zap.poll();
    await zap.poll();
    expect(zap.started.map(({ deal }) => deal.name)).toEqual(['After']);
  },
);

test.each([
  ['the sweep goes on where the last look ended', 'works', 1],
  ['with the cache out of order each look begins anew, and nothing fails', 'errs', 0],
] as const)('%s', async (_, mood, found) => {
  world.servers.cache.mood = mood;
  const aged = world.livespace.createDeal({ created: Date.now() - 400 * day, modified: Date.now() - 350 * day });
  closedDeals(50);
  world.livespace.changeStatus(String(aged.deal.id), 'won');
  const zap = world.zap('deal_status_changed_scheduled');
  expect(await poll(zap)).toHaveLength(0);
  expect(await poll(zap)).toHaveLength(found);
});

test('the filters hold back what does not match', async () => {
  for (const value of [100, 900]) world.livespace.createDeal({ value });
  const items = await poll(world.zap('deal_created_scheduled', { inputData: { minimum_value: '500,00' } }));
  expect(items.map((item) => item.deal.value)).toEqual([900]);
});

test('the editor shows deals from before the look back, or the sample', async () => {
  const zap = world.zap('deal_created_scheduled');
  expect(await poll(zap, { isLoadingSample: true })).toHaveLength(1);
  world.livespace.createDeal({ name: 'Long ago', created: Date.now() - 90 * day });
  const [shown] = await poll(zap, { isLoadingSample: true });
  expect(shown?.deal.name).toBe('Long ago');
});

test('a webhook and a schedule tell the same fact with the same dedupe_key', async () => {
  world.livespace.setSubscriptionApi('on');
  const instant = world.zap('deal_status_changed');
  await instant.turnOn();
  const { deal } = world.livespace.createDeal();
  world.livespace.changeStatus(String(deal.id), 'won');
  await world.settled();
  const [scheduled] = await poll(world.zap('deal_status_changed_scheduled'));
  expect(scheduled?.dedupe_key).toBe(instant.started()[0]?.dedupe_key);
  expect(Object.keys(scheduled?.deal ?? {})).toEqual(Object.keys(instant.started()[0]?.deal ?? {}));
});

test('every item brings the row it was made of, last, so that unknown fields can be mapped', async () => {
  const { deal } = world.livespace.createDeal({ name: 'Żuraw', budget_class: 'A' });
  for (const meta of [{}, { isLoadingSample: true }]) {
    const [item] = await poll(world.zap('deal_created_scheduled'), meta);
    expect(Object.keys(item ?? {}).at(-1)).toBe('raw');
    expect(item?.raw).toEqual(deal);
  }
});
