import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { commandsAfter } from '../../../testing/reader/commands.ts';
import type { Reader } from '../../../testing/reader/reader.ts';

/** It ends with `make/app` as it is committed, for the extension to deploy: what follows needs an account. */
export async function make(_t: TestContext, reader: Reader, clone: string): Promise<void> {
  for (const command of commandsAfter(reader.reads(clone, 'make/README.md'), '## How it is made')) {
    await reader.runs(command, clone);
  }
  assert.equal(await reader.runs('git status --porcelain make', clone), '\n');
}
