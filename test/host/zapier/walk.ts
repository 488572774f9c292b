import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Item } from 'livespace-webhooks';
import type { World } from '../../../testing/hosts/zapier/world.ts';

/** What a user sees on a good day, and on the odd ones that Livespace promises. */
export async function walk(t: TestContext, world: World): Promise<void> {
  await t.test('connecting', (t) => connecting(t, world));
  await t.test('events', (t) => events(t, world));
  await t.test('filters', (t) => filters(t, world));
  await t.test('strangers', (t) => strangers(t, world));
  await t.test('cache', (t) => cache(t, world));
  await t.test('editor', (t) => editor(t, world));
  await t.test('schedule', (t) => schedule(t, world));
  await t.test('unsubscribing', (t) => unsubscribing(t, world));
}

async function connecting(t: TestContext, { run, authenticate, authData }: World) {
  await t.test('the handler finds its own definition valid', async () =>
    assert.deepEqual(await run({ command: 'validate' }), []),
  );
  await t.test('connecting checks key and secret, and labels the connection', async () => {
    const account = await authenticate('test', { authData });
    assert.equal((account as { email: string }).email, 'anna.kowalska@acme.example');
    const label = await authenticate('connectionLabel', { authData, inputData: account });
    assert.match(String(label), /^127\.0\.0\.1:\d+: anna\.kowalska@acme\.example$/);
  });
}

async function events(t: TestContext, { livespace, zap, settled }: World) {
  const deals = zap('deal_created');
  await t.test('turning a Zap on subscribes, with four requests', async () => {
    const { id, url, secret } = await deals.turnOn();
    const [subscription] = livespace.subscriptions();
    assert.deepEqual({ id, url, secret }, { id: subscription?.id, url: deals.targetUrl, secret: subscription?.secret });
    assert.equal(subscription?.isActive, true);
    assert.equal(livespace.requests().length, 4 + 2);
  });
  await t.test('the handshake came before that, was answered and started nothing', async () => {
    await settled();
    assert.deepEqual([deals.history.length, deals.started(), deals.errors()], [1, [], []]);
  });
  await t.test('a new deal starts the Zap once', async () => {
    const { deal, eventId } = livespace.createDeal({ name: 'Żuraw', value: 12_500.5, tags: ['vip'] });
    await settled();
    const [item, ...others] = deals.started();
    assert.deepEqual([item?.id, item?.deal.id, item?.deal.value, others], [eventId, deal.id, 12_500.5, []]);
  });
  await t.test('copies, later ones and three at once, start nothing more', async () => {
    const [{ id, deal } = assert.fail('nothing was started')] = deals.started();
    livespace.emit({ name: 'deal.created', id, data: deal });
    await settled();
    livespace.fault({ kind: 'duplicate', copies: 3, on: 'deal.created' });
    livespace.createDeal();
    await settled();
    assert.equal(deals.started().length, 2);
    assert.deepEqual(deals.errors(), []);
  });
  await t.test('a late event says so, and none comes where late ones are skipped', async () => {
    const [all, inOrder] = [zap('deal_status_changed'), zap('deal_status_changed', { skip_late: 'true' })];
    for (const one of [all, inOrder]) await one.turnOn();
    for (const minute of [2, 1]) {
      const timestamp = `2026-11-24T10:0${minute}:00Z`;
      livespace.emit({ name: 'deal.status_changed', timestamp, data: { id: 'd-1', status: 'won' } });
      await settled();
    }
    assert.deepEqual(
      [all, inOrder].map((one) => one.started().map((item) => item.is_late)),
      [[false, true], [false]],
    );
  });
}

async function filters(t: TestContext, { livespace, zap, settled }: World) {
  await t.test('what the filters hold back starts nothing', async () => {
    const won = zap('deal_status_changed', {
      status: ['won'],
      minimum_value: '12 500,50',
      process_id: '',
      owner_id: 'o-1',
    });
    await won.turnOn();
    const send = (data: object) => livespace.emit({ name: 'deal.status_changed', data: { status: 'won', ...data } });
    const fitting = { owner_id: 'o-1', value: '12500.50' };
    send({ ...fitting, id: 'lost', status: 'lost' });
    send({ ...fitting, id: 'cheap', value: '12500.49' });
    send({ ...fitting, id: 'other', owner_id: 'o-2' });
    send({ ...fitting, id: 'fits' });
    send({ id: 'unknown' });
    await settled();
    assert.deepEqual(
      won
        .started()
        .map((item) => item.deal.id)
        .sort(),
      ['fits', 'unknown'],
    );
    assert.deepEqual(won.errors(), []);
  });
}

