import path from 'node:path';
import {
  aDay,
  printedDay,
  type RunningEndpoint,
  readmeExample,
  startEndpoint,
} from '../../testing/endpoint/readme-example.ts';
import { freePort } from '../../testing/hosts/free-port.ts';
import { until } from '../../testing/hosts/until.ts';
import { start } from '../../testing/livespace/harness.ts';

const root = path.resolve(__dirname, '../..');
const args = (code: string) => ['--conditions=livespace-source', '--input-type=module', '-e', code];

// Programs start slowly on a busy machine.
jest.setTimeout(60_000);

const running: RunningEndpoint[] = [];
afterEach(async () => {
  for (const endpoint of running.splice(0)) await endpoint.stop();
});

const run = async (code: string, env: NodeJS.ProcessEnv, port?: number) => {
  const endpoint = await startEndpoint(args(code), root, env, port);
  running.push(endpoint);
  return endpoint;
};

describe('the first example', () => {
  const example = readmeExample(root, 'endpoint');

  test('is 12 lines, with no option that is for tests', () => {
    expect(example.trim().split('\n')).toHaveLength(12);
    expect(example).not.toContain('allowLoopback');
  });

  test('works on an account as it is today: confirmed without a secret, then started again with it', async () => {
    const simulator = await start({ profile: { api: 'off' } });
    const port = await freePort();
    const first = await run(example, {}, port);
    const events = ['deal.created', 'deal.status_changed'];
    const { id } = simulator.addSubscription({ name: 'By hand', url: first.url, events });
    const { secret } = await simulator.activateSubscription(id);
    await first.stop();

    const second = await run(example, { LIVESPACE_WEBHOOK_SECRET: String(secret) }, port);
    await aDay(simulator, second.url);
    const forged = { name: 'deal.created' as const, data: { id: 'x' } };
    await expect(simulator.forge(id, forged)).resolves.toMatchObject({ status: 401 });
    await until(() => second.lines.length > 1, 10_000);
    expect(second.lines.join('\n')).toMatch(printedDay);
  });
});

test('the automatic one subscribes, where Livespace lets it', async () => {
  const example = readmeExample(root, 'automatic');
  const onLoopback = example.replace('createClient(fields)', 'createClient(fields, { allowLoopback: true })');
  expect(onLoopback).not.toBe(example);
  const simulator = await start();
  const { url: LIVESPACE_SUBDOMAIN, apiKey: LIVESPACE_API_KEY, apiSecret: LIVESPACE_API_SECRET } = simulator;
  const { url, lines } = await run(onLoopback, { LIVESPACE_SUBDOMAIN, LIVESPACE_API_KEY, LIVESPACE_API_SECRET });
  await until(() => lines.length > 0, 10_000);
  expect(simulator.subscriptions()).toMatchObject([{ name: 'My server · Deals', url, isActive: true }]);
  simulator.createDeal({ name: 'Żaba' });
  await until(() => lines.length > 1, 10_000);
  expect(lines).toEqual(['listening', 'deal.created Żaba']);
});
