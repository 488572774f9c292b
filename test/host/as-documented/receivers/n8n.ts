import assert from 'node:assert/strict';
import type { Simulator } from 'livespace-simulator';
import { credentialsOf, N8nApi, type NewNode, outputOf } from '../../../../testing/hosts/n8n/n8n-api.ts';
import type { RealN8n } from '../../../../testing/hosts/n8n/real-n8n.ts';
import { until } from '../../../../testing/hosts/until.ts';
import { nameOf, type Receiver } from './receiver.ts';

const events = ['deal.created'];

/** Two workflows in a real n8n, one a way. */
export async function n8nReceiver(n8n: RealN8n, { url, apiKey, apiSecret }: Simulator): Promise<Receiver> {
  const api = await N8nApi.signIn(n8n.url);
  const account = await api.createCredential('livespaceApi', { subdomain: url, apiKey, apiSecret }, 'Account');
  const webhook = await api.createCredential('livespaceWebhookApi', { secret: '', previousSecret: '' }, 'By hand');
  const published = async (name: string, node: NewNode) => {
    const { id } = await api.createWorkflow({ name, nodes: [node] });
    const { status } = await api.publish(id);
    assert.equal(status, 'published');
    return api.getWorkflow(id);
  };
  const byHand = await published('By hand', {
    name: 'Livespace Trigger',
    type: 'n8n-nodes-livespace.livespaceTrigger',
    typeVersion: 2,
    parameters: { events },
    credentials: credentialsOf(webhook),
  });
  const bySchedule = await published('By schedule', {
    name: 'Livespace Scheduled Trigger',
    type: 'n8n-nodes-livespace.livespaceScheduledTrigger',
    parameters: { events },
    credentials: credentialsOf(account),
  });
  const started = async ({ id, nodes: [node] }: typeof byHand) => {
    const ran = await until(async () => {
      const all = await api.listExecutions(id);
      return all.every(({ stoppedAt }) => stoppedAt) && all;
    }, 10_000);
    const outputs = ran.map(async (one) => outputOf(await api.getExecution(one.id), node?.name ?? '') ?? []);
    return (await Promise.all(outputs)).flat().map(nameOf);
  };
  return {
    name: 'n8n',
    url: api.webhookUrl(byHand.nodes[0] ?? assert.fail('The workflow has no node')),
    enterSecret: async (secret) => void (await api.updateCredential(webhook, { secret, previousSecret: '' })),
    async look() {
      // Published again it looks at once, instead of within a minute.
      await api.unpublish(bySchedule.id);
      await api.publish(bySchedule.id);
      return started(bySchedule);
    },
    heard: () => started(byHand),
    async close() {
      for (const { id } of [byHand, bySchedule]) await api.unpublish(id);
    },
  };
}
