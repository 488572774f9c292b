import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Simulator } from 'livespace-simulator';
import { freePort } from '../hosts/free-port.ts';

/** The endpoint of shared/README.md, as a reader would copy it. */
export function readmeExample(root: string): string {
  const readme = readFileSync(path.join(root, 'shared/README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code);
  const [example] = blocks;
  if (blocks.length !== 1 || example === undefined) throw new Error('shared/README.md has not exactly one js block.');
  return example;
}

/** The example as a process of its own, which listens and has subscribed. */
export async function startEndpoint(args: string[], cwd: string, simulator: Simulator) {
  const PORT = String(await freePort());
  const url = `http://127.0.0.1:${PORT}/livespace`;
  const { url: LIVESPACE_SUBDOMAIN, apiKey: LIVESPACE_API_KEY, apiSecret: LIVESPACE_API_SECRET } = simulator;
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LIVESPACE_SUBDOMAIN, LIVESPACE_API_KEY, LIVESPACE_API_SECRET, ENDPOINT_URL: url, PORT },
  });
  const gone = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => lines.push(line));
  await Promise.race([once(output, 'line'), gone]);
  return { url, lines, stop };
}

/** A request that breaks off and one that is too large; then a deal is created, delivered three times over, and won. */
export async function aDay(simulator: Simulator, url: string): Promise<void> {
  await new Promise((resolve) => {
    const broken = request(url, { method: 'POST', headers: { 'content-length': 100 } }).on('error', resolve);
    broken.write('{', () => broken.destroy(new Error('broken off')));
  });
  await fetch(url, { method: 'POST', body: Buffer.alloc(64 * 1024 * 1024, ' ') }).catch(() => {});
  simulator.fault({ kind: 'duplicate', copies: 3, on: 'deal.created' });
  const { deal } = simulator.createDeal({ name: 'Żaba', value: 12.5 });
  await simulator.idle();
  simulator.changeStatus(String(deal.id), 'won');
  await simulator.idle();
}

const time = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z`;

/** What the example prints of {@link aDay}, from its start. */
export const printedDay = new RegExp(
  `^listening\ndeal.created ${time} Żaba 12.5\ndeal.status_changed ${time} Żaba 12.5$`,
);
