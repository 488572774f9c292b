import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { launchChromium } from '../../testing/hosts/chromium.ts';
import { Editor } from '../../testing/hosts/n8n/editor.ts';
import { packNode } from '../../testing/hosts/n8n/pack.ts';
import { RealN8n } from '../../testing/hosts/n8n/real-n8n.ts';
import { Stage } from '../../testing/hosts/n8n/stage.ts';
import { credential } from './n8n-editor/credential.ts';
import { icons } from './n8n-editor/icons.ts';
import { nodesPanel } from './n8n-editor/nodes-panel.ts';
import { refusedPublication } from './n8n-editor/refused-publication.ts';
import { registration } from './n8n-editor/registration.ts';
import { testEvent } from './n8n-editor/test-event.ts';

/*
 * Uses the packed node as a person does: in n8n's real editor, in a real Chromium. `npm run host:n8n:editor -- --save` puts
 * the pictures where n8n/README.md shows them, and the icons beside their SVG; otherwise they go to a temporary folder.
 */

test('the packed node in n8n’s editor', async (t) => {
  const isSaving = process.argv.includes('--save');
  const elsewhere = await mkdtemp(path.join(tmpdir(), 'n8n-editor-'));
  const folder = (name: string) => (isSaving ? path.resolve(import.meta.dirname, '../..', name) : elsewhere);
  const pictures = folder('docs/images');
  t.diagnostic(`Pictures: ${pictures}`);

  const { tarball } = await packNode();
  const n8n = await RealN8n.create();
  t.after(() => n8n.remove());
  await n8n.installPackage(tarball);
  await n8n.start();
  const stage = await Stage.set(n8n);
  t.after(() => stage.livespace.close());
  const browser = await launchChromium();
  t.after(() => browser.close());
  await t.test('icons', (t) => icons(t, browser, folder('n8n/icons')));
  const editor = await Editor.open(browser, n8n.url, pictures);
  for (const part of [nodesPanel, registration, credential, testEvent, refusedPublication]) {
    await t.test(part.name, (t) => part(t, editor, stage));
  }
});
