import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { startSimulator } from 'livespace-simulator';
import type { Workflow } from '../../../../testing/hosts/n8n/n8n-api.ts';
import type { Stage } from '../../../../testing/hosts/n8n/stage.ts';
import { until } from '../../../../testing/hosts/until.ts';

const both = ['deal.created', 'deal.status_changed'];

/** After everything people do to a workflow: exactly one subscription while it is active, none while it is not. */
export async function lifeCycleCases(t: TestContext, stage: Stage): Promise<void> {
  const { api, livespace } = stage;
  const workflow = await stage.published('Lived with', { events: ['deal.created'] });
  const foreign = livespace.addSubscription({
    name: 'By hand',
    url: stage.url(workflow),
    events: ['deal.status_changed'],
  });

  const ours = (of: Workflow = workflow) => stage.subscriptionsOf(of).filter(({ id }) => id !== foreign.id);
  const exactlyOne = (events: string[], of: Workflow = workflow) =>
    assert.deepEqual(
      ours(of).map((one) => [one.events, one.isActive]),
      [[events, true]],
    );
  const republish = async (change?: Parameters<typeof api.saveWorkflow>[1]) => {
    if (change) await api.saveWorkflow(workflow.id, change);
    await stage.publish(workflow);
  };
  const [node] = workflow.nodes;
  if (!node) throw new Error('The workflow has no node');

  await t.test('saving a draft changes nothing', async () => {
    const before = livespace.requests().length;
    await api.saveWorkflow(workflow.id, { nodes: [{ ...node, parameters: { ...node.parameters, events: both } }] });
    assert.equal(livespace.requests().length, before);
    exactlyOne(['deal.created']);
  });
  await t.test('publishing changed events replaces it', async () => {
    await republish();
    exactlyOne(both);
  });
  await t.test('a renamed node keeps exactly one', async () => {
    await republish({ nodes: [{ ...node, parameters: { ...node.parameters, events: both }, name: 'Renamed' }] });
    exactlyOne(both);
    await republish({ nodes: [{ ...node, parameters: { ...node.parameters, events: both } }] });
    exactlyOne(both);
  });
  await t.test('a renamed workflow keeps exactly one', async () => {
    await republish({ name: 'Renamed' });
    exactlyOne(both);
  });
  await t.test('publishing again what is published changes nothing', async () => {
    const before = livespace.requests().length;
    await republish();
    assert.equal(livespace.requests().length, before);
  });
  await t.test('off and on again: none, then one', async () => {
    await api.unpublish(workflow.id);
    assert.deepEqual(ours(), []);
    await republish();
    exactlyOne(both);
  });
  for (const [what, act] of [
    ['paused', () => livespace.pauseSubscription(ours()[0]?.id ?? '')],
    ['deleted', () => livespace.deleteSubscription(ours()[0]?.id ?? '')],
  ] as const) {
    await t.test(`${what} in Livespace: off and on again heals it`, async () => {
      act();
      await api.unpublish(workflow.id);
      assert.deepEqual(ours(), []);
      await republish();
      exactlyOne(both);
    });
  }

  await t.test('a duplicate gets one of its own, and leaves the first alone', async () => {
    const { webhookId, id, ...copied } = node;
    const copy = await api.createWorkflow({ name: 'Copy', nodes: [copied] });
    await stage.publish(copy);
    exactlyOne(['deal.created'], copy);
    exactlyOne(both);
    await api.unpublish(copy.id);
    assert.deepEqual(ours(copy), []);
    exactlyOne(both);
  });
  await t.test('a copy with the same URL is refused by n8n, and leaves the first alone', async () => {
    const copy = await api.createWorkflow({ name: 'Twin', nodes: [node] });
    await assert.rejects(api.publish(copy.id), { status: 409 });
    exactlyOne(both);
  });

  await t.test('swapped credentials move it to the other account', async () => {
    const elsewhere = await startSimulator({ profile: { api: 'on' } });
    try {
      const { url, apiKey, apiSecret } = elsewhere;
      const other = await api.createCredential('livespaceApi', { subdomain: url, apiKey, apiSecret }, 'Other');
      await republish({ nodes: [{ ...node, ...stage.trigger({ events: both }, other) }] });
      assert.deepEqual([ours().length, elsewhere.subscriptions().length], [0, 1]);
      await republish({ nodes: [{ ...node, ...stage.trigger({ events: both }) }] });
      assert.deepEqual([ours().length, elsewhere.subscriptions().length], [1, 0]);
    } finally {
      await elsewhere.close();
    }
  });
  await t.test('a credential whose contents became wrong and right again costs nothing', async () => {
    await api.updateCredential(stage.account, stage.fields({ apiSecret: 'mistyped' }));
    exactlyOne(both);
    await api.updateCredential(stage.account, stage.fields());
    await api.unpublish(workflow.id);
    assert.deepEqual(ours(), []);
    await republish();
    exactlyOne(both);
  });

  for (const [what, fault] of [
    ['answered with HTTP 500', { kind: 'http', status: 500, on: 'Webhook/addSubscription', count: 3 }],
    ['answered with result 520', { kind: 'result', result: 520, on: 'Webhook/addSubscription', count: 3 }],
    ['lost its answers', { kind: 'drop', on: 'Webhook/addSubscription', count: 2 }],
  ] as const) {
    await t.test(`where Livespace ${what}, n8n’s next try succeeds and one is left`, async () => {
      await api.unpublish(workflow.id);
      livespace.fault(fault);
      await republish();
      livespace.clearFaults();
      exactlyOne(both);
    });
  }
  await t.test('where a removal failed at first, n8n tries again and none is left', async () => {
    livespace.fault({ kind: 'http', status: 503, on: 'Webhook/deleteSubscription', count: 2 });
    await api.unpublish(workflow.id);
    livespace.clearFaults();
    assert.deepEqual(ours(), []);
  });

  await t.test('archiving removes it', async () => {
    await republish();
    exactlyOne(both);
    await api.archiveWorkflow(workflow.id);
    await until(() => ours().length === 0, 10_000);
  });
  await t.test('nobody else’s subscription was touched', () => assert.deepEqual(livespace.subscriptions(), [foreign]));
  livespace.deleteSubscription(foreign.id);
}
