import assert from 'node:assert/strict';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { commandsAfter } from '../../../testing/reader/commands.ts';
import type { Reader } from '../../../testing/reader/reader.ts';

/** It ends with the zip that `push` would upload: what follows needs an account. */
export async function zapier(_t: TestContext, reader: Reader, clone: string): Promise<void> {
  const folder = path.join(clone, 'zapier');
  const env = { DISABLE_ZAPIER_ANALYTICS: '1', NO_UPDATE_NOTIFIER: '1', CI: '1' };
  const zip = path.join(folder, 'build/build.zip');
  await rm(zip, { force: true });
  for (const command of commandsAfter(reader.reads(clone, 'zapier/README.md'), 'What needs no login')) {
    await reader.runs(command, folder, env);
  }
  assert.ok((await stat(zip)).size > 100_000);
}
