import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { packCore, quietNpm } from '../../testing/endpoint/packed.ts';
import { readmeExample, twelveLines } from '../../testing/endpoint/readme-example.ts';
import { cachedFolder } from '../../testing/hosts/cache.ts';
import { leaksInTarball } from '../../testing/hosts/packed-secrets.ts';
import { run } from '../../testing/hosts/run.ts';
import { temporaryFolder } from '../../testing/hosts/temporary-folder.ts';
import { signDelivery } from '../../testing/sign.ts';
import { packageLinters } from '../../testing/versions.ts';

/*
 * The core as a stranger would have it: packed, installed into an empty project, and run there as the README shows.
 */

const root = path.resolve(import.meta.dirname, '../..');

/** What a strict project would write: right uses, and wrong ones that its compiler has to refuse. */
const consumer = `
  import { createServer } from 'node:http';
  import { createWebhookHandler, type Item, itemFromDeal, nodeListener, receive, type Received } from 'livespace-webhooks';
  import { Guard } from 'livespace-webhooks/host';
  import { postgresStore } from 'livespace-webhooks/postgres';
  import { redisStore } from 'livespace-webhooks/redis';
  import { undiciTransport } from 'livespace-webhooks/undici';
  const item: Item = itemFromDeal({ id: 1 }, 'deal.created');
  export const status = (received: Received): number => received.status;
  const handler = createWebhookHandler({ url: process.env.URL, secrets: [process.env.SECRET], onEvent: ({ deal }) => deal.name });
  createServer(nodeListener(handler));
  export { Guard, postgresStore, receive, redisStore, undiciTransport };
  // @ts-expect-error: the types are there, not any
  export const wrong: number = item.deal.name;
  // @ts-expect-error: a list
  createWebhookHandler({ url: 'https://example.com/', secrets: 'secret', onEvent() {} });
`;

test('the core, packed and installed', async (t) => {
  await rm(path.join(root, 'shared/dist'), { recursive: true, force: true });
  const tarball = await packCore();
  const project = await temporaryFolder('livespace-webhooks');
  await writeFile(path.join(project, 'package.json'), '{"type":"module"}');
  await run('npm', ['install', ...quietNpm, tarball], project);
  const installed = path.join(project, 'node_modules/livespace-webhooks');

  await t.test('it brings its code, its types and its README, and nothing of the tests', async () => {
    const files = await readdir(installed, { recursive: true });
    const sources = (await readdir(path.join(root, 'shared/src'), { recursive: true })).filter((file) =>
      /\.ts$/.test(file),
    );
    const built = sources.flatMap((file) => ['.js', '.d.ts'].map((end) => `dist/${file.replace(/\.ts$/, end)}`));
    const wanted = ['README.md', 'LICENSE', 'package.json', ...sources.map((file) => `src/${file}`), ...built];
    const names = files.filter((file) => /\.\w+$|LICENSE/.test(file));
    assert.deepEqual(names.sort(), wanted.sort());
  });

  await t.test('it brings no secret of the environment in which it was built', () =>
    assert.deepEqual(leaksInTarball(tarball), []),
  );

  await t.test('its command asks for the secret on a terminal, uses it, and shows it nowhere', async () => {
    const url = 'https://hooks.example.com/livespace';
    const secret = 'canary-secret-typed';
    const body = JSON.stringify({ name: 'deal.created', data: { id: 'd-1' } });
    await writeFile(path.join(project, 'body.json'), body);
    const signature = signDelivery(url, body, secret);
    const command = `npx livespace-webhooks verify --body body.json --url ${url} --signature ${signature}`;
    const { LIVESPACE_WEBHOOK_SECRET: _, ...env } = process.env;
    // A terminal for the command, which has none here.
    const terminal = spawn('script', ['-qec', command, '/dev/null'], { cwd: project, env });
    let shown = '';
    terminal.stdout.on('data', (chunk) => {
      if (!shown.includes('LIVESPACE_WEBHOOK_SECRET') && String(chunk).includes('LIVESPACE_WEBHOOK_SECRET')) {
        terminal.stdin.write(`${secret}\n`);
      }
      shown += chunk;
    });
    const [code] = await once(terminal, 'close');
    assert.match(shown, /✓ The signature matches, in the form url-body/);
    assert.equal(code, 0);
    assert.ok(!shown.includes(secret));
  });

  await t.test('it asks for nothing but what it uses: no driver, no undici', async () => {
    const brought = await readdir(path.join(project, 'node_modules'));
    const some = brought.filter((name) => /^(?:undici|redis|ioredis|pg|@redis|@electric-sql)$/.test(name));
    assert.deepEqual(some, []);
  });

  for (const [module, resolution] of [
    ['node16', 'node16'],
    ['esnext', 'bundler'],
  ] as const) {
    await t.test(`its types hold in a strict project with module resolution ${resolution}`, async () => {
      await run('npm', ['install', ...quietNpm, 'undici'], project);
      await writeFile(path.join(project, 'consumer.ts'), consumer);
      const strict = '--strict --exactOptionalPropertyTypes --noEmit --target es2023 --types node';
      const how = ['--module', module, '--moduleResolution', resolution];
      const types = ['--typeRoots', path.join(root, 'node_modules/@types')];
      const tsc = path.join(root, 'node_modules/.bin/tsc');
      await run(process.execPath, [tsc, ...strict.split(' '), ...how, ...types, 'consumer.ts'], project);
    });
  }

  await t.test('publint and attw find nothing, save that CommonJS gets an ES module', async () => {
    const versions = Object.entries(packageLinters).map((pair) => pair.join('@'));
    const tools = await cachedFolder(`package-linters-${versions.join('-').replaceAll('/', '-')}`, (folder) =>
      run('npm', ['install', '--prefix', folder, ...quietNpm, ...versions], folder),
    );
    const tool = (name: string) => path.join(tools, 'node_modules/.bin', name);
    await run(tool('publint'), ['--strict', tarball], project);
    await run(tool('attw'), [tarball, '--ignore-rules', 'cjs-resolves-to-esm'], project);
  });

  await t.test('a CommonJS project can load it', () => {
    const code = "if (typeof require('livespace-webhooks').createWebhookHandler !== 'function') process.exit(1)";
    return run(process.execPath, ['--input-type=commonjs', '-e', code], project);
  });

  await t.test('the README’s 12 lines take each event once, on an account as it is today', async (t) => {
    await writeFile(path.join(project, 'endpoint.js'), readmeExample(root, 'endpoint'));
    await twelveLines(t, project, 'endpoint.js');
  });
});
