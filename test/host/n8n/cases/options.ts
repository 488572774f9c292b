import assert from 'node:assert/strict';
import http from 'node:http';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from '../../../../testing/hosts/n8n/stage.ts';
import { signDelivery } from '../../../../testing/sign.ts';

type Deal = { status: string } | null;

/** What the options hold back or add, as n8n hands them to the node. */
export async function optionCases(t: TestContext, stage: Stage): Promise<void> {
  const { livespace } = stage;
  const [anna, lukasz] = ['0a6f1d0e-4c39-4a53-9c5e-0f6f0f1c1a01', '0a6f1d0e-4c39-4a53-9c5e-0f6f0f1c1a02'];

  const filtering = await stage.published('Filtering', {
    events: ['*'],
    options: {
      status: ['won'],
      owner: { __rl: true, mode: 'list', value: anna, cachedResultName: 'Anna Kowalska' },
      process: { __rl: true, mode: 'id', value: 'p1' },
      minimumValue: 1000,
      includeRaw: true,
    },
  });
  await t.test('filters hold back what surely does not match, and nothing else', async () => {
    const fitting = { owner_id: anna, process_id: 'p1', value: 5000 };
    for (const data of [
      { owner_id: lukasz },
      { process_id: 'p2' },
      { value: 10 },
      { status: 'lost' },
      { value: 5000 },
      { owner_id: null, process_id: null, value: null, status: null },
    ]) {
      livespace.emit({ name: 'deal.status_changed', data: { id: 'd', status: 'won', ...fitting, ...data } });
    }
    await stage.executions(filtering, 2);
  });
  await t.test('the raw payload comes along', async () => {
    const { raw } = (await stage.newestItem(filtering)) as { raw: Record<string, unknown> };
    assert.equal(raw.name, 'deal.status_changed');
  });
  await stage.strike(filtering);

  const late = await stage.published('Late', { events: ['deal.created'], options: { skipLate: true } });
  await t.test('a late event is skipped on request', async () => {
    livespace.emit({ name: 'deal.created', timestamp: '2026-11-24T10:00:00Z', data: { id: 'late' } });
    await stage.executions(late, 1);
    livespace.emit({ name: 'deal.created', timestamp: '2026-11-24T09:00:00Z', data: { id: 'late' } });
    await stage.executions(late, 1);
  });
  await stage.strike(late);

  const current = await stage.published('Current', { events: ['deal.created'], options: { fetchCurrentDeal: true } });
  await t.test('the current deal is today’s, whatever the event says', async () => {
    livespace.hold();
    const { deal } = livespace.createDeal({ name: 'Chairs' });
    livespace.changeStatus(String(deal.id), 'won');
    livespace.flush();
    await stage.executions(current, 1);
    const { deal: told, current_deal, current_deal_error } = (await stage.newestItem(current)) as Record<string, Deal>;
    assert.deepEqual([told?.status, current_deal?.status, current_deal_error], ['open', 'won', null]);
  });
  await t.test('a slow Livespace costs the current deal and never the event', async () => {
    livespace.fault({ kind: 'slow', ms: 5000, on: 'Deal/get' });
    livespace.createDeal();
    await stage.executions(current, 2);
    const [delivery] = livespace.deliveries().slice(-1);
    assert.deepEqual([delivery?.status, delivery?.attempt], [200, 1]);
    assert.match(String((await stage.newestItem(current))?.current_deal_error), /1\.5 seconds/);
  });
  await t.test('a sender that hangs up meanwhile and comes again starts it once', async () => {
    livespace.fault({ kind: 'slow', ms: 5000, on: 'Deal/get' });
    const url = stage.url(current);
    const [{ secret = '' } = {}] = stage.subscriptionsOf(current);
    const body = JSON.stringify({ name: 'deal.created', id: 'hung-up', data: { id: 'd-1' } });
    const headers = { 'x-livespace-signature': signDelivery(url, body, secret) };
    const left = http.request(url, { method: 'POST', headers }).on('error', () => {});
    left.end(body);
    await sleep(1000);
    left.destroy();
    await sleep(100);
    assert.equal((await fetch(url, { method: 'POST', headers, body })).status, 200);
    await stage.executions(current, 3);
    assert.equal((await fetch(url, { method: 'POST', headers, body })).status, 200);
    await stage.executions(current, 3);
  });
  await stage.strike(current);
}
