import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { secretsOfBuilder } from '../hosts/packed-secrets.ts';
import { run } from '../hosts/run.ts';
import { temporaryFolder } from '../hosts/temporary-folder.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** For npm: quiet, and without a word to the registry where the cache has it. */
export const quietNpm = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];

/** Packs the core by the one command that a stranger would use. @returns the file. */
export async function packCore(): Promise<string> {
  const folder = await temporaryFolder('livespace-webhooks-pack');
  await run('npm', ['pack', '-w', 'livespace-webhooks', '--pack-destination', folder], root, secretsOfBuilder);
  const [file = ''] = await readdir(folder);
  return path.join(folder, file);
}
