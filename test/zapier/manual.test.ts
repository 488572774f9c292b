import { addByHand } from '../../testing/zapier/by-hand.ts';
import { fail, startWorld, type World } from '../../testing/zapier/harness.ts';
import type { Zap } from '../../testing/zapier/zap.ts';
import { app } from '../../zapier/src/index.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld({ deals: [], profile: { api: 'off' } });
});
afterEach(() => world.close());

const created = 'deal.created';
const changed = 'deal.status_changed';

/** A Zap whose URL an administrator has added in Livespace, and pasted back with the secret. */
async function byHand(trigger: string, events: string[], inputData: Record<string, unknown> = {}) {
  const zap = world.zap(trigger, { inputData });
  const webhook = await addByHand(world.livespace, zap, events);
  await zap.idle();
  return { zap, ...webhook };
}

/** What the history shows beside items: nothing but what never turns a Zap off. */
function halts(zap: Zap): string[] {
  for (const error of zap.errors()) expect(error).toMatchObject({ name: 'HaltedError', doNotContextify: true });
  return zap.errors().map((error) => error.message);
}

describe('without a subscription API', () => {
  test('a new deal starts the Zap once, by its URL and secret', async () => {
    world.livespace.fault({ kind: 'duplicate', copies: 3, on: created });
    const { zap } = await byHand('deal_created_manual', [created]);
    const { deal, eventId } = world.livespace.createDeal({ name: 'Żuraw', budget_class: 'A' });
    await world.settled();
    expect(zap.started()).toMatchObject([
      { id: eventId, event: created, deal: { id: deal.id, name: 'Żuraw' }, raw: { data: { budget_class: 'A' } } },
    ]);
    expect(zap.errors()).toEqual([]);
    expect(world.livespace.requests()).toEqual([]);
  });

  test('the handshake starts nothing, pasted or not', async () => {
    const { zap } = await byHand('deal_created_manual', [created]);
    expect(zap.history).toMatchObject([{ request: { content: '' }, items: [] }]);
    expect(zap.errors()).toEqual([]);
  });

  test('an event that this trigger is not for, and one that the filters hold back, start nothing', async () => {
    const { zap } = await byHand('deal_status_changed_manual', [created, changed], { status: ['won'] });
    const { deal } = world.livespace.createDeal();
    for (const status of ['lost', 'won'] as const) {
      world.livespace.changeStatus(String(deal.id), status);
      await world.settled();
    }
    expect(zap.started().map((item) => item.deal.status)).toEqual(['won']);
    expect(zap.errors()).toEqual([]);
  });

  test('a deal’s page is named where Livespace sends none', async () => {
    const { zap } = await byHand('deal_created_manual', [created]);
    world.livespace.emit({ name: created, data: { id: 'd-1' } });
    await world.settled();
    expect(zap.started()[0]?.deal.url).toBe(`${world.livespace.url}/Deal/deal/details/api_id/d-1`);
  });

  test('an event starts the Zap also where the connection is empty', async () => {
    const { zap } = await byHand('deal_created_manual', [created]);
    zap.authData = { subdomain: '', apiKey: '', apiSecret: '' };
    world.livespace.emit({ name: created, data: { id: 'd-1' } });
    await world.settled();
    expect(zap.started()).toMatchObject([{ deal: { id: 'd-1', url: null } }]);
  });

  test('a trigger takes its own event only of a webhook that sends both', async () => {
    const { zap, url, secret } = await byHand('deal_created_manual', [created, changed]);
    const other = world.zap('deal_status_changed_manual');
    other.inputData = { webhook_url: url, webhook_secret: secret };
    world.livespace.emit({ name: changed, id: 'e-1', data: { id: 'd-1', status: 'won' } });
    world.livespace.createDeal();
    await world.settled();
    for (const { request } of zap.history) await other.receive(request);
    expect([zap.started(), other.started()]).toMatchObject([[{ event: created }], [{ event: changed }]]);
  });

  test('both secrets count while one is being changed', async () => {
    const { zap, secret } = await byHand('deal_created_manual', [created]);
    zap.inputData = { ...zap.inputData, webhook_secret: 'f'.repeat(32), webhook_previous_secret: secret };
    world.livespace.createDeal();
    await world.settled();
    expect(zap.started()).toHaveLength(1);
  });

  test.each([' ', '\n', '\t\r\n'])('URL and secret are taken with %j around them', async (space) => {
    const { zap, url, secret } = await byHand('deal_created_manual', [created]);
    zap.inputData = { webhook_url: `${space}${url}${space}`, webhook_secret: `${space}${secret}${space}` };
    world.livespace.createDeal();
    await world.settled();
    expect(zap.started()).toHaveLength(1);
  });
});

