import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { credentialsOf, type N8nApi, type NewWorkflow } from '../../../testing/hosts/n8n/n8n-api.ts';
import type { QueueN8n, StoredRun } from '../../../testing/hosts/n8n/queue-n8n.ts';
import { until } from '../../../testing/hosts/until.ts';
import { copyKinds, type SentEvent, sendBurst } from './burst.ts';

const folder = path.resolve(import.meta.dirname, '../../../n8n/examples');
const trigger = 'Livespace Trigger';
const last = 'Handle the Event';

/** With how often an event may reach the last node: workers overwrite each other's history of *Remove Duplicates*. */
const examples = [
  ['remove-duplicates.json', 2],
  ['queue-mode.json', 1],
] as const;

interface Outcome extends SentEvent {
  /** Executions that it started. */
  runs: number;
  failed: number;
  /** Those of them that reached the last node. */
  passed: number;
}

/** Each copy that reaches another webhook processor starts the workflow again; what an example makes of it. */
export async function copyCases(t: TestContext, queue: QueueN8n, api: N8nApi, count: number): Promise<void> {
  const secret = 'queue-secret';
  const webhook = await api.createCredential('livespaceWebhookApi', { secret, previousSecret: '' });
  const redis = await api.createCredential('redis', { host: '127.0.0.1', port: queue.redisPort });
  const credentials = new Map([
    ['n8n-nodes-livespace.livespaceTrigger', credentialsOf(webhook)],
    ['n8n-nodes-base.redis', credentialsOf(redis)],
  ]);

  for (const [file, most] of examples) {
    await t.test(`${count} events through ${file}`, async (t) => {
      const example: NewWorkflow = JSON.parse(await readFile(path.join(folder, file), 'utf8'));
      const nodes = example.nodes.map((node) => {
        const chosen = credentials.get(node.type);
        return chosen ? { ...node, credentials: chosen } : node;
      });
      const { id } = await api.createWorkflow({ ...example, nodes });
      assert.equal((await api.publish(id)).status, 'published');
      const workflow = await api.getWorkflow(id);
      const node = workflow.nodes.find(({ name }) => name === trigger) ?? assert.fail();
      const url = api.webhookUrl(node).replace(queue.main.url, queue.url);

      const began = Date.now();
      const sent = await sendBurst(queue, count, url, secret);
      const seconds = ((Date.now() - began) / 1000).toFixed(0);
      await until(async () => (await queue.underWay(id)) === 0, 300_000, 500);
      const outcomes = outcomesOf(sent, await queue.runs(id));
      await api.unpublish(id);
      t.diagnostic(`${file}: ${sent.flatMap(({ statuses }) => statuses).length} deliveries in ${seconds} s`);
      for (const line of table(outcomes)) t.diagnostic(line);
      await runsAreRight(t, outcomes);
      await t.test(`each event gets through, ${most === 1 ? 'once' : 'and once per webhook processor at most'}`, () =>
        assert.deepEqual(
          outcomes.filter(({ isForged, passed }) => !isForged && (passed < 1 || passed > most)),
          [],
        ),
      );
    });
  }
}

async function runsAreRight(t: TestContext, outcomes: Outcome[]): Promise<void> {
  await t.test('what is forged gets 401 and starts nothing', () =>
    assert.deepEqual(
      outcomes.filter(({ isForged, runs, statuses }) => isForged && (runs > 0 || statuses.some((one) => one !== 401))),
      [],
    ),
  );
  const genuine = outcomes.filter(({ isForged }) => !isForged);
  await t.test('each event is let in, and its copies get 200, or 503 while it is being let in', () =>
    assert.deepEqual(
      genuine.filter(({ statuses }) => !statuses.includes(200) || statuses.some((one) => one !== 200 && one !== 503)),
      [],
    ),
  );
  await t.test('one run per webhook processor that it reached', () =>
    assert.deepEqual(
      genuine.filter(({ copy, runs }) => runs !== (copy.endsWith('other') ? 2 : 1)),
      [],
    ),
  );
}

function outcomesOf(sent: SentEvent[], runs: StoredRun[]): Outcome[] {
  const outcomes = new Map(sent.map((event) => [event.id, { ...event, runs: 0, failed: 0, passed: 0 }]));
  for (const run of runs) {
    const [item] = run.items(trigger);
    const outcome = outcomes.get(String(item?.id)) ?? assert.fail(`an unknown event ran: ${run.error}`);
    outcome.runs += 1;
    outcome.failed += run.status === 'success' ? 0 : 1;
    outcome.passed += run.items(last).length;
  }
  return [...outcomes.values()];
}

/** For each kind of copy, how many events got through so often. */
function table(outcomes: Outcome[]): string[] {
  return copyKinds.map((kind) => {
    const those = outcomes.filter(({ copy, isForged }) => copy === kind && !isForged);
    const sum = (field: 'runs' | 'failed') => those.reduce((total, one) => total + one[field], 0);
    const through = (times: number) => those.filter(({ passed }) => passed === times).length;
    return `copy ${kind}: ${those.length} events, ${sum('runs')} runs, ${sum('failed')} failed; through never ${through(0)}, once ${through(1)}, twice ${through(2)}`;
  });
}
