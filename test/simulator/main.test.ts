import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(__dirname, '../..');

async function run(): Promise<{ child: ChildProcess; output: string }> {
  const child = spawn(join(root, 'node_modules/.bin/node'), ['simulator/src/main.ts'], {
    cwd: root,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await once(child.stdout, 'data');
  return { child, output: String(output) };
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'npm run simulator prints its URL and keys, and %s ends it',
  async (signal) => {
    const { child, output } = await run();
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
    expect(output).toContain('simulator-key');
    expect(output).toContain('simulator-secret');
    expect((await fetch(`${url}/_control/deals`)).status).toBe(200);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  },
);
