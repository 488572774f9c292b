import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Stage, triggerName } from '../../../../testing/hosts/n8n/stage.ts';
import { until } from '../../../../testing/hosts/until.ts';

/** For so long the node goes on with a credential as it was. */
const lastingMs = 5000;

/** Registered by hand: no API access, the secret in a credential of its own. */
export async function manualCases(t: TestContext, stage: Stage): Promise<void> {
  const { api, livespace } = stage;
  const requestsBefore = livespace.requests().length;
  const credential = await api.createCredential('livespaceWebhookApi', { secret: '', previousSecret: '' }, 'Webhook');
  const parameters = { registration: 'manual', events: ['deal.created'] };
  const workflow = await stage.published('By hand', parameters, credential);
  const byHand = livespace.addSubscription({ name: 'By hand', url: stage.url(workflow), events: ['deal.created'] });
  const statuses = () => livespace.deliveries().flatMap((one) => (one.subscriptionId === byHand.id ? one.status : []));
  /** Oldest first, once there are so many. */
  const outcomes = async (count: number) =>
    (await stage.executions(workflow, count)).map(({ status }) => status).reverse();
  const newestError = async () => {
    const [newest] = await api.listExecutions(workflow.id);
    return newest && (await api.getExecution(newest.id)).data.resultData.error?.message;
  };

  await t.test('the credential can be tested before there is a secret, and says what to do next', async () => {
    const { status, message } = await api.testCredential(credential);
    assert.equal(status, 'OK');
    assert.match(message, /Publish the workflow.*Production URL.*paste the secret/);
  });
  await t.test('and tells a secret that is masked', async () => {
    const { status, message } = await api.testCredential(credential, { secret: '********', previousSecret: '' });
    assert.equal(status, 'Error');
    assert.match(message, /placeholders \(\*\*\*\*\).*Show the secret/);
  });
  await t.test('Livespace can activate the webhook before its secret is known to n8n', async () => {
    assert.equal((await livespace.activateSubscription(byHand.id)).isActive, true);
  });
  await t.test('an event before the secret is there: 503, one failed execution, and where to put it', async () => {
    const logged = stage.n8n.log.length;
    livespace.createDeal();
    assert.deepEqual(await outcomes(1), ['error']);
    assert.deepEqual(statuses(), [503, 503, 503]);
    const where = /not known yet.*into the Livespace Webhook API credential/;
    assert.match((await newestError()) ?? '', where);
    const answered = stage.n8n.log
      .slice(logged)
      .split('\n')
      .filter((line) => /answered a request with 503/.test(line));
    assert.equal(answered.length, 1);
    assert.match(answered[0] ?? '', where);
  });
  const secret = livespace.subscriptions().find(({ id }) => id === byHand.id)?.secret ?? '';
  stage.secrets.watch(secret, 'webhook secret');
  await t.test('a wrong secret: 401, and one failed execution says what to compare', async () => {
    await api.updateCredential(credential, { secret: 'mistyped', previousSecret: '' });
    livespace.createDeal();
    assert.deepEqual(await outcomes(2), ['error', 'error']);
    assert.deepEqual(statuses().slice(-3), [401, 401, 401]);
    assert.match(
      (await newestError()) ?? '',
      /signature does not match.*secret in the Livespace Webhook API credential/,
    );
  });
  await t.test('further ones within the hour are refused as before, and not listed', async () => {
    livespace.createDeal();
    for (let forged = 0; forged < 10; forged += 1) {
      assert.equal((await livespace.forge(byHand.id, { name: 'deal.created', data: { id: 'forged' } })).status, 401);
    }
    assert.equal((await outcomes(2)).length, 2);
  });
  await t.test('with the secret in the credential they start the workflow, which nobody published again', async () => {
    await api.updateCredential(credential, { secret: ` ${secret}\n`, previousSecret: '' });
    livespace.createDeal();
    assert.deepEqual(await outcomes(3), ['error', 'error', 'success']);
  });
  await t.test('while the secret is changed, the previous one is good too', async () => {
    await api.updateCredential(credential, { secret: 'the new one', previousSecret: secret });
    await sleep(lastingMs);
    livespace.createDeal();
    assert.equal((await outcomes(4)).at(-1), 'success');
  });
  await t.test('what is forged now is listed nowhere', async () => {
    assert.equal((await livespace.forge(byHand.id, { name: 'deal.created', data: { id: 'forged' } })).status, 401);
    assert.equal((await outcomes(4)).length, 4);
  });
  await t.test('and 5 seconds after it was taken out the previous one is refused', async () => {
    await api.updateCredential(credential, { secret: 'the new one', previousSecret: '' });
    await sleep(lastingMs);
    livespace.createDeal();
    assert.equal((await outcomes(5)).at(-1), 'error');
    assert.deepEqual(statuses().slice(-3), [401, 401, 401]);
  });
  await t.test(
    'a node copied with its webhook id is not published, beside the first or in another workflow',
    async () => {
      const [node] = workflow.nodes;
      if (!node) throw new Error('The workflow has no node');
      const copy = { ...node, id: randomUUID() };
      const refused = { status: 409, message: /conflict with one of the webhooks/ };
      const another = await api.createWorkflow({ name: 'Copy', nodes: [copy] });
      await assert.rejects(api.publish(another.id), refused);
      const both = await api.createWorkflow({
        name: 'Twice',
        nodes: [node, { ...copy, name: 'Copy' }].map((one) => ({
          ...one,
          webhookId: '7a1c0e52-5f0e-4a53-9d0a-0c8f5b7f0a11',
        })),
      });
      await assert.rejects(api.publish(both.id), refused);
    },
  );
  await t.test('a workflow without any credential can be published too', async () => {
    const bare = await api.createWorkflow({
      name: 'Bare',
      // Nothing is set: registered by hand is what comes first.
      nodes: [{ name: triggerName, type: 'n8n-nodes-livespace.livespaceTrigger', typeVersion: 2 }],
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
    assert.equal((await outcomes(6)).at(-1), 'success');
    livespace.deleteSubscription(test.id);
  });
  await t.test('none of it asked Livespace’s API for anything', () =>
    assert.equal(livespace.requests().length, requestsBefore),
  );
  livespace.deleteSubscription(byHand.id);
}
