import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type Stage, triggerName } from '../../../../testing/hosts/n8n/stage.ts';
import { until } from '../../../../testing/hosts/until.ts';

/** "Listen for test event", as the editor does it. */
export async function testRunCases(t: TestContext, stage: Stage): Promise<void> {
  const { livespace, api } = stage;
  const draft = await stage.draft('Tested', { events: ['deal.created'] });

  await t.test('a test run subscribes its own URL', async () => {
    assert.deepEqual(await api.runTest(draft.id, triggerName), { waitingForWebhook: true });
    await until(() => stage.subscriptionsOf(draft, 'webhook-test').length === 1, 5000);
  });
  await t.test('its event is verified, and shown as a manual execution', async () => {
    livespace.createDeal({ name: 'Fotele biurowe' });
    assert.equal((await stage.executions(draft, 1))[0]?.mode, 'manual');
  });
  await t.test('afterwards its subscription is gone', async () => {
    await until(() => livespace.subscriptions().length === 0, 5000);
  });
  await t.test('stopping to listen removes it as well', async () => {
    await api.runTest(draft.id, triggerName);
    await until(() => livespace.subscriptions().length === 1, 5000);
    await api.stopTest(draft.id);
    await until(() => livespace.subscriptions().length === 0, 5000);
  });
  await t.test('nothing of it is stored with the workflow', async () =>
    assert.deepEqual((await api.getWorkflow(draft.id)).staticData, null),
  );
}
