import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { offline, unzipBuild, zapierFolder, zapierPlatform } from '../../testing/hosts/zapier/cli.ts';
import { startWorld } from '../../testing/hosts/zapier/world.ts';
import { noSecretCameOut, plantedLeaksAreFound } from './zapier/canaries.ts';
import { failures } from './zapier/failures.ts';
import { walk } from './zapier/walk.ts';

/*
 * The Zapier app as Zapier would have it: checked and built by Zapier's own tool, unzipped into an empty folder outside the
 * repo, and driven through its own handler.
 */

test('the Zapier app, built and unzipped', async (t) => {
  for (const args of Object.values(offline)) {
    await t.test(`zapier-platform ${args.join(' ')}`, async () => {
      const { code, output } = await zapierPlatform(args, zapierFolder);
      assert.equal(code, 0, output);
    });
  }

  const folder = await mkdtemp(path.join(tmpdir(), 'zapier-app-'));
  t.after(() => rm(folder, { recursive: true }));
  await t.test('the zip unpacks into an empty folder', () => unzipBuild(zapierFolder, folder));

  for (const [title, act] of Object.entries({ 'good days': walk, failures })) {
    await t.test(title, async (t) => {
      const world = await startWorld(folder, { deals: [] });
      t.after(() => world.close());
      await act(t, world);
      await noSecretCameOut(t, title, world);
    });
  }
  await t.test('planted leaks', (t) => plantedLeaksAreFound(t, folder));
});
