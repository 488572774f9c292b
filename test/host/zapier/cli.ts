import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

export const zapierFolder = path.join(root, 'zapier');

/**
 * Runs `zapier-platform` in zapier/ as somebody would who is neither logged in nor online: with an empty home folder.
 *
 * @returns the exit code and everything printed.
 */
export async function zapierPlatform(...args: string[]): Promise<{ code: number | null; output: string }> {
  const home = await mkdtemp(path.join(tmpdir(), 'zapier-home-'));
  const binaries = path.join(root, 'node_modules', '.bin');
  const child = spawn(path.join(binaries, 'zapier-platform'), args, {
    cwd: zapierFolder,
    env: {
      ...process.env,
      PATH: `${binaries}${path.delimiter}${process.env.PATH}`,
      HOME: home,
      DISABLE_ZAPIER_ANALYTICS: '1',
      NO_UPDATE_NOTIFIER: '1',
      CI: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { code, output: Buffer.concat(output).toString() };
}
