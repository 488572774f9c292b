import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { startSimulator } from 'livespace-simulator';
import { aDay, printedDay, readmeExample, startEndpoint } from '../../testing/endpoint/readme-example.ts';
import { run } from '../../testing/hosts/run.ts';

/*
 * The core as a stranger would have it: packed, installed into an empty project, and run there as the README shows.
 */

const root = path.resolve(import.meta.dirname, '../..');
const npm = ['--no-audit', '--no-fund', '--prefer-offline'];

test('the core, packed and installed', async (t) => {
  const project = await mkdtemp(path.join(tmpdir(), 'livespace-webhooks-'));
  t.after(() => rm(project, { recursive: true }));

  await t.test('it builds', () => run('npm', ['run', 'build', '-w', 'shared'], root));
  await t.test('it packs', () => run('npm', ['pack', '-w', 'shared', '--pack-destination', project], root));
  await writeFile(path.join(project, 'package.json'), '{"type":"module"}');
  await t.test('it installs into an empty project', async () => {
    const [tarball = ''] = (await readdir(project)).filter((file) => file.endsWith('.tgz'));
    await run('npm', ['install', ...npm, path.join(project, tarball), 'undici'], project);
  });

  const installed = path.join(project, 'node_modules/livespace-webhooks');
  await t.test('it brings its code, its types and its README, and nothing of the tests', async () => {
    const files = await readdir(installed, { recursive: true });
    const wanted = ['README.md', 'dist/index.js', 'dist/index.d.ts', 'dist/api/undici-transport.js', 'src/index.ts'];
    assert.deepEqual(
      wanted.filter((file) => !files.includes(file)),
      [],
    );
    assert.deepEqual(
      files.filter((file) => /test|node_modules/.test(file)),
      [],
    );
  });

  await t.test('its types hold in a strict project', async () => {
    const code = `
    import { type Item, itemFromDeal, receive, type Received } from 'livespace-webhooks';
    import { undiciTransport } from 'livespace-webhooks/undici';
    const item: Item = itemFromDeal({ id: 1 }, 'deal.created');
    export const status = (received: Received): number => received.status;
    // @ts-expect-error: the types are there, not any
    export const wrong: number = item.deal.name;
    export { receive, undiciTransport };
  `;
    await writeFile(path.join(project, 'consumer.ts'), code);
    const strict = '--strict --exactOptionalPropertyTypes --noEmit --target es2023 --module nodenext --types node';
    const types = ['--typeRoots', path.join(root, 'node_modules/@types')];
    const tsc = path.join(root, 'node_modules/.bin/tsc');
    await run(process.execPath, [tsc, ...strict.split(' '), ...types, 'consumer.ts'], project);
  });

  await t.test('a CommonJS project can load it', () => {
    const code = "if (typeof require('livespace-webhooks').receive !== 'function') process.exit(1)";
    return run(process.execPath, ['--input-type=commonjs', '-e', code], project);
  });

  await writeFile(path.join(project, 'endpoint.js'), readmeExample(root));
  const simulator = await startSimulator({ retryDelaysMs: [5, 5], profile: { api: 'on' } });
  t.after(simulator.close);
  const endpoint = await startEndpoint(['endpoint.js'], project, simulator);
  t.after(endpoint.stop);
  await t.test('the README’s endpoint subscribes', () => assert.equal(simulator.subscriptions()[0]?.url, endpoint.url));
  await aDay(simulator, endpoint.url);
  await t.test('and takes each event once, whatever else comes', () => {
    assert.match(endpoint.lines.join('\n'), printedDay);
  });
  await endpoint.stop();

  const again = await startEndpoint(['endpoint.js'], project, simulator);
  t.after(again.stop);
  await t.test('started again elsewhere, it subscribes for its new address and leaves the old one alone', () => {
    const urls = simulator.subscriptions().map(({ url }) => url);
    assert.deepEqual(urls.sort(), [endpoint.url, again.url].sort());
  });
});
