import { type HttpTransport, Subscriptions } from 'livespace-webhooks';
import { undiciTransport } from 'livespace-webhooks/undici';
import { clientFor, rejection, serve } from '../../../testing/livespace/harness.ts';
import { delivers, scene, withForeigners } from '../../../testing/livespace/subscription-harness.ts';

const methods = ['Webhook/getSubscriptions', 'Webhook/addSubscription', 'Webhook/deleteSubscription', '_Api/getToken'];
const losses = [
  ['applied, answer lost', { kind: 'drop' }],
  ['HTTP 504, not applied', { kind: 'http', status: 504 }],
  ['result 500', { kind: 'result', result: 500 }],
  ['result 520', { kind: 'result', result: 520 }],
] as const;
const cases = methods.flatMap((on) =>
  losses.flatMap(([what, fault]) => [1, 2].map((count) => ({ on, what, fault, count }))),
);

describe.each(cases)('$on: $what, $count times', ({ on, fault, count }) => {
  test.each([false, true])('ensure ends with exactly one of ours, secrets hidden: %p', async (hidden) => {
    const { simulator, endpoint, request, subscriptions } = await scene();
    // Ours for another event: it has to be deleted on the way, so that every method is called.
    await subscriptions.ensure({ ...request, events: ['deal.created'] });
    if (hidden) simulator.fault({ kind: 'hide-secret', count: 'always' });
    simulator.fault({ ...fault, on, count });
    const made = await subscriptions.ensure(request);
    expect(simulator.faults()).not.toContainEqual({ ...fault, on, count });
    expect(simulator.subscriptions()).toMatchObject([{ id: made.id, secret: made.secret, isActive: true }]);
    await expect(delivers(simulator, endpoint, made)).resolves.toBe(true);
  });

  test('release ends it', async () => {
    const { simulator, request, subscriptions } = await scene();
    const stored = await subscriptions.ensure(request);
    simulator.fault({ ...fault, on, count });
    const known = on === 'Webhook/getSubscriptions' ? undefined : stored;
    await expect(subscriptions.release({ ...request, stored: known })).resolves.toBe(true);
    expect(simulator.subscriptions()).toEqual([]);
  });
});

test('an add that is never answered is no endless loop, and leaves what is not ours alone', async () => {
  const { simulator, request, subscriptions } = await scene();
  const before = await withForeigners(simulator, request.url);
  simulator.fault({ kind: 'hide-secret', count: 'always' });
  simulator.fault({ kind: 'drop', on: 'Webhook/addSubscription', count: 'always' });
  expect(await rejection(subscriptions.ensure(request))).toMatchObject({ name: 'LivespaceError', code: 'unavailable' });
  const ours = simulator.subscriptions().filter(({ name, url }) => name === 'n8n · Won deals' && url === request.url);
  expect(ours.length).toBeLessThanOrEqual(1);
  expect(simulator.subscriptions().filter((one) => !ours.includes(one))).toEqual(before);
});

test('a delete that never works says what is left', async () => {
  const { simulator, request, subscriptions } = await scene();
  const stored = await subscriptions.ensure(request);
  simulator.fault({ kind: 'http', status: 503, on: 'Webhook/deleteSubscription', count: 'always' });
  expect(await rejection(subscriptions.release({ ...request, stored }))).toMatchObject({ code: 'subscription_left' });
  expect(simulator.subscriptions()).toHaveLength(1);
});

test('a delete whose answer is lost is looked for, not repeated blindly', async () => {
  const { simulator, request, subscriptions } = await scene();
  const stored = await subscriptions.ensure(request);
  await subscriptions.ensure({ ...request, url: `${request.url}/other` });
  const before = simulator.requests().length;
  simulator.fault({ kind: 'drop', on: 'Webhook/deleteSubscription' });
  await subscriptions.release({ ...request, stored });
  const calls = simulator
    .requests()
    .slice(before)
    .map(({ method }) => method);
  expect(calls.filter((method) => method !== '_Api/getToken')).toEqual([
    'Webhook/deleteSubscription',
    'Webhook/getSubscriptions',
  ]);
});

test('a delete that is applied between our look and our second try has worked', async () => {
  const { simulator, request, subscriptions } = await scene();
  const stored = await subscriptions.ensure(request);
  const transport: HttpTransport = async (sent) => {
    const answer = await undiciTransport(sent);
    if (sent.url.endsWith('getSubscriptions')) simulator.deleteSubscription(stored.id);
    return answer;
  };
  simulator.fault({ kind: 'http', status: 504, on: 'Webhook/deleteSubscription' });
  const released = new Subscriptions(clientFor(simulator, { transport })).release({ ...request, stored });
  await expect(released).resolves.toBe(true);
});

test('an add that Livespace finishes only while we try again is found', async () => {
  const { simulator, request } = await scene();
  const answers: (() => void)[] = [];
  const endpoint = await serve((_, response) => {
    answers.push(() => response.end());
    // The first handshake is answered during the second one, which then finds the subscription made.
    if (answers.length === 2) answers[0]?.();
    if (answers.length >= 2) setTimeout(() => response.end(), 100);
  });
  const url = `${endpoint.url}/slow`;
  const impatient = new Subscriptions(clientFor(simulator, { timeoutMs: 200 }));
  const made = await impatient.ensure({ ...request, url });
  expect(endpoint.hits).toHaveLength(2);
  expect(simulator.subscriptions()).toMatchObject([{ id: made.id, url, secret: made.secret }]);
});
