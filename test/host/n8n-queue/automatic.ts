import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { startSimulator } from 'livespace-simulator';
import { credentialsOf, type N8nApi } from '../../../testing/hosts/n8n/n8n-api.ts';
import type { QueueN8n } from '../../../testing/hosts/n8n/queue-n8n.ts';
import { until } from '../../../testing/hosts/until.ts';

const trigger = 'Livespace Trigger';

/** The main process subscribes; the webhook processors have to know the secret, and the workers run what they let in. */
export async function automaticCases(t: TestContext, queue: QueueN8n, api: N8nApi): Promise<void> {
  const livespace = await startSimulator({ profile: { api: 'on' }, retryDelaysMs: [500, 1000] });
  t.after(() => livespace.close());
  const { url: subdomain, apiKey, apiSecret } = livespace;
  const account = await api.createCredential('livespaceApi', { subdomain, apiKey, apiSecret });
  const { id } = await api.createWorkflow({
    name: 'Automatic',
    nodes: [
      {
        name: trigger,
        type: 'n8n-nodes-livespace.livespaceTrigger',
        typeVersion: 2,
        parameters: { registration: 'automatic', events: ['deal.created'] },
        credentials: credentialsOf(account),
      },
    ],
  });

  await t.test('publishing on the main process subscribes; a webhook processor answers the handshake', async () => {
    const { status, triggers } = await api.publish(id);
    assert.equal(status, 'published', triggers.map(({ errorMessage }) => errorMessage).join());
    assert.deepEqual(
      livespace.subscriptions().map(({ url, isActive }) => [new URL(url).origin, isActive]),
      [[queue.url, true]],
    );
  });
  const [subscription] = livespace.subscriptions();
  const path = new URL(subscription?.url ?? '').pathname;

  await t.test('both webhook processors know the secret: what is forged gets 401 from each', async () => {
    for (const { url } of queue.processors) {
      const headers = { 'content-type': 'application/json', 'x-livespace-signature': '0'.repeat(64) };
      const body = JSON.stringify({ id: 'forged', name: 'deal.created', data: { id: 'forged' } });
      assert.equal((await fetch(url + path, { method: 'POST', headers, body })).status, 401);
    }
  });
  await t.test('events are let in by each of them, and run by a worker, once', async () => {
    const deals = [1, 2, 3, 4].map((number) => String(livespace.createDeal({ name: `Deal ${number}` }).deal.id));
    await livespace.idle();
    assert.deepEqual(
      livespace.deliveries().map(({ status }) => status),
      [200, 200, 200, 200],
    );
    const ran = await until(async () => {
      // Before they are read: one that is under way has no item yet.
      if ((await queue.underWay(id)) > 0) return false;
      const runs = await queue.runs(id);
      return runs.length >= 4 && runs;
    }, 30_000);
    assert.deepEqual(
      ran.flatMap((run) => run.items(trigger).map(({ deal }) => (deal as { id: string }).id)).sort(),
      deals.sort(),
    );
  });
  await t.test('unpublishing removes the subscription, and neither answers any more', async () => {
    await api.unpublish(id);
    assert.deepEqual(livespace.subscriptions(), []);
    for (const { url } of queue.processors) {
      await until(async () => (await fetch(url + path, { method: 'POST' })).status === 404, 10_000);
    }
  });
}
