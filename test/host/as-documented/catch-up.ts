import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Simulator, startSimulator } from 'livespace-simulator';
import { credentialsOf, N8nApi, type NewWorkflow, outputOf } from '../../../testing/hosts/n8n/n8n-api.ts';
import type { RealN8n } from '../../../testing/hosts/n8n/real-n8n.ts';
import { until } from '../../../testing/hosts/until.ts';

const example = path.join(import.meta.dirname, '../../../n8n/examples/catch-up.json');
const instant = 'Livespace Trigger';
const scheduled = 'Livespace Scheduled Trigger';
const steps = 'Your Steps';
const downMs = 60_000;
/** In `downMs`: deals that are created, every second of which is won, and the special cases beside them. */
const rounds = 164;

/**
 * The example workflow *every deal, also after downtime*: the webhook beside the schedule, then Remove Duplicates. n8n is
 * killed while 500 events pass.
 */
export async function catchUp(t: TestContext, n8n: RealN8n): Promise<void> {
  const livespace = await startSimulator({ deals: [], retryDelaysMs: [200, 400] });
  try {
    const api = await N8nApi.signIn(n8n.url);
    const id = await publishExample(api, livespace);
    const ran = () => factsOf(api, id);

    const before = livespace.createDeal({ name: 'Before' });
    await t.test('while n8n runs, the webhook starts the workflow at once', async () => {
      await until(async () => (await ran()).includes(`created:${before.deal.id}`), 10_000);
    });

    await n8n.kill();
    const { facts, unrecoverable, events } = await aMinuteOfEvents(livespace);
    await t.test('500 events pass while n8n is down, and Livespace gives all of them up', async () => {
      assert.equal(events, 500);
      await livespace.idle();
      const outcomes = livespace.deliveries().map(({ outcome }) => outcome);
      assert.equal(outcomes.filter((outcome) => outcome === 'lost').length, 500);
    });
    await n8n.start();

    const expected = [`created:${before.deal.id}`, ...facts].sort();
    await t.test('afterwards every fact that the API still tells has run exactly once', async () => {
      await until(async () => (await ran()).length >= expected.length, 180_000, 2000).catch(() => undefined);
      assert.deepEqual((await ran()).sort(), expected);
    });
    const after = livespace.createDeal({ name: 'After' });
    await t.test('and so it goes on: what the webhook brings, the next look does not bring again', async () => {
      const created = `created:${after.deal.id}`;
      await until(async () => (await ran()).includes(created), 10_000);
      const looks = calls(livespace);
      await until(() => calls(livespace) > looks + 6, 120_000, 1000);
      await sleep(2000);
      assert.deepEqual((await ran()).sort(), [...expected, created].sort());
    });
    console.log(`\n${unrecoverable.length} facts can't be caught up with:`);
    for (const { fact, why } of unrecoverable) console.log(`  ${fact}  ${why}`);
    await api.unpublish(id);
  } finally {
    await livespace.close();
  }
}

/** With the webhook registered by hand, as this account demands. @returns the workflow's id. */
async function publishExample(api: N8nApi, livespace: Simulator): Promise<string> {
  const { url: subdomain, apiKey, apiSecret } = livespace;
  const account = await api.createCredential('livespaceApi', { subdomain, apiKey, apiSecret }, 'Catch-up');
  const webhook = await api.createCredential('livespaceWebhookApi', { secret: '', previousSecret: '' }, 'Catch-up');
  const { name, nodes, connections = {} } = JSON.parse(await readFile(example, 'utf8')) as NewWorkflow;
  const connected = nodes.map((node) => {
    if (node.name === instant) return { ...node, credentials: credentialsOf(webhook) };
    return node.name === scheduled ? { ...node, credentials: credentialsOf(account) } : node;
  });
  const { id } = await api.createWorkflow({ name, nodes: connected, connections });
  const { status, triggers } = await api.publish(id);
  assert.equal(status, 'published', triggers.map(({ errorMessage }) => errorMessage).join());

  const node = (await api.getWorkflow(id)).nodes.find((one) => one.name === instant) ?? assert.fail('no trigger');
  const events = ['deal.created', 'deal.status_changed'];
  const byHand = livespace.addSubscription({ name: 'By hand', url: api.webhookUrl(node), events });
  const { secret } = await livespace.activateSubscription(byHand.id);
  await api.updateCredential(webhook, { secret, previousSecret: '' });
  return id;
}

/** Spread over the minute: 500 events, and what of them the API still tells afterwards. */
async function aMinuteOfEvents(livespace: Simulator) {
  const facts: string[] = [];
  const unrecoverable: { fact: string; why: string }[] = [];
  let events = 0;
  const change = (id: string, status: 'won' | 'lost' | 'open') => {
    events += 1;
    livespace.changeStatus(id, status);
    return `status:${id}:${status}:${changedAt(livespace, id)}`;
  };
  for (let round = 0; round < rounds; round += 1) {
    const id = String(livespace.createDeal({ name: `Deal ${round}` }).deal.id);
    events += 1;
    facts.push(`created:${id}`);
    if (round % 16 === 5) {
      unrecoverable.push({ fact: change(id, 'lost'), why: 'its status changed again before the next look' });
      await sleep(1100);
      facts.push(change(id, 'won'));
    } else if (round % 16 === 9) {
      unrecoverable.push({ fact: change(id, 'lost'), why: 'the deal was reopened before the next look' });
      unrecoverable.push({ fact: change(id, 'open'), why: 'the API tells no time of a reopening' });
    } else {
      facts.push(change(id, round % 2 ? 'won' : 'lost'));
    }
    await sleep(downMs / rounds / 2);
  }
  while (events < 500) {
    facts.push(`created:${livespace.createDeal({ name: `Deal ${events}` }).deal.id}`);
    events += 1;
    await sleep(downMs / rounds / 2);
  }
  return { facts, unrecoverable, events };
}

/** Livespace writes `2026-11-24 11:00:00+01`, and nothing for an open deal. */
function changedAt(livespace: Simulator, id: string): string | null {
  const { status_change_date: written } = livespace.deals().find((deal) => deal.id === id) ?? {};
  return written ? `${new Date(`${String(written).replace(' ', 'T')}:00`).toISOString().slice(0, 19)}Z` : null;
}

/** What came out of Remove Duplicates, over all executions. */
async function factsOf(api: N8nApi, workflowId: string): Promise<string[]> {
  const facts: string[] = [];
  for (const { id, stoppedAt } of await api.listExecutions(workflowId)) {
    if (!stoppedAt) continue;
    for (const item of outputOf(await api.getExecution(id), steps) ?? []) facts.push(String(item.dedupe_key));
  }
  return facts;
}

function calls(livespace: Simulator): number {
  return livespace.requests().filter(({ method }) => method === 'Deal/getAll').length;
}
