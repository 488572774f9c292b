import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { startSimulator } from 'livespace-simulator';
import { RealN8n } from '../../../testing/hosts/n8n/real-n8n.ts';
import { until } from '../../../testing/hosts/until.ts';
import { commandsAfter } from '../../../testing/reader/commands.ts';
import type { Reader } from '../../../testing/reader/reader.ts';
import { n8nReceiver } from '../as-documented/receivers/n8n.ts';

/** It ends with a deal that starts a workflow, after the node's three steps. */
export async function n8n(t: TestContext, reader: Reader, clone: string): Promise<void> {
  const commands = commandsAfter(reader.reads(clone, 'README.md'), '**n8n, on your own server.**');
  assert.deepEqual(commandsAfter(reader.reads(clone, 'n8n/README.md'), '## Install'), commands);
  for (const command of commands) if (command !== 'npm ci') await reader.runs(command, clone);

  const n8n = await RealN8n.create({ N8N_USER_FOLDER: reader.home });
  t.after(() => n8n.remove());
  await n8n.start();
  const livespace = await startSimulator();
  t.after(livespace.close);
  const { url, enterSecret, heard } = await n8nReceiver(n8n, livespace);
  const { id } = livespace.addSubscription({ name: 'By hand', url, events: ['deal.created'] });
  const { secret } = await livespace.activateSubscription(id);
  await enterSecret(String(secret));
  livespace.createDeal({ name: 'Desks for Nowak' });
  await livespace.idle();
  await until(async () => (await heard()).length > 0, 10_000);
  assert.deepEqual(await heard(), ['Desks for Nowak']);
}
