import { type EventName, type Item, samples } from 'livespace-webhooks';
import { account, errorOf, livespace, make, useAccount } from '../../testing/make/account.ts';
import type { Webhook } from '../../testing/make/make.ts';

useAccount({ profile: { api: 'on' } });

async function attach(id = 'newDeals') {
  const connection = await make.connect(account());
  return { connection, webhook: await make.attach(id, connection) };
}

describe('attaching', () => {
  it('subscribes with two requests and answers the handshake 200, with no bundle', async () => {
    const { webhook } = await attach();
    expect(livespace.subscriptions()).toMatchObject([
      { name: 'Make · New Deals', url: webhook.url, events: ['deal.created'], isActive: true },
    ]);
    expect(livespace.subscriptions()[0]?.secret).toMatch(/^[0-9a-f]{64}$/);
    expect(webhook.data).toEqual({ subscriptionId: livespace.subscriptions()[0]?.id });
    expect(
      livespace
        .requests()
        .slice(1)
        .map(({ method }) => method),
    ).toEqual(['_Api/getToken', 'Webhook/addSubscription']);
    expect(make.answers).toEqual([{ status: 200, body: '' }]);
    expect(make.bundles(webhook)).toEqual([]);
  });

  it('tells of a wrong secret', async () => {
    const connection = await make.connect(account({ apiSecret: 'wrong' }));
    const { message, type } = await errorOf(make.attach('newDeals', connection));
    expect(message).toMatch(/does not belong to this API key/);
    expect(type).toBe('InvalidAccessTokenError');
  });

  it('tells of a user who is no administrator, and of an account without a subscription API', async () => {
    const member = await make.connect(account(livespace.member));
    const refused = await errorOf(make.attach('newDeals', member));
    livespace.setSubscriptionApi('off');
    const none = await errorOf(make.attach('newDeals', await make.connect(account())));
    for (const { message, type } of [refused, none]) {
      expect(message).toMatch(/not an administrator, or this account has no subscription API/);
      expect(type).toBe('InvalidConfigurationError');
    }
  });

  it('tells of both causes when the subscription is a duplicate or the handshake failed', async () => {
    const { connection, webhook } = await attach();
    const duplicate = await errorOf(make.attach('newDeals', connection, webhook.url));
    const unreachable = await errorOf(make.attach('newDeals', connection, 'http://127.0.0.1:9/'));
    for (const { message, type } of [duplicate, unreachable]) {
      expect(message).toMatch(/got no 200 or 204 within 3 seconds.* Or: .*already has the subscription/);
      expect(message).not.toContain('127.0.0.1');
      expect(type).toBe('RuntimeError');
    }
    expect(livespace.subscriptions()).toHaveLength(1);
  });

  it('refuses an answer without a subscription', async () => {
    livespace.fault({ kind: 'not-json', on: 'Webhook/addSubscription' });
    const connection = await make.connect(account());
    expect((await errorOf(make.attach('newDeals', connection))).type).toBe('DataError');
  });
});

describe('events', () => {
  const webhooks: [EventName, string][] = [
    ['deal.created', 'newDeals'],
    ['deal.status_changed', 'dealStatusChanges'],
  ];

  it('become items: a deal created, a status changed', async () => {
    const connection = await make.connect(account());
    const created = await make.attach('newDeals', connection);
    const changed = await make.attach('dealStatusChanges', connection);
    const { deal, eventId } = livespace.createDeal({ name: 'Nowa szansa', value: 1234.5, probability: 5 });
    livespace.changeStatus(deal.id as string, 'won', 'Best price');
    await livespace.idle();
    expect(make.bundles(created)).toMatchObject([
      {
        id: eventId,
        dedupe_key: `created:${deal.id}`,
        event: 'deal.created',
        delivery_attempt: 1,
        deal: {
          id: deal.id,
          name: 'Nowa szansa',
          status: 'open',
          value: 1234.5,
          probability: 5,
          tags: [],
          reason: null,
        },
      },
    ]);
    const [bundle] = make.bundles(changed);
    expect(bundle.deal).toMatchObject({ status: 'won', reason: 'Best price' });
    expect(bundle.dedupe_key).toBe(`status:${deal.id}:won:${bundle.deal.status_changed_at.slice(0, 19)}Z`);
    expect(make.answers.every(({ status }) => status === 200)).toBe(true);
  });

  it.each(webhooks)('have the keys of the sample: %s', async (event, id) => {
    const { webhook } = await attach(id);
    livespace.emit({ name: event, data: livespace.createDeal({}).deal });
    await livespace.idle();
    const bundle: Item = make.bundles(webhook).at(-1);
    expect(Object.keys(bundle)).toEqual([...Object.keys(samples[event]), 'raw']);
    expect(Object.keys(bundle.deal)).toEqual(Object.keys(samples[event].deal));
  });

  it('of another name, or without a deal id, give no bundle and are answered 200', async () => {
    const { webhook } = await attach();
    await post(webhook, { name: 'deal.status_changed', id: 'e1', data: { id: 'd1' } });
    await post(webhook, { name: 'deal.deleted', id: 'e2', data: { id: 'd1' } });
    await post(webhook, { name: 'deal.created', id: 'e3', data: [] });
    expect(make.bundles(webhook)).toEqual([]);
    expect(make.answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it.each(['', ' ', '{}', '[]', 'null'])('the handshake body %p starts nothing', async (body) => {
    const { webhook } = await attach();
    expect((await fetch(webhook.url, { method: 'POST', body })).status).toBe(200);
    expect(make.bundles(webhook)).toEqual([]);
  });

  async function post({ url }: Webhook, event: object) {
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(event) });
    expect(answer.status).toBe(200);
  }
});

describe('detaching', () => {
  it('deletes the subscription with two requests', async () => {
    const { connection, webhook } = await attach();
    const before = livespace.requests().length;
    await make.detach(webhook, connection);
    expect(livespace.subscriptions()).toEqual([]);
    expect(livespace.requests()).toHaveLength(before + 2);
  });

  it('counts one that is not there any more as deleted', async () => {
    const { connection, webhook } = await attach();
    livespace.deleteSubscription(webhook.data.subscriptionId as string);
    await expect(make.detach(webhook, connection)).resolves.toBeUndefined();
  });

  it('says what is left where Livespace refuses', async () => {
    const { connection, webhook } = await attach();
    livespace.setSubscriptionApi('off');
    const { message } = await errorOf(make.detach(webhook, connection));
    expect(message).toMatch(/“Make · New Deals” .* may still be in Livespace.*Ask an administrator to delete it/);
  });
});

it('no key, secret, token, session or sha reaches a log, an error or a bundle', async () => {
  livespace.fault({ kind: 'result', result: 563, on: 'Webhook/deleteSubscription' });
  const { connection, webhook } = await attach();
  livespace.createDeal({});
  await livespace.idle();
  const error = await errorOf(make.detach(webhook, connection));
  const seen = JSON.stringify([make.log, make.bundles(webhook), error, error.message]);
  const wire = JSON.stringify(make.wire).replaceAll('\\', '');
  const planted = [...wire.matchAll(/"(?:_api_key|_api_sha|_api_session|token|session_id|secret)":"([^"]+)"/g)];
  const canaries = new Set([livespace.apiKey, livespace.apiSecret, webhook.url, ...planted.map(([, value]) => value)]);
  expect(make.log).toHaveLength(5);
  // The key, the secret and the URL; three tokens with their sessions, two shas, the webhook's secret.
  expect(canaries.size).toBe(3 + 6 + 2 + 1);
  for (const canary of canaries) expect(seen).not.toContain(canary);
});
