import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { type Simulator, startSimulator } from 'livespace-simulator';
import { freePort } from '../hosts/free-port.ts';
import { until } from '../hosts/until.ts';

/** An example of shared/README.md, as a reader would copy it. */
export function readmeExample(root: string, name: 'endpoint' | 'automatic'): string {
  const readme = readFileSync(path.join(root, 'shared/README.md'), 'utf8');
  const [, code] = readme.split(`<!-- example: ${name} -->\n\`\`\`js\n`);
  if (code === undefined) throw new Error(`shared/README.md has no example “${name}”.`);
  return code.slice(0, code.indexOf('```'));
}

export interface RunningEndpoint {
  url: string;
  /** What it has printed so far. */
  lines: string[];
  stop(): Promise<void>;
}

/** A Node program that listens on `PORT`, once it does. */
export async function startEndpoint(
  args: string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  port?: number,
): Promise<RunningEndpoint> {
  const free = port ?? (await freePort());
  const url = `http://127.0.0.1:${free}/livespace`;
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: String(free), LIVESPACE_WEBHOOK_URL: url, ...env },
  });
  const gone = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const state = await until(() => (child.exitCode === null ? fetch(url).then(() => 'up') : 'gone'), 20_000, 50);
  if (state === 'gone') throw new Error(`It ended with code ${child.exitCode}.`);
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

/** What the first example prints of {@link aDay}. */
export const printedDay = new RegExp(`^deal.created ${time} Żaba 12.5\ndeal.status_changed ${time} Żaba 12.5$`);

/** The first example of shared/README.md in a project that has the package: its three steps, and {@link aDay}. */
export async function twelveLines(t: TestContext, project: string, file: string): Promise<void> {
  const simulator = await startSimulator({ retryDelaysMs: [5, 5] });
  t.after(simulator.close);
  const port = await freePort();
  const first = await startEndpoint([file], project, {}, port);
  const events = ['deal.created', 'deal.status_changed'];
  const { id } = simulator.addSubscription({ name: 'By hand', url: first.url, events });
  const { secret } = await simulator.activateSubscription(id);
  await first.stop();
  const second = await startEndpoint([file], project, { LIVESPACE_WEBHOOK_SECRET: String(secret) }, port);
  t.after(second.stop);
  await aDay(simulator, second.url);
  // What the endpoint printed may arrive here after Livespace has its answer.
  await until(() => second.lines.length > 1, 10_000);
  assert.match(second.lines.join('\n'), printedDay);
}
