import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSimulator } from 'livespace-simulator';
import { aDay, printedDay, readmeExample, startEndpoint } from '../../testing/endpoint/readme-example.ts';
import { run } from '../../testing/hosts/run.ts';
import { check } from './report.ts';

/*
 * The core as a stranger would have it: packed, installed into an empty project, and run there as the README shows.
 */

const root = path.resolve(import.meta.dirname, '../..');
const project = await mkdtemp(path.join(tmpdir(), 'livespace-webhooks-'));
const npm = ['--no-audit', '--no-fund', '--prefer-offline'];

await check('it builds', () => run('npm', ['run', 'build', '-w', 'shared'], root));
await check('it packs', () => run('npm', ['pack', '-w', 'shared', '--pack-destination', project], root));
await writeFile(path.join(project, 'package.json'), '{"type":"module"}');
await check('it installs into an empty project', async () => {
  const [tarball = ''] = (await readdir(project)).filter((file) => file.endsWith('.tgz'));
  await run('npm', ['install', ...npm, path.join(project, tarball), 'undici'], project);
});

const installed = path.join(project, 'node_modules/livespace-webhooks');
await check('it brings its code, its types and its README, and nothing of the tests', async () => {
  const files = await readdir(installed, { recursive: true });
  const wanted = ['README.md', 'dist/index.js', 'dist/index.d.ts', 'dist/api/undici-transport.js', 'src/index.ts'];
  return wanted.every((file) => files.includes(file)) && !files.some((file) => /test|node_modules/.test(file));
});

await check('its types hold in a strict project', async () => {
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
  const types = ['--types', 'node', '--typeRoots', path.join(root, 'node_modules/@types')];
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noEmit', '--target', 'es2023', '--module', 'nodenext'];
  await run(process.execPath, [path.join(root, 'node_modules/.bin/tsc'), ...strict, ...types, 'consumer.ts'], project);
});

await check('a CommonJS project can load it', () => {
  const code = "if (typeof require('livespace-webhooks').receive !== 'function') process.exit(1)";
  return run(process.execPath, ['--input-type=commonjs', '-e', code], project);
});

await writeFile(path.join(project, 'endpoint.js'), readmeExample(root));
const simulator = await startSimulator({ retryDelaysMs: [5, 5], profile: { api: 'on' } });
const endpoint = await startEndpoint(['endpoint.js'], project, simulator);
await check('the README’s endpoint subscribes', () => simulator.subscriptions()[0]?.url === endpoint.url);
await aDay(simulator, endpoint.url);
await check('and takes each event once, whatever else comes', () => {
  const printed = endpoint.lines.join('\n');
  if (!printedDay.test(printed)) throw new Error(printed);
});
await endpoint.stop();

const again = await startEndpoint(['endpoint.js'], project, simulator);
await check('started again elsewhere, it subscribes for its new address and leaves the old one alone', () => {
  const urls = simulator.subscriptions().map(({ url }) => url);
  return urls.length === 2 && urls.includes(endpoint.url) && urls.includes(again.url);
});
await again.stop();
await simulator.close();
await rm(project, { recursive: true });
