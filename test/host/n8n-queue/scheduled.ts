import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { startSimulator } from 'livespace-simulator';
import { credentialsOf, type N8nApi } from '../../../testing/hosts/n8n/n8n-api.ts';
import type { QueueN8n } from '../../../testing/hosts/n8n/queue-n8n.ts';
import { until } from '../../../testing/hosts/until.ts';

const name = 'Livespace Scheduled Trigger';

/**
 * Publishes a workflow with the schedule, which looks every minute, and makes a deal.
 *
 * @returns what checks later that the deal was found once, so that other cases can run meanwhile
 */
export async function scheduledCases(queue: QueueN8n, api: N8nApi): Promise<(t: TestContext) => Promise<void>> {
  const livespace = await startSimulator({ deals: [] });
  const looks = () => livespace.requests().filter(({ method }) => method === 'Deal/getAll').length;
  const { url: subdomain, apiKey, apiSecret } = livespace;
  const account = await api.createCredential('livespaceApi', { subdomain, apiKey, apiSecret });
  const type = 'n8n-nodes-livespace.livespaceScheduledTrigger';
  const node = { name, type, parameters: { events: ['deal.created'] }, credentials: credentialsOf(account) };
  const { id } = await api.createWorkflow({ name, nodes: [node] });
  const { status } = await api.publish(id);
  await until(() => looks() > 0, 10_000);
  await new Promise((later) => setTimeout(later, 1100));
  livespace.createDeal({ name: 'Found' });
  const sinceWhen = { at: Date.now(), looks: looks() };

  return async (t) => {
    t.after(() => livespace.close());
    assert.equal(status, 'published');
    const found = async () => (await queue.runs(id)).flatMap((run) => run.items(name));
    await t.test('a new deal starts one run, by whichever process', async () => {
      await until(async () => (await found()).length > 0, 90_000, 1000);
      assert.equal((await found()).length, 1);
    });
    await t.test('only one process looks: two calls a minute, as without a queue', async () => {
      const minutes = Math.ceil((Date.now() - sinceWhen.at) / 60_000);
      assert.ok(looks() - sinceWhen.looks <= 2 * (minutes + 1), `${looks() - sinceWhen.looks} in ${minutes} minutes`);
    });
    await api.unpublish(id);
  };
}
