import { type HttpTransport, Subscriptions } from 'livespace-webhooks';
import { undiciTransport } from 'livespace-webhooks/undici';
import { clientFor, methods, rejection, serve } from '../../../testing/livespace/harness.ts';
import { both, delivers, scene, withForeigners } from '../../../testing/livespace/subscription-harness.ts';

const add = ['_Api/getToken', 'Webhook/addSubscription'];
const list = ['_Api/getToken', 'Webhook/getSubscriptions'];
const remove = ['_Api/getToken', 'Webhook/deleteSubscription'];

describe('ensure', () => {
  test('creates one with four requests: named for people, active, and its deliveries verify', async () => {
    const { simulator, endpoint, request, subscriptions } = await scene();
    const made = await subscriptions.ensure(request);
    expect(methods(simulator)).toEqual([...list, ...add]);
    expect(simulator.subscriptions()).toMatchObject([
      { id: made.id, name: 'n8n · Won deals', url: request.url, events: both, isActive: true },
    ]);
    expect(made).toEqual({ id: expect.any(String), url: request.url, secret: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await expect(delivers(simulator, endpoint, made)).resolves.toBe(true);
  });

  test('two secrets are never the same', async () => {
    const { request, subscriptions } = await scene();
    const first = await subscriptions.ensure(request);
    await subscriptions.release({ ...request, stored: first });
    expect((await subscriptions.ensure(request)).secret).not.toBe(first.secret);
  });

  test('takes the secret that Livespace made over the one proposed', async () => {
    const { simulator, endpoint, request, subscriptions } = await scene();
    simulator.fault({ kind: 'server-secret' });
    await expect(delivers(simulator, endpoint, await subscriptions.ensure(request))).resolves.toBe(true);
  });

  test('adopts its own, whatever the order of events, with two requests and no handshake', async () => {
    const { simulator, endpoint, request, subscriptions } = await scene();
    const first = await subscriptions.ensure(request);
    const before = [methods(simulator).length, endpoint.hits.length];
    await expect(subscriptions.ensure({ ...request, events: both.toReversed() })).resolves.toEqual(first);
    expect([methods(simulator).length - 2, endpoint.hits.length]).toEqual(before);
  });

  test('adopts the stored one with the stored secret where the list hides secrets', async () => {
    const { simulator, request, subscriptions } = await scene();
    const stored = await subscriptions.ensure(request);
    simulator.fault({ kind: 'hide-secret', count: 'always' });
    await expect(subscriptions.ensure({ ...request, stored })).resolves.toEqual(stored);
  });

  test('replaces its own where the secret can’t be learnt', async () => {
    const { simulator, endpoint, request, subscriptions } = await scene();
    const lost = await subscriptions.ensure(request);
    simulator.fault({ kind: 'hide-secret', count: 'always' });
    const made = await subscriptions.ensure(request);
    expect(made.id).not.toBe(lost.id);
    expect(simulator.subscriptions()).toHaveLength(1);
    await expect(delivers(simulator, endpoint, made)).resolves.toBe(true);
  });

  test('replaces an inactive one, since nothing would come', async () => {
    const { simulator, endpoint, request, subscriptions } = await scene();
    const paused = await subscriptions.ensure(request);
    simulator.pauseSubscription(paused.id);
    const made = await subscriptions.ensure({ ...request, stored: paused });
    expect(simulator.subscriptions()).toMatchObject([{ id: made.id, isActive: true }]);
    await expect(delivers(simulator, endpoint, made)).resolves.toBe(true);
  });

  test.each([[['deal.created']], [['deal.created', 'deal.created']]])(
    'replaces one for other events than %j',
    async (events) => {
      const { simulator, request, subscriptions } = await scene();
      await subscriptions.ensure(request);
      const made = await subscriptions.ensure({ ...request, events });
      expect(simulator.subscriptions()).toMatchObject([{ id: made.id, events: ['deal.created'] }]);
    },
  );

  test('moves the stored one when the URL changed', async () => {
    const { simulator, request, subscriptions } = await scene();
    const stored = await subscriptions.ensure(request);
    const made = await subscriptions.ensure({ ...request, url: `${request.url}&moved`, stored });
    expect(simulator.subscriptions()).toMatchObject([{ id: made.id, url: `${request.url}&moved` }]);
  });

  test('leaves one of several of its own', async () => {
    const { simulator, request, subscriptions } = await scene();
    for (const events of [['deal.created'], ['deal.status_changed'], both]) {
      await simulator.activateSubscription(simulator.addSubscription({ ...request, events, name: 'n8n · x' }).id);
    }
    const made = await subscriptions.ensure(request);
    expect(simulator.subscriptions()).toMatchObject([{ id: made.id, events: both }]);
  });

  test('two at once end with one subscription, and both know it', async () => {
    const { simulator, request, subscriptions } = await scene();
    const [one, other] = await Promise.all([subscriptions.ensure(request), subscriptions.ensure(request)]);
    expect(one).toEqual(other);
    expect(simulator.subscriptions()).toMatchObject([{ id: one.id, secret: one.secret }]);
  });

  test('finds its own behind a hundred others', async () => {
    const { simulator, request, subscriptions } = await scene();
    for (let other = 0; other < 120; other += 1) {
      simulator.addSubscription({ name: 'ERP', url: `${request.url}&other=${other}`, events: both });
    }
    const made = await subscriptions.ensure(request);
    await expect(subscriptions.find(request)).resolves.toEqual(made);
  });
});

test('a list that ignores its limit is not read for ever', async () => {
  const { simulator, request } = await scene();
  for (let other = 0; other < 120; other += 1) {
    simulator.addSubscription({ name: 'ERP', url: `${request.url}&other=${other}`, events: both });
  }
  const transport: HttpTransport = (sent) =>
    undiciTransport({ ...sent, body: sent.body.replace(/%22limit%22%3A\d+%2C%22offset%22%3A\d+/, '%22all%22%3A1') });
  await new Subscriptions(clientFor(simulator, { transport })).find(request);
  expect(methods(simulator)).toEqual([...list, ...list]);
});

test.each([10, 20, 50])('finds its own where no page holds more than %i', async (most) => {
  const { simulator, request } = await scene();
  for (let other = 0; other < 120; other += 1) {
    simulator.addSubscription({ name: 'ERP', url: `${request.url}&other=${other}`, events: both });
  }
  const transport: HttpTransport = (sent) =>
    undiciTransport({ ...sent, body: sent.body.replace(/%22limit%22%3A\d+/, `%22limit%22%3A${most}`) });
  const subscriptions = new Subscriptions(clientFor(simulator, { transport }));
  const made = await subscriptions.ensure(request);
  await expect(subscriptions.find(request)).resolves.toEqual(made);
});

describe('what is not ours', () => {
  test('stays as it is when ours comes, changes and goes', async () => {
    const { simulator, request, subscriptions } = await scene();
    const before = await withForeigners(simulator, request.url);
    const first = await subscriptions.ensure(request);
    simulator.pauseSubscription(first.id);
    await subscriptions.ensure(request);
    await subscriptions.release(request);
    expect(simulator.subscriptions()).toEqual(before);
  });

  test('stays even where it has the stored id, in an account that gave the id to somebody else', async () => {
    const { simulator, request, subscriptions } = await scene();
    const before = await withForeigners(simulator, request.url);
    const [foreign] = simulator.subscriptions().filter(({ name }) => name === 'Zapier · New Deal');
    const stored = { id: foreign?.id ?? '', url: `${request.url}&old`, secret: 'old' };
    const made = await subscriptions.ensure({ ...request, stored });
    simulator.deleteSubscription(made.id);
    expect(simulator.subscriptions()).toEqual(before);
  });

  test('is named when it stands in the way', async () => {
    const { simulator, request, subscriptions } = await scene();
    await simulator.activateSubscription(simulator.addSubscription({ ...request, name: 'ERP' }).id);
    expect(await rejection(subscriptions.ensure(request))).toMatchObject({
      code: 'already_subscribed',
      result: 420,
      reason: expect.stringContaining('“ERP”'),
    });
    expect(simulator.subscriptions()).toMatchObject([{ name: 'ERP' }]);
  });
});

describe('find', () => {
  test('gives what ensure made, and undefined for anything else', async () => {
    const { simulator, request, subscriptions } = await scene();
    await expect(subscriptions.find(request)).resolves.toBeUndefined();
    const stored = await subscriptions.ensure(request);
    await expect(subscriptions.find(request)).resolves.toEqual(stored);
    await expect(subscriptions.find({ ...request, events: ['deal.created'], stored })).resolves.toBeUndefined();
    await expect(subscriptions.find({ ...request, url: `${request.url}2`, stored })).resolves.toBeUndefined();
    await expect(subscriptions.find({ ...request, host: 'Zapier' })).resolves.toBeUndefined();
    simulator.pauseSubscription(stored.id);
    await expect(subscriptions.find({ ...request, stored })).resolves.toBeUndefined();
    expect(simulator.subscriptions()).toHaveLength(1);
  });
});

describe('release', () => {
  test('ends the stored one with two requests, and is content when it is gone', async () => {
    const { simulator, request, subscriptions } = await scene();
    const stored = await subscriptions.ensure(request);
    const before = methods(simulator).length;
    await expect(subscriptions.release({ ...request, stored })).resolves.toBe(true);
    expect(simulator.subscriptions()).toEqual([]);
    expect(methods(simulator).slice(before)).toEqual(remove);
    await expect(subscriptions.release({ ...request, stored })).resolves.toBe(false);
    await expect(subscriptions.release(request)).resolves.toBe(false);
  });

  test('without a stored one, has nothing to end where none could be made', async () => {
    const { simulator, request } = await scene();
    const member = new Subscriptions(clientFor({ ...simulator.member, url: simulator.url }));
    await expect(member.release(request)).resolves.toBe(false);
  });

  test('with nothing known, asks nothing', async () => {
    const { simulator, subscriptions } = await scene();
    await subscriptions.release({ host: 'Zapier', label: 'New Deal' });
    await subscriptions.release({ host: 'Zapier', label: 'New Deal', url: 'hooks.example.com/x' });
    expect(methods(simulator)).toEqual([]);
  });

  test('says what is left where Livespace refuses', async () => {
    const { simulator, request, subscriptions } = await scene();
    const stored = await subscriptions.ensure(request);
    const member = new Subscriptions(clientFor({ ...simulator.member, url: simulator.url }));
    const error = await rejection(member.release({ ...request, stored }));
    expect(error).toMatchObject({ code: 'subscription_left', result: 540, remedy: expect.stringMatching(/delete it/) });
    expect(error).toMatchObject({ reason: expect.stringContaining(`“n8n · Won deals” (${request.url})`) });
  });
});

describe('errors', () => {
  test.each(['member', 'no subscription API'])('refused: %s', async (who) => {
    const { simulator, request } = await scene();
    simulator.setSubscriptionApi(who === 'member' ? 'on' : 'off');
    const key = who === 'member' ? simulator.member : simulator;
    const subscriptions = new Subscriptions(clientFor({ ...key, url: simulator.url }));
    for (const method of ['ensure', 'find'] as const) {
      expect(await rejection(subscriptions[method](request))).toMatchObject({
        code: 'refused',
        result: 540,
        reason: expect.stringMatching(/not an administrator, or this account has no subscription API/),
        remedy: expect.stringMatching(/\(manual\).*\(scheduled\)/),
      });
    }
  });

  test.each([404, 201, 302, 500])('an endpoint that answers the handshake with %i', async (status) => {
    const { simulator, request, subscriptions } = await scene();
    const endpoint = await serve((_, response) => response.writeHead(status).end());
    expect(await rejection(subscriptions.ensure({ ...request, url: endpoint.url }))).toMatchObject({
      code: 'handshake_failed',
      reason: expect.stringContaining(endpoint.url),
    });
    expect(simulator.subscriptions()).toEqual([]);
  });
});
