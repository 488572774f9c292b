/*
 * The packed n8n node beside three much downloaded community packages that hold a trigger: unpacked size without source
 * maps, and the time to load the trigger where n8n-workflow and zod are loaded already, as in n8n. Loaded in turns, each
 * time in a process of its own; medians.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { cachedFolder } from '../testing/hosts/cache.ts';
import { npm } from '../testing/hosts/n8n/install.ts';
import { packNode } from '../testing/hosts/n8n/pack.ts';
import { temporaryFolder } from '../testing/hosts/temporary-folder.ts';
import { n8nTriggerPackages } from '../testing/versions.ts';

const rounds = 15;
const flags = ['install', '--ignore-scripts', '--legacy-peer-deps', '--prefer-offline'];

const most = 100_000;

test('the package’s size and the time to load its trigger', async (t) => {
  const peerFolder = await cachedFolder('n8n-trigger-packages-1', async (folder) => {
    const manifest = { private: true, dependencies: n8nTriggerPackages };
    await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
    await npm(folder, flags);
  });
  const { tarball } = await packNode();
  const ourFolder = await temporaryFolder('n8n-package');
  await writeFile(path.join(ourFolder, 'package.json'), JSON.stringify({ private: true }));
  await npm(ourFolder, [...flags, tarball]);

  const ours = await measured('n8n-nodes-livespace', ourFolder);
  const peers = await Promise.all(Object.keys(n8nTriggerPackages).map((name) => measured(name, peerFolder)));
  const packages = [ours, ...peers];
  for (let round = 0; round < rounds; round += 1) for (const one of packages) one.times.push(load(one.trigger));
  for (const { name, bytes, times } of packages) {
    t.diagnostic(`${name}: ${(bytes / 1000).toFixed(0)} KB unpacked, trigger loads in ${median(times).toFixed(1)} ms`);
  }
  await t.test('it unpacks to 100 KB at most', () => assert.ok(ours.bytes <= most, `${ours.bytes} bytes`));
});

async function measured(name: string, root: string) {
  const folder = path.join(root, 'node_modules', name);
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => path.join(file.parentPath, file.name));
  const published = paths.filter(
    (file) => !file.endsWith('.map') && !path.relative(folder, file).startsWith('node_modules'),
  );
  const sizes = await Promise.all(published.map(async (file) => (await stat(file)).size));
  const trigger = published.find((file) => file.endsWith('Trigger.node.js'));
  if (!trigger) throw new Error(`${name} holds no trigger.`);
  return { name, trigger, bytes: sizes.reduce((sum, size) => sum + size, 0), times: [] as number[] };
}

function load(trigger: string): number {
  const script = `require('n8n-workflow'); require('zod/v4'); const began = performance.now(); require(${JSON.stringify(trigger)}); console.log(performance.now() - began)`;
  const env = { ...process.env, NODE_PATH: path.resolve(import.meta.dirname, '../node_modules') };
  return Number(execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' }));
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