async function strangers(t: TestContext, { livespace, zap, settled }: World) {
  const deals = zap('deal_created');
  const id = String((await deals.turnOn()).id);
  const post = (body: string, headers = {}) => fetch(deals.targetUrl, { method: 'POST', body, headers });
  const cases: [string, () => unknown][] = [
    ['a forged event', () => livespace.forge(id, { name: 'deal.created', data: { id: 'd-1' } })],
    ['no signature', () => post('{"name":"deal.created","data":{"id":"d-1"}}')],
    ['a signature that is none', () => post('{"name":"deal.created"}', { 'X-Livespace-Signature': 'sha256=1' })],
    ['11 MB', () => post('x'.repeat(11 * 1024 * 1024))],
    ['a signed event without a deal', () => livespace.emit({ name: 'deal.created', data: {} })],
  ];
  for (const [title, send] of cases) {
    await t.test(`${title}: halts this run, and never turns the Zap off`, async () => {
      const before = deals.history.length;
      await send();
      await settled();
      const [entry, ...others] = deals.history.slice(before);
      assert.deepEqual([entry?.error?.name, entry?.items, others], ['HaltedError', [], []]);
    });
  }
  await t.test('an event before Zapier knows the secret halts, and says what to do', async () => {
    const { subscribeData } = deals;
    deals.subscribeData = undefined;
    livespace.createDeal();
    await settled();
    deals.subscribeData = subscribeData;
    assert.match(
      deals.errors().at(-1)?.message ?? '',
      /secret of the subscription is not known.*turn the Zap off and on again/,
    );
  });
  await deals.turnOff();
}

async function cache(t: TestContext, { livespace, servers, zap, settled }: World) {
  const deals = zap('deal_created');
  await deals.turnOn();
  for (const mood of ['errs', 'throttles', 'hangs'] as const) {
    await t.test(`a cache that ${mood} loses no event`, async () => {
      const before = deals.started().length;
      servers.cache.mood = mood;
      livespace.createDeal();
      await settled();
      servers.cache.mood = 'works';
      assert.equal(deals.started().length, before + 1);
    });
  }
  await deals.turnOff();
}

async function editor(t: TestContext, { livespace, zap, run }: World) {
  for (const trigger of ['deal_created', 'deal_status_changed']) {
    await t.test(
      `${trigger}: the editor shows the newest deals, in the shape of the sample, with one signed call`,
      async () => {
        const { deal } = livespace.createDeal({ name: 'Newest', owner_id: 'o-1' });
        livespace.changeStatus(String(deal.id), 'won');
        const before = livespace.requests().length;
        const [first] = await zap(trigger).list();
        assert.deepEqual(
          livespace
            .requests()
            .slice(before)
            .map(({ method }) => method),
          ['_Api/getToken', 'Deal/getAll'],
        );
        assert.ok(first);
        assert.equal(first.deal.name, 'Newest');
        const definition = (await run({ command: 'definition' })) as Definition;
        const { sample } = definition.triggers[trigger]?.operation ?? {};
        // Which fields of its own a deal has is the account’s affair.
        assert.deepEqual(keys({ ...first, raw: {} }), keys({ ...sample, raw: {} }));
        assert.equal(Object.keys(first).at(-1), 'raw');
      },
    );
  }
  for (const [trigger, name] of [
    ['process_list', 'Sprzedaż B2B'],
    ['owner_list', 'Łukasz Wiśniewski'],
  ] as const) {
    await t.test(`${trigger} fills its dropdown with names`, async () => {
      const choices = (await zap(trigger).operation('perform', {})) as { id: string; name: string }[];
      assert.ok(choices.some((choice) => choice.name === name && choice.id !== ''));
    });
  }
}

async function schedule(t: TestContext, { livespace, zap, settled }: World) {
  const pairs = [
    ['deal_created', 'deal_created_scheduled'],
    ['deal_status_changed', 'deal_status_changed_scheduled'],
  ] as const;
  for (const [instant, scheduled] of pairs) {
    await t.test(`${scheduled} finds the fact that ${instant} was told`, async () => {
      const hook = zap(instant);
      await hook.turnOn();
      const { deal } = livespace.createDeal();
      livespace.changeStatus(String(deal.id), 'lost');
      await settled();
      const found = (await zap(scheduled).operation('perform', {})) as Item[];
      const [told = assert.fail('nothing was started')] = hook.started();
      assert.ok(found.some((item) => item.dedupe_key === told.dedupe_key));
      await hook.turnOff();
    });
  }
}

async function unsubscribing(t: TestContext, world: World) {
  const { livespace } = world;
  const cases: [string, (zap: ReturnType<World['zap']>) => unknown, number][] = [
    ['turning a Zap off ends its subscription', () => {}, 0],
    ['so it does where subscribeData is empty', (zap) => (zap.subscribeData = undefined), 0],
    [
      'it survives that the subscription is gone',
      (zap) => livespace.deleteSubscription(zap.subscribeData?.id ?? ''),
      0,
    ],
    ['it survives that the key was revoked', (zap) => (zap.authData = { ...zap.authData, apiKey: 'revoked' }), 1],
  ];
  for (const [title, prepare, left] of cases) {
    await t.test(title, async () => {
      const zap = world.zap('deal_created');
      await zap.turnOn();
      prepare(zap);
      assert.deepEqual(await zap.turnOff(), {});
      assert.equal(livespace.subscriptions().filter(({ url }) => url === zap.targetUrl).length, left);
    });
  }
  await t.test('what is left of it stands in the log', () =>
    assert.match(world.servers.log(), /may still be in Livespace/),
  );
}

interface Definition {
  triggers: Record<string, { operation: { sample: object } }>;
}

function keys(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 && typeof value[0] === 'object' ? [keys(value[0])] : [];
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]) => [name, keys(inner)])
      .sort(),
  );
}
