import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { commandsWithin } from '../../../testing/reader/commands.ts';
import type { Reader } from '../../../testing/reader/reader.ts';

const built = {
  'livespace-webhooks': 'dist/cli/main.js',
  'n8n-nodes-livespace': 'dist/nodes/Livespace/LivespaceTrigger.node.js',
};

/** It ends before anything is uploaded, with the built files in each package. */
export async function publishing(t: TestContext, reader: Reader, clone: string): Promise<void> {
  const commands = commandsWithin(reader.reads(clone, 'docs/releasing.md'), 'npm publish');
  for (const [name, file] of Object.entries(built)) {
    await t.test(name, async () => {
      const command = commands.find((one) => one.includes(`-w ${name} `));
      assert.ok(command, `docs/releasing.md does not publish ${name}`);
      await reader.runs('git clean -qfdx shared n8n -e node_modules', clone);
      const printed = await reader.runs(`${command} --dry-run`, clone);
      assert.ok(printed.includes(file), printed);
    });
  }
}
