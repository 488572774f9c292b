import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../../..');

export const zapierFolder = path.join(root, 'zapier');

/** What Zapier's tool can do without an account: the rest of these commands asks its servers. */
export const offline = {
  validate: ['validate', '--without-style'],
  test: ['test', '--skip-validate'],
  build: ['build', '--skip-npm-install', '--skip-validation'],
} as const;

/**
 * Runs `zapier-platform` as somebody would who is neither logged in nor online: with an empty home folder.
 *
 * @param folder of the app.
 * @param env what the maintainer sets.
 * @returns the exit code and everything printed.
 */
export async function zapierPlatform(
  args: readonly string[],
  folder: string,
  env: Record<string, string> = {},
): Promise<{ code: number | null; output: string }> {
  const home = await mkdtemp(path.join(tmpdir(), 'zapier-home-'));
  const binaries = path.join(root, 'node_modules', '.bin');
  const child = spawn(path.join(binaries, 'zapier-platform'), args, {
    cwd: folder,
    env: {
      ...process.env,
      ...env,
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
  await rm(home, { recursive: true });
  return { code, output: Buffer.concat(output).toString() };
}

/** Unpacks what `build` made, symbolic links and all: as the tool itself does to test it, so that no `unzip` need be there. */
export async function unzipBuild(folder: string, into: string): Promise<void> {
  const unzip = createRequire(import.meta.url)('zapier-platform-cli/src/utils/decompress.js');
  await unzip(path.join(folder, 'build', 'build.zip'), into);
}
