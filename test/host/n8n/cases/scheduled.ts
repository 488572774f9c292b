import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type Simulator, startSimulator } from 'livespace-simulator';
import { credentialsOf, type NewNode, outputOf, type Workflow } from '../../../../testing/hosts/n8n/n8n-api.ts';
import type { Stage } from '../../../../testing/hosts/n8n/stage.ts';
import { until } from '../../../../testing/hosts/until.ts';

const trigger = 'Livespace Scheduled Trigger';
const type = 'n8n-nodes-livespace.livespaceScheduledTrigger';
const day = 24 * 60 * 60 * 1000;
const bulk = 5000;

/** The schedule in a real n8n, which looks when a workflow is published, at each of its own starts, and every minute. */
export async function scheduledCases(t: TestContext, stage: Stage): Promise<void> {
  const { api, n8n } = stage;
  const livespace = await startSimulator({ deals: [] });
  t.after(() => livespace.close());
  const { url: subdomain, apiKey, apiSecret } = livespace;
  const account = await api.createCredential('livespaceApi', { subdomain, apiKey, apiSecret }, 'Scheduled');
  const node = (parameters: NewNode['parameters'] = {}): NewNode => ({
    name: trigger,
    type,
    parameters: { events: ['deal.status_changed', 'deal.created'], ...parameters },
    credentials: credentialsOf(account),
  });
  const published = async (name: string, parameters?: NewNode['parameters']): Promise<Workflow> => {
    const workflow = await api.createWorkflow({ name, nodes: [node(parameters)] });
    await stage.publish(workflow);
    await looked(livespace);
    return workflow;
  };
  /** The names of the deals that started the workflow, oldest first, a list an execution. */
  const started = async ({ id, nodes }: Workflow) => {
    const ran = (await api.listExecutions(id)).reverse().filter(({ stoppedAt }) => stoppedAt);
    const outputs = ran.map(async (one) => outputOf(await api.getExecution(one.id), nodes[0]?.name ?? trigger) ?? []);
    return (await Promise.all(outputs)).map((items) =>
      items.map(({ deal }) => String((deal as { name: string }).name)),
    );
  };
  const restart = async () => {
    await n8n.kill();
    const calls = callsOf(livespace);
    await n8n.start();
    await until(() => callsOf(livespace) > calls, 20_000);
    await looked(livespace);
  };

  livespace.createDeal({ name: 'Before', created: Date.now() - day });
  const workflow = await published('Scheduled');
  await t.test('what was there when it was published starts nothing', async () => {
    assert.deepEqual(await started(workflow), []);
  });
  await t.test('n8n was restarted after a look that found nothing: what happened meanwhile comes, once', async () => {
    await restart();
    livespace.createDeal({ name: 'Meanwhile' });
    await restart();
    await until(async () => (await started(workflow)).length > 0, 10_000);
    assert.deepEqual(await started(workflow), [['Meanwhile']]);
    await restart();
    assert.deepEqual(await started(workflow), [['Meanwhile']]);
  });
  await t.test('a regular look finds a changed status', async () => {
    const [deal] = livespace.deals();
    livespace.changeStatus(String(deal?.id), 'won');
    await until(async () => (await started(workflow)).length === 2, 90_000, 1000);
    const [newest] = await api.listExecutions(workflow.id);
    const [item] = outputOf(await api.getExecution(newest?.id ?? ''), trigger) ?? [];
    assert.partialDeepStrictEqual(item, { event: 'deal.status_changed', deal: { status: 'won' } });
  });
  await t.test(
    'a renamed node has lost its memory, as the readme says: it starts with nothing, and goes on',
    async () => {
      const renamed = { ...node(), name: 'Deals' };
      livespace.createDeal({ name: 'Just before the rename' });
      await api.saveWorkflow(workflow.id, { nodes: [renamed] });
      await stage.publish(workflow);
      await looked(livespace);
      const before = await started({ ...workflow, nodes: [renamed as never] });
      assert.ok(!before.flat().includes('Just before the rename'));
      await until(() => true, 1000);
      livespace.createDeal({ name: 'After the rename', created: Date.now() + 2000 });
      await api.unpublish(workflow.id);
      await stage.publish(workflow);
      await until(
        async () => (await started({ ...workflow, nodes: [renamed as never] })).flat().includes('After the rename'),
        20_000,
      );
    },
  );
  await api.unpublish(workflow.id);

  await t.test('Start From brings what happened since, at the first look', async () => {
    livespace.createDeal({ name: 'Last week', created: Date.now() - 7 * day });
    livespace.createDeal({ name: 'Last month', created: Date.now() - 30 * day });
    const startFrom = new Date(Date.now() - 10 * day).toISOString().slice(0, 19);
    const late = await published('From last week', { events: ['deal.created'], options: { startFrom } });
    await until(async () => (await started(late)).length === 1, 10_000);
    const [names = []] = await started(late);
    assert.ok(names.includes('Last week') && names.includes('Before') && !names.includes('Last month'));
    await api.unpublish(late.id);
  });
  for (const [options, reason] of [
    [{ startFrom: 'yesterday' }, /“yesterday” is not a date/],
    [{ status: '={{ "wonn" }}' }, /no deal status “wonn”/],
  ] as const) {
    await t.test(`${JSON.stringify(options)} can’t be meant: the message says so`, async () => {
      const draft = await api.createWorkflow({ name: 'Mistyped', nodes: [node({ options })] });
      const { status, triggers } = await api.publish(draft.id);
      assert.equal(status, 'failed');
      assert.match(triggers[0]?.errorMessage ?? '', reason);
      await api.unpublish(draft.id);
    });
  }

  await t.test(`a bulk import of ${bulk} deals comes whole, in whatever batches, each deal once`, async () => {
    const importing = await published('Import', { events: ['deal.created'] });
    await new Promise((later) => setTimeout(later, 1100));
    for (let deal = 0; deal < bulk; deal += 1) livespace.createDeal({ name: `Imported ${deal}` });
    await api.unpublish(importing.id);
    await stage.publish(importing);
    const arrived = async () => (await started(importing)).flat().filter((name) => name.startsWith('Imported'));
    await until(async () => (await arrived()).length >= bulk, 180_000, 2000);
    const names = await arrived();
    assert.deepEqual([names.length, new Set(names).size], [bulk, bulk]);
    t.diagnostic(`${(await started(importing)).length} executions`);
    await api.unpublish(importing.id);
  });

  await t.test('a test in the editor shows the newest deals, of an event that an expression names', async () => {
    const draft = await api.createWorkflow({ name: 'Tried', nodes: [node({ events: '={{ "deal.created" }}' })] });
    const { executionId = '' } = await api.runTest(draft.id, trigger);
    const items = await until(async () => outputOf(await api.getExecution(executionId), trigger), 10_000);
    assert.equal(items.length, 10);
  });
}

function callsOf(livespace: Simulator): number {
  return livespace.requests().filter(({ method }) => method === 'Deal/getAll').length;
}

/** Waits until nothing more is asked. */
async function looked(livespace: Simulator): Promise<void> {
  let calls = -1;
  await until(
    () => {
      const before = calls;
      calls = livespace.requests().length;
      return calls === before && calls > 0;
    },
    30_000,
    1000,
  );
}
