import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { startSimulator } from 'livespace-simulator';
import {
  credentialsOf,
  type Execution,
  type NewWorkflow,
  outputOf,
  type Workflow,
} from '../../../../testing/hosts/n8n/n8n-api.ts';
import type { Stage } from '../../../../testing/hosts/n8n/stage.ts';
import { until } from '../../../../testing/hosts/until.ts';

const folder = path.resolve(import.meta.dirname, '../../../../n8n/examples');
const instant = 'n8n-nodes-livespace.livespaceTrigger';
const scheduled = 'n8n-nodes-livespace.livespaceScheduledTrigger';

/**
 * The example workflows on an account as it is today, imported as they are: then what their notes say is done, in that
 * order.
 */
export async function exampleCases(t: TestContext, stage: Stage): Promise<void> {
  const { api } = stage;
  const livespace = await startSimulator({ retryDelaysMs: [500, 1000], deals: [] });
  t.after(() => livespace.close());
  const { url: subdomain, apiKey, apiSecret } = livespace;
  const account = await api.createCredential('livespaceApi', { subdomain, apiKey, apiSecret }, 'Today’s account');

  const publish = async (file: string): Promise<Workflow> => {
    const example: NewWorkflow = JSON.parse(await readFile(path.join(folder, file), 'utf8'));
    const { id, nodes } = await api.createWorkflow(example);
    const webhook = await api.createCredential('livespaceWebhookApi', { secret: '', previousSecret: '' }, file);
    const chosen = new Map([
      [instant, credentialsOf(webhook)],
      [scheduled, credentialsOf(account)],
    ]);
    await api.saveWorkflow(id, {
      nodes: nodes.map((node) => {
        const credentials = chosen.get(node.type);
        return credentials ? { ...node, credentials } : node;
      }),
    });
    await stage.publish({ id });
    const workflow = await api.getWorkflow(id);
    const trigger = workflow.nodes.find(({ type }) => type === instant) ?? assert.fail(`${file} has no trigger`);
    const events = ['deal.created', 'deal.status_changed'];
    const byHand = livespace.addSubscription({ name: file, url: api.webhookUrl(trigger), events });
    const { secret } = await livespace.activateSubscription(byHand.id);
    stage.secrets.watch(secret, 'webhook secret');
    await api.updateCredential(webhook, { secret, previousSecret: '' });
    return workflow;
  };
  await t.test('imported by n8n’s command, one has no webhook id before it is saved', async () => {
    const example = JSON.parse(await readFile(path.join(folder, 'won-deal-message.json'), 'utf8'));
    const file = path.join(stage.n8n.folder, 'by-command.json');
    await writeFile(file, JSON.stringify([{ ...example, id: 'byCommand' }]));
    await stage.n8n.command('import:workflow', `--input=${file}`);
    const webhookId = (nodes: Workflow['nodes']) => nodes.find(({ type }) => type === instant)?.webhookId;
    const { nodes } = await api.getWorkflow('byCommand');
    assert.equal(webhookId(nodes), undefined);
    assert.match(webhookId((await api.saveWorkflow('byCommand', { nodes })).nodes) ?? '', /^[\da-f-]{36}$/);
  });

  const strike = async (workflow: Workflow) => {
    for (const { id } of livespace.subscriptions()) livespace.deleteSubscription(id);
    await stage.strike(workflow);
  };
  const newest = async (workflow: Workflow, count: number): Promise<Execution> => {
    await livespace.idle();
    const [execution] = await stage.executions(workflow, count);
    assert.equal(execution?.status, 'success');
    return api.getExecution(execution.id);
  };

  await t.test('a won deal becomes a message', async () => {
    const workflow = await publish('won-deal-message.json');
    const { deal } = livespace.createDeal({
      name: 'Biurka',
      value: 900,
      currency: 'PLN',
      owner_id: 'u1',
      owner_name: 'Anna Kowalska',
    });
    livespace.changeStatus(String(deal.id), 'won');
    const [item] = outputOf(await newest(workflow, 1), 'Write Message') ?? [];
    assert.equal(item?.message, 'Anna Kowalska won “Biurka”: 900 PLN');
    await strike(workflow);
  });

  await t.test('a new deal becomes a row, and stays one', async () => {
    const workflow = await publish('new-deal-table-row.json');
    const { deal } = livespace.createDeal({ name: 'Krzesła', value: 1500, currency: 'PLN' });
    await newest(workflow, 1);
    livespace.emit({ name: 'deal.created', data: { ...deal, name: 'Krzesła obrotowe' } });
    const rows = outputOf(await newest(workflow, 2), 'Write Row') ?? [];
    assert.deepEqual(
      rows.map(({ id, deal_id, name, value }) => [id, deal_id, name, value]),
      [[1, deal.id, 'Krzesła obrotowe', 1500]],
    );
    await strike(workflow);
  });

  await t.test('after a restart, an event that comes again is removed', async () => {
    const workflow = await publish('remove-duplicates.json');
    const { deal, eventId } = livespace.createDeal();
    assert.equal(outputOf(await newest(workflow, 1), 'Handle the Event')?.length, 1);
    await stage.n8n.kill();
    await stage.n8n.start();
    livespace.emit({ id: String(eventId), name: 'deal.created', data: deal });
    assert.equal(outputOf(await newest(workflow, 2), 'Handle the Event'), undefined);
    await strike(workflow);
  });

  await t.test('the webhook and the look of a start bring a fact once', async () => {
    const workflow = await publish('catch-up.json');
    const { deal } = livespace.createDeal();
    assert.equal(outputOf(await newest(workflow, 1), 'Your Steps')?.length, 1);
    await stage.n8n.kill();
    livespace.createDeal({ name: 'Missed' });
    await livespace.idle();
    await stage.n8n.start();
    const facts = await until(async () => {
      const all = await stage.executions(workflow, (await api.listExecutions(workflow.id)).length);
      const ran = await Promise.all(
        all.map(async ({ id }) => outputOf(await api.getExecution(id), 'Your Steps') ?? []),
      );
      return ran.flat().length > 1 && ran.flat().map((item) => (item.deal as { id: string }).id);
    }, 30_000);
    assert.equal(facts.filter((id) => id === deal.id).length, 1);
    assert.equal(facts.length, 2);
    await strike(workflow);
  });

  await t.test('each of them is tried above', async () => {
    const tried = await readFile(import.meta.filename, 'utf8');
    // Queue mode has a check of its own.
    const others = (await readdir(folder)).filter((file) => file !== 'queue-mode.json');
    for (const file of others) assert.ok(tried.includes(`publish('${file}')`), file);
  });
  await t.test('none of them asked this account for a subscription', () =>
    assert.deepEqual(
      livespace.requests().filter(({ method }) => method.startsWith('Webhook/')),
      [],
    ),
  );
}
