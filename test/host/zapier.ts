import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { offline, unzipBuild, zapierFolder, zapierPlatform } from '../../testing/hosts/zapier/cli.ts';
import { startWorld } from '../../testing/hosts/zapier/world.ts';
import { check } from './report.ts';
import { noSecretCameOut, plantedLeaksAreFound } from './zapier/canaries.ts';
import { failures } from './zapier/failures.ts';
import { walk } from './zapier/walk.ts';

/*
 * The Zapier app as Zapier would have it: checked and built by Zapier's own tool, unzipped into an empty folder outside the
 * repo, and driven through its own handler.
 */

for (const args of Object.values(offline)) {
  const { code, output } = await zapierPlatform(args, zapierFolder);
  const ended = await check(`zapier-platform ${args.join(' ')}`, code === 0);
  if (!ended) console.log(output);
}

const folder = await mkdtemp(path.join(tmpdir(), 'zapier-app-'));
await check('the zip unpacks into an empty folder', () => unzipBuild(zapierFolder, folder));

for (const [title, act] of Object.entries({ 'good days': walk, failures })) {
  const world = await startWorld(folder, { deals: [] });
  await act(world);
  await noSecretCameOut(title, world);
  await world.close();
}
await plantedLeaksAreFound(folder);
await rm(folder, { recursive: true });
