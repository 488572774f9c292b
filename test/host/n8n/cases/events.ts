import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { TestContext } from 'node:test';
import type { Stage } from '../../../../testing/hosts/n8n/stage.ts';
import { until } from '../../../../testing/hosts/until.ts';
import { signDelivery } from '../../../../testing/sign.ts';

const events = ['deal.created', 'deal.status_changed'];

/** From the subscription to exactly the executions expected, and back. */
export async function eventCases(t: TestContext, stage: Stage): Promise<void> {
  const { livespace, api } = stage;
  const requestsBefore = livespace.requests().length;
  const workflow = await stage.published('Deals', { events });
  const url = stage.url(workflow);
  const [subscription] = stage.subscriptionsOf(workflow);

  await t.test('publishing makes one subscription in 4 requests, confirmed by the handshake', () => {
    assert.deepEqual(
      stage.subscriptionsOf(workflow).map(({ name, events, isActive }) => ({ name, events, isActive })),
      [{ name: 'n8n · Deals', events, isActive: true }],
    );
    assert.equal(livespace.requests().length - requestsBefore, 4);
  });
  await t.test('static data holds the subscription, who made it and where, and nothing else', () => {
    const { instanceId, ...stored } = workflow.staticData?.[`node:${workflow.nodes[0]?.name}`] ?? {};
    assert.deepEqual(stored, { id: subscription?.id, url, secret: subscription?.secret, account: livespace.url });
    assert.match(String(instanceId), /^\w{20,}$/);
  });

  await t.test('an event starts one execution, with the item as its output', async () => {
    const { eventId, deal } = livespace.createDeal({ name: 'Zażółć gęślą jaźń', value: 1234.5 });
    await stage.executions(workflow, 1);
    const item = await stage.newestItem(workflow);
    assert.equal(item?.id, eventId);
    assert.deepEqual(
      { id: deal.id, name: 'Zażółć gęślą jaźń', value: 1234.5 },
      (({ id, name, value }) => ({ id, name, value }))(item?.deal as Record<string, unknown>),
    );
  });
  await t.test('five copies that come at once start one', async () => {
    livespace.fault({ kind: 'duplicate', copies: 5 });
    livespace.createDeal();
    await stage.executions(workflow, 2);
  });

  const body = JSON.stringify({
    name: 'deal.status_changed',
    id: 'by-hand',
    timestamp: '2026-11-24T10:00:00Z',
    data: { id: 1, status: 'won', products: [], extra: null },
  });
  const send = (text: string, headers: Record<string, string>) => fetch(url, { method: 'POST', body: text, headers });
  const signature = signDelivery(url, body, subscription?.secret ?? '');
  await t.test('a signed event without a Content-Type is taken and answered with 200 and no body', async () => {
    const response = await send(body, { 'x-livespace-signature': signature });
    assert.deepEqual([response.status, await response.text()], [200, '']);
    await stage.executions(workflow, 3);
  });
  await t.test('a copy that comes later is answered with 200 and starts none', async () => {
    assert.equal((await send(body, { 'x-livespace-signature': signature })).status, 200);
  });
  for (const [what, headers] of [
    ['no signature', {}],
    ['a malformed signature', { 'x-livespace-signature': 'sha256=1' }],
    ['a wrong signature', { 'x-livespace-signature': signDelivery(url, body, 'guessed') }],
  ] as const) {
    await t.test(`${what} gets 401`, async () => assert.equal((await send(body, headers)).status, 401));
  }
  for (const [what, text, status] of [
    ['an empty body', '', 200],
    ['an empty list', '[]', 200],
    ['no event in the JSON', '{"a":1}', 400],
    ['no JSON', 'a=1', 400],
    ['more than 10 MB', ' '.repeat(10 * 1024 * 1024 + 1), 413],
  ] as const) {
    await t.test(`${what} gets ${status}`, async () => {
      const headers = { 'x-livespace-signature': signDelivery(url, text, subscription?.secret ?? '') };
      assert.equal((await send(text, headers)).status, status);
    });
  }
  await t.test('n8n itself answers JSON that is none with 422', async () =>
    assert.equal((await send('{', { 'content-type': 'application/json' })).status, 422),
  );
  await t.test('what n8n could not start is let in again: Livespace’s next attempt starts it', async () => {
    const database = new DatabaseSync(path.join(stage.n8n.folder, '.n8n', 'database.sqlite'));
    try {
      // Somebody else writes: n8n can't store the execution.
      database.exec('BEGIN IMMEDIATE');
      const { eventId } = livespace.createDeal();
      const attempts = () => livespace.deliveries().filter((one) => one.eventId === eventId);
      await until(() => attempts()[0]?.status === 500, 3000, 10);
      database.exec('ROLLBACK');
      await stage.executions(workflow, 4);
      assert.equal(attempts().at(-1)?.status, 200);
    } finally {
      database.close();
    }
  });
  await t.test('n8n lists these four executions and no failed one', async () =>
    assert.deepEqual(
      (await stage.executions(workflow, 4)).map(({ status }) => status),
      ['success', 'success', 'success', 'success'],
    ),
  );

  await t.test('switching off removes it in 2 requests', async () => {
    const before = livespace.requests().length;
    await api.unpublish(workflow.id);
    assert.deepEqual(livespace.subscriptions(), []);
    assert.equal(livespace.requests().length - before, 2);
  });
}
