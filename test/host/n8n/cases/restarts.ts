import assert from 'node:assert/strict';
import { check } from '../../report.ts';
import { until } from '../../until.ts';
import type { Stage } from '../stage.ts';

/** n8n ends, by itself, by force, in the middle of things, and comes back under another name. */
export async function restartCases(stage: Stage): Promise<void> {
  const { api, livespace, n8n } = stage;
  const workflow = await stage.published('Outliving', { events: ['deal.created'] });
  const exactlyOne = () => assert.equal(stage.subscriptionsOf(workflow).length, 1);
  let runs = 0;

  for (const [signal, end] of [
    ['SIGTERM', () => n8n.stop()],
    ['SIGKILL', () => n8n.kill()],
  ] as const) {
    await check(`${signal} and start: the subscription stays and its events are verified`, async () => {
      await end();
      exactlyOne();
      await n8n.start();
      exactlyOne();
      livespace.createDeal();
      runs += 1;
      await stage.executions(workflow, runs);
    });
  }

  await check('SIGKILL in the middle of publishing: n8n resumes, and one is left', async () => {
    const draft = await stage.draft('Killed', { events: ['deal.created'] });
    livespace.fault({ kind: 'slow', ms: 3000, on: 'Webhook/addSubscription' });
    await api.activate(draft);
    await until(() => stage.subscriptionsOf(draft).length === 1, 10_000);
    await n8n.kill();
    livespace.clearFaults();
    await n8n.start();
    await until(async () => (await api.publicationStatus(draft.id)).status === 'published', 60_000);
    assert.equal(stage.subscriptionsOf(draft).length, 1);
    const { secret } = stage.subscriptionsOf(draft)[0] ?? {};
    const stored = await until(
      async () => (await api.getWorkflow(draft.id)).staticData?.['node:Livespace Trigger'],
      10_000,
    );
    assert.equal(stored.secret, secret);
    await api.unpublish(draft.id);
    assert.deepEqual(stage.subscriptionsOf(draft), []);
  });

  const renamed = n8n.url.replace('127.0.0.1', 'localhost');
  await check('under a changed WEBHOOK_URL the old subscription goes on', async () => {
    await n8n.stop();
    await n8n.start({ WEBHOOK_URL: `${renamed}/` });
    exactlyOne();
    livespace.createDeal();
    runs += 1;
    await stage.executions(workflow, runs);
  });
  await check('off and on again moves it to the new URL', async () => {
    await api.unpublish(workflow.id);
    assert.deepEqual(livespace.subscriptions(), []);
    await api.publish(workflow.id);
    assert.deepEqual(
      livespace.subscriptions().map(({ url }) => url),
      [stage.url(workflow).replace(n8n.url, renamed)],
    );
    livespace.createDeal();
    runs += 1;
    await stage.executions(workflow, runs);
  });
  await check('where Livespace gets no answer from the URL, the message says so', async () => {
    await api.unpublish(workflow.id);
    await n8n.stop();
    await n8n.start({ WEBHOOK_URL: 'http://127.0.0.1:9/' });
    const { status, triggers } = await api.publish(workflow.id);
    assert.equal(status, 'failed');
    assert.match(triggers[0]?.errorMessage ?? '', /got no 200 or 204 within 3 seconds.*reached from the internet/);
    assert.deepEqual(livespace.subscriptions(), []);
  });
  await api.unpublish(workflow.id);
}
