import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { start } from './harness.ts';
import { readmeExample } from './readme-example.ts';

const root = path.resolve(__dirname, '../..');
const example = readmeExample(root);
let child: ChildProcess | undefined;

afterEach(async () => {
  if (!child || child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

test('is under 40 lines of code', () => {
  expect(example.split('\n').filter((line) => line.trim() !== '').length).toBeLessThan(40);
});

test('subscribes, takes events once, refuses forged ones, and outlives requests that break off or never end', async () => {
  const simulator = await start();
  const PORT = String(await freePort());
  const url = `http://127.0.0.1:${PORT}/livespace`;
  const { apiKey, apiSecret } = simulator;
  child = spawn(process.execPath, ['--conditions=livespace-source', '--input-type=module', '-e', example], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...{ LIVESPACE_SUBDOMAIN: simulator.url, LIVESPACE_API_KEY: apiKey, LIVESPACE_API_SECRET: apiSecret },
      ...{ ENDPOINT_URL: url, PORT },
    },
  });
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  output.on('line', (line) => lines.push(line));
  await once(output, 'line');
  expect(lines).toEqual(['listening']);
  expect(simulator.subscriptions()).toMatchObject([{ name: 'My server · Deals', url, isActive: true }]);

  await new Promise((resolve) => {
    const broken = request(url, { method: 'POST', headers: { 'content-length': 100 } }).on('error', resolve);
    broken.write('{', () => broken.destroy(new Error('broken off')));
  });
  await expect(fetch(url, { method: 'POST', body: Buffer.alloc(64 * 1024 * 1024, ' ') })).rejects.toThrow();

  simulator.fault({ kind: 'duplicate', copies: 3, on: 'deal.created' });
  const { deal } = simulator.createDeal({ name: 'Żaba', value: 12.5 });
  await simulator.idle();
  simulator.changeStatus(String(deal.id), 'won');
  await simulator.idle();
  const { id } = simulator.subscriptions()[0] ?? { id: '' };
  await expect(simulator.forge(id, { name: 'deal.created', data: { id: 'x' } })).resolves.toMatchObject({
    status: 401,
  });

  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
  expect(lines.slice(1).map((line) => line.split(' '))).toEqual([
    ['deal.created', time, 'Żaba', '12.5'],
    ['deal.status_changed', time, 'Żaba', '12.5'],
  ]);
});
