import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type Stage, triggerName } from '../../../../testing/hosts/n8n/stage.ts';
import { until } from '../../../../testing/hosts/until.ts';

/** Registered by hand: no API access, the secret in a credential of its own. */
export async function manualCases(t: TestContext, stage: Stage): Promise<void> {
  const { api, livespace } = stage;
  const requestsBefore = livespace.requests().length;
  const credential = await api.createCredential('livespaceWebhookApi', { secret: '', previousSecret: '' }, 'Webhook');
  const parameters = { registration: 'manual', events: ['deal.created'] };
  const workflow = await stage.published('By hand', parameters, credential);
  const byHand = livespace.addSubscription({ name: 'By hand', url: stage.url(workflow), events: ['deal.created'] });

  await t.test('Livespace can activate the webhook before its secret is known to n8n', async () => {
    assert.equal((await livespace.activateSubscription(byHand.id)).isActive, true);
  });
  const statuses = () => livespace.deliveries().flatMap((one) => (one.subscriptionId === byHand.id ? one.status : []));
  await t.test('until then events are asked to come again and start nothing', async () => {
    livespace.createDeal();
    await stage.executions(workflow, 0);
    assert.deepEqual(statuses(), [503, 503, 503]);
  });
  const secret = livespace.subscriptions().find(({ id }) => id === byHand.id)?.secret ?? '';
  await t.test('with the secret in the credential they start the workflow, which nobody published again', async () => {
    await api.updateCredential(credential, { secret, previousSecret: '' });
    livespace.createDeal();
    await stage.executions(workflow, 1);
  });
  await t.test('while the secret is changed, the previous one is good too', async () => {
    await api.updateCredential(credential, { secret: 'the new one', previousSecret: secret });
    livespace.createDeal();
    await stage.executions(workflow, 2);
  });
  await t.test('and afterwards it is not', async () => {
    await api.updateCredential(credential, { secret: 'the new one', previousSecret: '' });
    livespace.createDeal();
    await stage.executions(workflow, 2);
    assert.deepEqual(statuses().slice(-3), [401, 401, 401]);
  });
  await t.test('a workflow without any credential can be published too', async () => {
    const bare = await api.createWorkflow({
      name: 'Bare',
      nodes: [{ name: triggerName, type: 'n8n-nodes-livespace.livespaceTrigger', parameters }],
    });
    await stage.publish(bare);
    assert.equal((await fetch(stage.url(bare), { method: 'POST' })).status, 200);
    await api.unpublish(bare.id);
  });
  await t.test('a test run checks against the test URL', async () => {
    await api.updateCredential(credential, { secret, previousSecret: '' });
    await api.unpublish(workflow.id);
    await api.runTest(workflow.id, triggerName);
    const test = livespace.addSubscription({ ...byHand, name: 'Test', url: stage.url(workflow, 'webhook-test') });
    await until(() => livespace.activateSubscription(test.id), 5000);
    const secretOfTest = livespace.subscriptions().find(({ id }) => id === test.id)?.secret ?? '';
    await api.updateCredential(credential, { secret: secretOfTest, previousSecret: '' });
    livespace.createDeal();
    await stage.executions(workflow, 3);
    livespace.deleteSubscription(test.id);
  });
  await t.test('none of it asked Livespace’s API for anything', () =>
    assert.equal(livespace.requests().length, requestsBefore),
  );
  livespace.deleteSubscription(byHand.id);
}
