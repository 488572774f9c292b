import { rmSync } from 'node:fs';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../hosts/run.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** For npm: quiet, and without a word to the registry where the cache has it. */
export const quietNpm = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];

/** A folder that goes with this process. */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), `${name}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Packs the core by the one command that a stranger would use. @returns the file. */
export async function packCore(): Promise<string> {
  const folder = await temporaryFolder('livespace-webhooks-pack');
  await run('npm', ['pack', '-w', 'livespace-webhooks', '--pack-destination', folder], root);
  const [file = ''] = await readdir(folder);
  return path.join(folder, file);
}
