import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSimulator } from 'livespace-simulator';
import { Example } from '../../../testing/endpoint/example.ts';
import { startPostgres } from '../../../testing/services/postgres.ts';

/*
 * A webhook, and a look on a cron for what it missed, on an account as it is today: each fact once from both.
 */

test('webhook and schedule', async (t) => {
  const postgres = await startPostgres();
  const simulator = await startSimulator({ retryDelaysMs: [5, 5] });
  t.after(simulator.close);
  const example = await Example.install('schedule');
  // The only thing in it that an own program would not do: the simulator is on loopback.
  await example.change('look.js', 'createClient(fields)', 'createClient(fields, { allowLoopback: true })');
  const { url: LIVESPACE_SUBDOMAIN, apiKey: LIVESPACE_API_KEY, apiSecret: LIVESPACE_API_SECRET } = simulator;
  const account = { LIVESPACE_SUBDOMAIN, LIVESPACE_API_KEY, LIVESPACE_API_SECRET, DATABASE_URL: postgres.url };

  const first = await example.serve(account);
  const { id } = simulator.addSubscription({
    name: 'By hand',
    url: first.url,
    events: ['deal.created', 'deal.status_changed'],
  });
  const { secret } = await simulator.activateSubscription(id);
  await first.kill();
  const env = { ...account, LIVESPACE_WEBHOOK_URL: first.url, LIVESPACE_WEBHOOK_SECRET: String(secret) };
  const look = async () => (await example.run('look', env)).map((line) => line.split(' ').slice(0, -1).join(' '));
  const serve = async () => {
    const endpoint = await example.serve(env, first.port);
    t.after(endpoint.kill);
    const lines = () => endpoint.lines.map((line) => line.split(' ').slice(0, -1).join(' '));
    return { lines, kill: endpoint.kill };
  };

  await t.test('the first look starts nothing', async () => assert.deepEqual(await look(), []));

  let endpoint = await serve();
  let deal = '';
  await t.test('what the webhook brought, the schedule leaves', async () => {
    deal = String(simulator.createDeal({ name: 'Żaba', value: 12.5 }).deal.id);
    await simulator.idle();
    assert.deepEqual(endpoint.lines(), ['deal.created Żaba 12.5']);
    assert.deepEqual(await look(), []);
  });

  await t.test('what Livespace gave up delivering, the schedule finds, once', async () => {
    await endpoint.kill();
    simulator.changeStatus(deal, 'won');
    simulator.createDeal({ name: 'Łódź', value: 7 });
    await simulator.idle();
    assert.deepEqual((await look()).sort(), ['deal.created Łódź 7', 'deal.status_changed Żaba 12.5']);
    assert.deepEqual(await look(), []);
  });

  await t.test('what the schedule brought, the webhook leaves', async () => {
    endpoint = await serve();
    simulator.hold();
    simulator.createDeal({ name: 'Found first', value: 1 });
    assert.deepEqual(await look(), ['deal.created Found first 1']);
    simulator.flush();
    await simulator.idle();
    assert.deepEqual(endpoint.lines(), []);
  });
});
