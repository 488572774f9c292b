/*
 * What our code adds to a Zapier app: the built zip and the processor time to load it, beside an app that holds nothing but
 * zapier-platform-core. Loaded in turns, each time in a process of its own, and the medians are compared.
 *
 * The goal is 1.05 times the zip. Without zod and ipaddr.js, which are a third and a tenth of our code there, it would be
 * reached; a parser and an address check of our own are worth less than that.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { offline, root, unzipBuild, zapierFolder, zapierPlatform } from '../testing/hosts/zapier/cli.ts';
import zapier from '../zapier/package.json' with { type: 'json' };
import { spread } from './quartiles.ts';

const rounds = 15;
const goal = 1.05;
const held = 1.07;
// As Zapier's Lambda does it: the wrapper first, and the app with the first event.
const load =
  "const began = process.cpuUsage(); require('./zapierwrapper.js'); require('./index.js'); const { user, system } = process.cpuUsage(began); console.log((user + system) / 1000)";

await mkdir(path.join(root, '.cache'), { recursive: true });
// In the repo, so that it finds zapier-platform-core.
const bareFolder = await mkdtemp(path.join(root, '.cache', 'zapier-bare-'));
await writeFile(
  path.join(bareFolder, 'package.json'),
  JSON.stringify({ name: 'bare', version: '1.0.0', dependencies: zapier.dependencies }),
);
await writeFile(
  path.join(bareFolder, 'index.js'),
  "module.exports = { version: '1.0.0', platformVersion: require('zapier-platform-core').version };",
);

const bare = await build('zapier-platform-core alone', bareFolder);
const ours = await build('this app', zapierFolder);
for (let round = 0; round < rounds; round += 1) {
  for (const app of [bare, ours]) {
    app.times.push(Number(execFileSync(process.execPath, ['-e', load], { cwd: app.unzipped, encoding: 'utf8' })));
  }
}
for (const { title, bytes, times } of [bare, ours]) {
  console.log(`${title}: zip ${kilobytes(bytes)}, loads in ${spread(times, 0, ' ms')}`);
}
const size = ours.bytes / bare.bytes;
const loads = ours.times.map((time, round) => time / (bare.times[round] ?? Number.NaN));
console.log(
  `ours: ${size.toFixed(3)} times the zip (${kilobytes(ours.bytes - bare.bytes)} more), ${spread(loads, 2, ' times')} the time`,
);
console.log(`${size <= goal ? 'reaches' : 'misses'} the goal of ${goal}; at most ${held} is held`);
console.log(size <= held ? '1 passed, 0 failed' : '0 passed, 1 failed');
process.exitCode = size <= held ? 0 : 1;
for (const folder of [bareFolder, bare.unzipped, ours.unzipped]) await rm(folder, { recursive: true });

async function build(title: string, folder: string) {
  const { code, output } = await zapierPlatform(offline.build, folder);
  if (code !== 0) throw new Error(output);
  const unzipped = await mkdtemp(path.join(tmpdir(), 'zapier-size-'));
  await unzipBuild(folder, unzipped);
  const { size } = await stat(path.join(folder, 'build', 'build.zip'));
  return { title, unzipped, bytes: size, times: [] as number[] };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KB`;
}
