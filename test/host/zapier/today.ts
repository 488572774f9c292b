import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { World } from '../../../testing/hosts/zapier/world.ts';
import { addByHand } from '../../../testing/zapier/by-hand.ts';
import type { Zap } from '../../../testing/zapier/zap.ts';
import type { ZapItem } from '../../../zapier/src/item.ts';

const created = 'deal.created';
const changed = 'deal.status_changed';

/** What a user meets on an account without a subscription API: each way that works, and why the other one does not. */
export async function today(t: TestContext, world: World): Promise<void> {
  await t.test('the refusal', (t) => refusal(t, world));
  await t.test('by hand', (t) => byHand(t, world));
  await t.test('the forms', (t) => forms(t, world));
  await t.test('by schedule', (t) => bySchedule(t, world));
}

async function refusal(t: TestContext, { zap }: World) {
  await t.test('turning an automatic Zap on is refused, and the error leads to each other way', async () => {
    const error: Error = await zap('deal_created')
      .turnOn()
      .then(
        () => assert.fail('it was turned on'),
        (thrown) => thrown,
      );
    const ways = [
      'this account has no subscription API',
      '(Scheduled)',
      '(Manual)',
      'Catch Raw Hook',
      'Check Livespace Event',
    ];
    for (const way of ways) assert.ok(error.message.includes(way), error.message);
  });
}

/** The Zaps that an administrator's webhook starts, with what it takes to add it. */
const kinds: [string, (world: World) => Zap][] = [
  ['deal_created_manual', ({ zap }) => zap('deal_created_manual')],
  ['Catch Raw Hook and check_event', ({ rawHookZap }) => rawHookZap()],
];

async function byHand(t: TestContext, world: World) {
  const { livespace, settled, watch } = world;
  for (const [title, make] of kinds) {
    await t.test(title, async (t) => {
      const one = make(world);
      const { id, secret } = await addByHand(livespace, one, [created]);
      watch('webhook secret', secret);
      await t.test('the handshake is answered, and starts nothing', async () => {
        await settled();
        assert.deepEqual([one.started(), one.errors()], [[], []]);
      });
      await t.test('a new deal becomes an item with all that was delivered', async () => {
        const { deal, eventId } = livespace.createDeal({ name: 'Żuraw', value: 12_500.5, budget_class: 'A' });
        await settled();
        const [item = assert.fail('nothing was started'), ...others] = one.started();
        assert.deepEqual([item.id, item.deal.id, item.deal.value, others], [eventId, deal.id, 12_500.5, []]);
        assert.equal((item.raw.data as { budget_class: string }).budget_class, 'A');
        assert.equal(Object.keys(item).at(-1), 'raw');
      });
      await t.test('copies start nothing more', async () => {
        livespace.fault({ kind: 'duplicate', copies: 3, on: created });
        livespace.createDeal();
        await settled();
        assert.equal(one.started().length, 2);
      });
      await t.test('a forged event is halted, and never turns the Zap off', async () => {
        const before = one.errors().length;
        await livespace.forge(id, { name: created, data: { id: 'd-1' } });
        await settled();
        const [error, ...others] = one.errors().slice(before);
        assert.deepEqual([error?.name, others], ['HaltedError', []]);
        assert.match(error?.message ?? '', /The signature does not match\./);
      });
      await t.test('a masked secret is told', async () => {
        const before = one.errors().length;
        one.inputData = { ...one.inputData, webhook_secret: '••••••••' };
        livespace.createDeal();
        await settled();
        assert.match(one.errors()[before]?.message ?? '', /Show the secret in Account Settings → Webhooks/);
      });
      livespace.deleteSubscription(id);
    });
  }
  await t.test('the editor refuses a URL without https://, and a secret that is masked', async () => {
    const good = { webhook_url: 'https://hooks.zapier.com/hooks/standard/1/x/', webhook_secret: 'a'.repeat(64) };
    for (const change of [{ webhook_url: 'hooks.zapier.com/x' }, { webhook_secret: '****' }]) {
      const one = world.zap('deal_created_manual', { ...good, ...change });
      // The simulator’s own account would take any URL.
      one.authData = { ...one.authData, subdomain: 'acme' };
      await assert.rejects(one.list(), { name: 'AppError', doNotContextify: true });
    }
  });
}

async function forms(t: TestContext, world: World) {
  const { livespace, settled, watch } = world;
  const profiles = [
    { form: 'body-dot-url-normalized' },
    { fields: 'camel' },
    { fields: 'nested' },
    { time: 'unix' },
  ] as const;
  const usual = livespace.profile();
  for (const profile of profiles) {
    await t.test(`a delivery and a look with ${JSON.stringify(profile)} become the same deal`, async () => {
      livespace.setProfile(profile);
      const one = world.zap('deal_created_manual');
      const url = one.targetUrl.replace('127.0.0.1', 'LOCALHOST');
      const { id, secret } = await addByHand(livespace, one, [created], url);
      watch('webhook secret', secret);
      const { deal } = livespace.createDeal({ name: 'Żuraw', value: 12_500.5, process_id: 'p-1' });
      await settled();
      const [item] = one.started();
      assert.deepEqual([item?.deal.id, item?.deal.value, item?.deal.process.id], [deal.id, 12_500.5, 'p-1']);
      const found = (await world.zap('deal_created_scheduled').operation('perform', {})) as ZapItem[];
      assert.deepEqual(found.find(({ dedupe_key }) => dedupe_key === item?.dedupe_key)?.deal, item?.deal);
      livespace.deleteSubscription(id);
      livespace.setProfile(usual);
    });
  }
}

async function bySchedule(t: TestContext, { livespace, zap, settled, watch }: World) {
  const pairs = [
    ['deal_created_scheduled', 'deal_created_manual', created],
    ['deal_status_changed_scheduled', 'deal_status_changed_manual', changed],
  ] as const;
  for (const [scheduled, manual, event] of pairs) {
    await t.test(`${scheduled} starts nothing with what was there, and finds what ${manual} was told`, async () => {
      const looking = zap(scheduled);
      const poll = (meta: object) => looking.operation('perform', { meta }) as Promise<ZapItem[]>;
      const known = new Set((await poll({ isPopulatingDedupe: true })).map(({ id }) => id));
      const told = zap(manual);
      const { id, secret } = await addByHand(livespace, told, [event]);
      watch('webhook secret', secret);
      const { deal } = livespace.createDeal();
      livespace.changeStatus(String(deal.id), 'lost');
      await settled();
      const found = (await poll({})).filter((item) => !known.has(item.id));
      assert.deepEqual(
        found.map(({ dedupe_key }) => dedupe_key),
        told.started().map(({ dedupe_key }) => dedupe_key),
      );
      assert.equal(found.length, 1);
      livespace.deleteSubscription(id);
    });
  }
}
