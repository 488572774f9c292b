import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type Profile, startSimulator } from 'livespace-simulator';
import { credentialsOf, outputOf } from '../../../../testing/hosts/n8n/n8n-api.ts';
import type { Stage } from '../../../../testing/hosts/n8n/stage.ts';
import { signatureForms } from '../../../../testing/sign.ts';

const profiles: Partial<Profile>[] = [
  ...signatureForms.map((form) => ({ form })),
  ...(['camel', 'nested'] as const).map((fields) => ({ fields })),
];
const scheduledNode = 'Livespace Scheduled Trigger';

/** How an account may sign, and name its fields: each once, by hand, under an address with a host in capitals. */
export async function assumptionCases(t: TestContext, stage: Stage): Promise<void> {
  const { api, n8n } = stage;
  await n8n.stop();
  await n8n.start({ N8N_WEBHOOK_URL: `${n8n.url.replace('127.0.0.1', 'LOCALHOST')}/` });
  const livespace = await startSimulator({ retryDelaysMs: [200, 400], deals: [] });
  t.after(() => livespace.close());
  const usual = livespace.profile();
  const webhook = await api.createCredential('livespaceWebhookApi', { secret: '', previousSecret: '' }, 'Assumed');
  const workflow = await stage.published('Assumed', { registration: 'manual', events: ['deal.created'] }, webhook);
  const url = stage.url(workflow).replace('127.0.0.1', 'LOCALHOST');
  let runs = 0;

  for (const profile of profiles) {
    await t.test(`${JSON.stringify(profile)}: heard by hand, and a forged one refused`, async () => {
      livespace.setProfile({ ...usual, ...profile });
      const { id } = livespace.addSubscription({ name: 'By hand', url, events: ['deal.created'] });
      const { secret } = await livespace.activateSubscription(id);
      stage.secrets.watch(secret, 'webhook secret');
      await api.updateCredential(webhook, { secret, previousSecret: '' });
      const name = `Żuraw ${JSON.stringify(profile)}`;
      const { deal } = livespace.createDeal({ name, value: 12_500.5, process_id: 'p-1', owner_name: 'Anna' });
      await livespace.idle();
      runs += 1;
      await stage.executions(workflow, runs);
      assert.partialDeepStrictEqual(await stage.newestItem(workflow), {
        deal: { id: deal.id, name, value: 12_500.5, process: { id: 'p-1' }, owner: { name: 'Anna' } },
      });
      assert.equal((await livespace.forge(id, { name: 'deal.created', data: { id: 'forged' } })).status, 401);
      await stage.executions(workflow, runs);
      livespace.deleteSubscription(id);
    });
  }
  await api.unpublish(workflow.id);

  const { url: subdomain, apiKey, apiSecret } = livespace;
  const account = await api.createCredential('livespaceApi', { subdomain, apiKey, apiSecret }, 'Assumed');
  const names = livespace.deals().map(({ name }) => name);
  for (const fields of ['snake', 'camel', 'nested'] as const) {
    await t.test(`${fields} fields: found by schedule`, async () => {
      livespace.setProfile({ ...usual, fields });
      const { id } = await api.createWorkflow({
        name: fields,
        nodes: [
          {
            name: scheduledNode,
            type: 'n8n-nodes-livespace.livespaceScheduledTrigger',
            parameters: { events: ['deal.created'], options: { startFrom: '2026-01-01' } },
            credentials: credentialsOf(account),
          },
        ],
      });
      await stage.publish({ id });
      const [execution] = await stage.executions({ id }, 1);
      const items = outputOf(await api.getExecution(execution?.id ?? ''), scheduledNode) ?? [];
      const found = items.map(({ deal }) => (deal as { name: string }).name);
      assert.deepEqual(found.sort(), names.map(String).sort());
      assert.partialDeepStrictEqual(items[0], { deal: { value: 12_500.5, process: { id: 'p-1' } } });
      await api.unpublish(id);
    });
  }
  await n8n.stop();
  await n8n.start();
}