describe('what is refused halts the run, and says what to do', () => {
  test('a forged event', async () => {
    const { zap, id } = await byHand('deal_created_manual', [created]);
    await world.livespace.forge(id, { name: created, data: { id: 'd-1' } });
    await world.settled();
    expect(halts(zap)).toEqual([
      expect.stringMatching(/^A request was refused, .*Compare both with Account Settings → Webhooks in Livespace/),
    ]);
  });

  test.each([
    ['an empty secret', { webhook_secret: ' ' }, 'into the field Webhook Secret'],
    ['a masked secret', { webhook_secret: '••••••••' }, 'placeholders'],
    ['a masked secret with its end', { webhook_secret: '****3f2a' }, 'placeholders'],
    ['another secret', { webhook_secret: 'f'.repeat(64) }, 'The signature does not match.'],
    ['an empty URL', { webhook_url: '' }, 'The endpoint URL is empty.'],
    ['another URL', { webhook_url: 'https://hooks.zapier.com/hooks/standard/1/x/' }, 'The signature does not match.'],
  ])('a genuine event, with %s', async (_, change, message) => {
    const { zap } = await byHand('deal_created_manual', [created]);
    zap.inputData = { ...zap.inputData, ...change };
    world.livespace.createDeal();
    await world.settled();
    expect(zap.started()).toEqual([]);
    expect(halts(zap)).toEqual([expect.stringContaining(message)]);
  });

  test('and never names what it could not check with', async () => {
    const { zap, secret } = await byHand('deal_created_manual', [created]);
    zap.inputData = { ...zap.inputData, webhook_url: 'https://hooks.zapier.com/hooks/standard/1/x/' };
    world.livespace.createDeal();
    await world.settled();
    for (const message of halts(zap)) expect(message).not.toContain(secret.slice(0, 8));
    expect(world.servers.log()).not.toContain(secret);
    expect(JSON.stringify(world.servers.cache.requests)).not.toContain(secret);
  });
});

describe('the editor’s test', () => {
  const pasted = { webhook_url: 'https://hooks.zapier.com/hooks/standard/1/x/', webhook_secret: 'a'.repeat(64) };

  test.each(['deal_created_manual', 'deal_status_changed_manual'])('of %s shows the newest deals', async (trigger) => {
    const { deal } = world.livespace.createDeal({ name: 'Newest' });
    const [shown] = await world.zap(trigger, { inputData: pasted }).list();
    expect(shown).toMatchObject({ deal: { id: deal.id, name: 'Newest' }, raw: { data: { id: deal.id } } });
    expect(shown?.raw.name).toBe(shown?.event);
  });

  test.each([
    [{ webhook_url: 'http://hooks.zapier.com/x' }, 'does not start with https://'],
    [{ webhook_url: 'hooks.zapier.com/x' }, 'does not start with https://'],
    [{ webhook_url: 'https:hooks.zapier.com/x' }, 'does not start with https://'],
    [{ webhook_url: 'https://127.0.0.1/x' }, 'is not public'],
    [{ webhook_url: ' ' }, 'The endpoint URL is empty.'],
    [{ webhook_secret: '' }, 'into the field Webhook Secret'],
    [{ webhook_secret: undefined }, 'into the field Webhook Secret'],
    [{ webhook_secret: '************' }, 'Show the secret in Account Settings → Webhooks in Livespace first'],
    [{ webhook_previous_secret: '****' }, 'placeholders'],
  ])('refuses %j before any request', async (change, message) => {
    const zap = world.zap('deal_created_manual', { inputData: { ...pasted, ...change } });
    zap.authData = { ...zap.authData, subdomain: 'acme' };
    const error = await zap.list().then(fail, (thrown) => thrown);
    expect(error).toMatchObject({ name: 'AppError', doNotContextify: true });
    expect(JSON.parse(error.message).message).toContain(message);
    expect(world.livespace.requests()).toEqual([]);
  });

  test.each([' ', '\n'])('takes what was pasted with %j around it', async (space) => {
    const inputData = {
      webhook_url: `${space}${pasted.webhook_url}${space}`,
      webhook_secret: `${pasted.webhook_secret}${space}`,
    };
    await expect(world.zap('deal_created_manual', { inputData }).list()).resolves.toHaveLength(1);
  });
});

test('the directions lead through Livespace’s own words', () => {
  const { directions } = app.triggers?.deal_created_manual?.display ?? {};
  for (const words of ['Account Settings → Webhooks → Add subscription', 'Where should we send the data?', created]) {
    expect(directions).toContain(words);
  }
});
