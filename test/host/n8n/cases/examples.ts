import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import {
  credentialsOf,
  type Execution,
  type NewNode,
  type NewWorkflow,
  outputOf,
} from '../../../../testing/hosts/n8n/n8n-api.ts';
import type { Stage } from '../../../../testing/hosts/n8n/stage.ts';

const folder = path.resolve(import.meta.dirname, '../../../../n8n/examples');

/** The example workflows, imported as they are, with the credential chosen in the trigger: what the user has to do. */
export async function exampleCases(t: TestContext, stage: Stage): Promise<void> {
  const { api, livespace } = stage;
  const withAccount = { credentials: credentialsOf(stage.account) };
  const publish = async (file: string) => {
    const example: NewWorkflow = JSON.parse(await readFile(path.join(folder, file), 'utf8'));
    const nodes = example.nodes.map((node) => (isOurs(node) ? { ...node, ...withAccount } : node));
    const workflow = await api.createWorkflow({ ...example, nodes });
    await stage.publish(workflow);
    return workflow;
  };
  const newest = async (workflow: { id: string }): Promise<Execution> => {
    const [execution] = await api.listExecutions(workflow.id);
    assert.equal(execution?.status, 'success');
    return api.getExecution(execution.id);
  };

  await t.test('a won deal becomes a message', async () => {
    const workflow = await publish('won-deal-message.json');
    const owner_id = '0a6f1d0e-4c39-4a53-9c5e-0f6f0f1c1a01';
    const { deal } = livespace.createDeal({ name: 'Biurka', value: 900, currency: 'PLN', owner_id });
    livespace.changeStatus(String(deal.id), 'won');
    await stage.executions(workflow, 1);
    const [item] = outputOf(await newest(workflow), 'Write Message') ?? [];
    assert.equal(item?.message, 'Anna Kowalska won “Biurka”: 900 PLN');
    await stage.strike(workflow);
  });

  await t.test('a new deal becomes a row, and stays one', async () => {
    const workflow = await publish('new-deal-table-row.json');
    const { deal } = livespace.createDeal({ name: 'Krzesła', value: 1500, currency: 'PLN' });
    await stage.executions(workflow, 1);
    livespace.emit({ name: 'deal.created', data: { ...deal, name: 'Krzesła obrotowe' } });
    await stage.executions(workflow, 2);
    const rows = outputOf(await newest(workflow), 'Write Row') ?? [];
    assert.deepEqual(
      rows.map(({ id, deal_id, name, value }) => [id, deal_id, name, value]),
      [[1, deal.id, 'Krzesła obrotowe', 1500]],
    );
    await stage.strike(workflow);
  });

  await t.test('after a restart, an event that comes again is removed', async () => {
    const workflow = await publish('remove-duplicates.json');
    const { deal, eventId } = livespace.createDeal();
    await stage.executions(workflow, 1);
    assert.equal(outputOf(await newest(workflow), 'Handle the Event')?.length, 1);
    await stage.n8n.kill();
    await stage.n8n.start();
    livespace.emit({ id: String(eventId), name: 'deal.created', data: deal });
    await stage.executions(workflow, 2);
    assert.equal(outputOf(await newest(workflow), 'Handle the Event'), undefined);
    await stage.strike(workflow);
  });

  for (const file of await readdir(folder)) {
    await t.test(`${file} can be imported and published`, async () => stage.strike(await publish(file)));
  }
}

function isOurs({ type }: NewNode): boolean {
  return type.startsWith('n8n-nodes-livespace.');
}
