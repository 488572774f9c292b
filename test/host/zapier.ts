import assert from 'node:assert/strict';
import { globSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type TestContext, test } from 'node:test';
import { leaksInFiles, secretsOfBuilder } from '../../testing/hosts/packed-secrets.ts';
import { offline, unzipBuild, zapierFolder, zapierPlatform } from '../../testing/hosts/zapier/cli.ts';
import { startLambda } from '../../testing/hosts/zapier/lambda.ts';
import { startWorld } from '../../testing/hosts/zapier/world.ts';
import { noSecretCameOut, plantedLeaksAreFound } from './zapier/canaries.ts';
import { failures } from './zapier/failures.ts';
import { today } from './zapier/today.ts';
import { walk } from './zapier/walk.ts';

/*
 * The Zapier app as Zapier would have it: checked and built by Zapier's own tool, unzipped into an empty folder outside the
 * repo, and driven through its own handler.
 */

test('the Zapier app, built and unzipped', async (t) => {
  for (const args of [offline.validate, offline.test]) {
    await t.test(`zapier-platform ${args.join(' ')}`, () => zapier(args));
  }
  const publicFolder = await built(t, { LIVESPACE_PUBLIC: '1' });
  const folder = await built(t);
  await t.test('the private build has static webhooks, the public one every other way', async () => {
    const events = ['deal_created', 'deal_status_changed'];
    const [scheduled, manual] = ['_scheduled', '_manual'].map((way) => events.map((event) => event + way));
    assert.deepEqual(await keysOf(folder), [scheduled, manual, events, 'check_event'].flat());
    assert.deepEqual(await keysOf(publicFolder), [scheduled, events, 'check_event'].flat());
  });

  await t.test('the licence of everything bundled is in the zip', async () => {
    const bundle = await readFile(path.join(folder, 'zapier/dist/index.js'), 'utf8');
    const comment = bundle.slice(bundle.lastIndexOf('/*!'));
    assert.deepEqual(comment.match(/^[a-z.]+(?= \d+\.\d+\.\d+$)/gm), ['ipaddr.js', 'zod']);
    assert.equal(comment.match(/^Permission is hereby granted/gm)?.length, 2);
  });

  await t.test('no secret of the environment in which it was built is in the zip', () => {
    const ours = globSync(['*.{js,json}', 'zapier/**/*'], { cwd: folder }).map((file) => path.join(folder, file));
    const files = ours.filter((file) => statSync(file).isFile());
    assert.ok(files.length > 2);
    assert.deepEqual(leaksInFiles(files), []);
  });

  const acts = [
    ['an account of today', today, 'off'],
    ['an account with a subscription API', walk, 'on'],
    ['failures', failures, 'on'],
  ] as const;
  for (const [title, act, api] of acts) {
    await t.test(title, async (t) => {
      const world = await startWorld(folder, { deals: [], profile: { api } });
      t.after(() => world.close());
      await act(t, world);
      await noSecretCameOut(t, title, world);
    });
  }
  await t.test('planted leaks', (t) => plantedLeaksAreFound(t, folder));
});

async function zapier(args: readonly string[], env?: Record<string, string>): Promise<void> {
  const { code, output } = await zapierPlatform(args, zapierFolder, env);
  assert.equal(code, 0, output);
}

/** @returns the folder of the unzipped app. */
async function built(t: TestContext, env: Record<string, string> = {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zapier-app-'));
  t.after(() => rm(folder, { recursive: true }));
  const title = ['zapier-platform', ...offline.build, JSON.stringify(env)].join(' ');
  await t.test(title, () => zapier(offline.build, { ...env, ...secretsOfBuilder }));
  await t.test('the zip unpacks into an empty folder', () => unzipBuild(zapierFolder, folder));
  return folder;
}

/** @returns what a user can choose. */
async function keysOf(folder: string): Promise<string[]> {
  type Step = { key: string; display: { hidden?: boolean } };
  const lambda = startLambda(folder);
  const definition = (await lambda.run({ command: 'definition' })) as Record<string, Record<string, Step>>;
  await lambda.stop();
  const steps = [definition.triggers, definition.creates].flatMap((kind) => Object.values(kind ?? {}));
  return steps.filter(({ display }) => !display.hidden).map(({ key }) => key);
}
