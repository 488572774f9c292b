import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type Stage, triggerName } from '../../../../testing/hosts/n8n/stage.ts';
import { until } from '../../../../testing/hosts/until.ts';

/** n8n ends, by itself, by force, in the middle of things, and comes back under another name. */
export async function restartCases(t: TestContext, stage: Stage): Promise<void> {
  const { api, livespace, n8n } = stage;
  const workflow = await stage.published('Outliving', { events: ['deal.created'] });
  const exactlyOne = () => assert.equal(stage.subscriptionsOf(workflow).length, 1);
  let runs = 0;

  for (const [signal, end] of [
    ['SIGTERM', () => n8n.stop()],
    ['SIGKILL', () => n8n.kill()],
  ] as const) {
    await t.test(`${signal} and start: the subscription stays and its events are verified`, async () => {
      await end();
      exactlyOne();
      await n8n.start();
      exactlyOne();
      livespace.createDeal();
      runs += 1;
      await stage.executions(workflow, runs);
    });
  }

  const killed = await stage.draft('Killed', { events: ['deal.created'] });
  await t.test(
    'SIGKILL in the middle of publishing: one subscription, whose secret n8n never stored, and the log says so',
    async () => {
      livespace.fault({ kind: 'slow', ms: 3000, on: 'Webhook/addSubscription' });
      await api.activate(killed);
      await until(() => stage.subscriptionsOf(killed).length === 1, 10_000);
      await n8n.kill();
      livespace.clearFaults();
      // n8n waits two minutes before it takes an unfinished publication up again.
      await n8n.start({ N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '20' });
      await until(async () => (await api.publicationStatus(killed.id)).status === 'published', 60_000);
      livespace.createDeal();
      runs += 1;
      await stage.executions(workflow, runs);
      await stage.executions(killed, 0);
      assert.equal(stage.subscriptionsOf(killed).length, 1);
      assert.match(n8n.log, /503: The secret of the subscription is not known yet\..*With Automatic, unpublish/);
    },
  );
  await t.test('off and on again heals that, and off leaves nothing', async () => {
    await api.unpublish(killed.id);
    assert.equal(stage.subscriptionsOf(killed).length, 0);
    await stage.publish(killed);
    livespace.createDeal();
    runs += 1;
    await stage.executions(workflow, runs);
    await stage.executions(killed, 1);
    await api.unpublish(killed.id);
    assert.equal(stage.subscriptionsOf(killed).length, 0);
  });

  await t.test(
    'SIGTERM while listening for a test event leaves the test subscription, as the readme says',
    async () => {
      const draft = await stage.draft('Listening', { events: ['deal.created'] });
      await api.runTest(draft.id, triggerName);
      await until(() => stage.subscriptionsOf(draft, 'webhook-test').length === 1, 5000);
      await n8n.stop();
      await n8n.start();
      const [left] = stage.subscriptionsOf(draft, 'webhook-test');
      livespace.deleteSubscription(left?.id ?? '');
    },
  );

  const renamed = n8n.url.replace('127.0.0.1', 'localhost');
  await t.test('under a changed N8N_WEBHOOK_URL the old subscription goes on', async () => {
    await n8n.stop();
    await n8n.start({ N8N_WEBHOOK_URL: `${renamed}/` });
    exactlyOne();
    livespace.createDeal();
    runs += 1;
    await stage.executions(workflow, runs);
  });
  await t.test('off and on again adds the new URL, and leaves the old one, which the log names', async () => {
    await api.unpublish(workflow.id);
    assert.ok(n8n.log.includes(`(${stage.url(workflow)}) stays in Livespace`));
    const [old] = stage.subscriptionsOf(workflow);
    livespace.deleteSubscription(old?.id ?? '');
    await api.publish(workflow.id);
    assert.deepEqual(
      livespace.subscriptions().map(({ url }) => url),
      [stage.url(workflow).replace(n8n.url, renamed)],
    );
    livespace.createDeal();
    runs += 1;
    await stage.executions(workflow, runs);
  });
  await t.test('where Livespace gets no answer from the URL, the message says so', async () => {
    await api.unpublish(workflow.id);
    await n8n.stop();
    await n8n.start({ N8N_WEBHOOK_URL: 'http://127.0.0.1:9/' });
    const { status, triggers } = await api.publish(workflow.id);
    assert.equal(status, 'failed');
    assert.match(triggers[0]?.errorMessage ?? '', /got no 200 or 204 within 3 seconds.*reached from the internet/);
    assert.deepEqual(livespace.subscriptions(), []);
  });
  await api.unpublish(workflow.id);
  // Its own address is good for the cases to come.
  await n8n.stop();
  await n8n.start();
}
