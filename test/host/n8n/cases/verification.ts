import assert from 'node:assert/strict';
import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { Lint } from '../../../../testing/hosts/n8n/lint.ts';
import type { Packed } from '../../../../testing/hosts/n8n/pack.ts';
import { leaksInTarball } from '../../../../testing/hosts/packed-secrets.ts';

const sourceFiles = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'];
const packedFiles = ['**/*.js', 'package.json'];

/** What n8n asks of a package before it verifies it. */
export async function verificationCases(t: TestContext, { tarball, unpackedSize, files }: Packed): Promise<void> {
  const lint = await Lint.prepare(tarball);
  try {
    await t.test('n8n-node lint, in strict mode, says nothing', async () => assert.equal(await lint.lintSource(), ''));
    await t.test('the scan finds nothing in the source', async () =>
      assert.deepEqual(await lint.scan(lint.source, sourceFiles), []),
    );
    await t.test('the scan finds nothing in the tarball', async () =>
      assert.deepEqual(await lint.scan(lint.packed, packedFiles), []),
    );
    await t.test('and would find something, if it were there', async () => {
      await appendFile(
        path.join(lint.packed, 'dist/nodes/Livespace/LivespaceTrigger.node.js'),
        'console.log(process);',
      );
      const [line, ...others] = (await lint.scan(lint.packed, packedFiles)).sort();
      assert.match(line ?? '', /no-restricted-globals/);
      assert.match(others.join(), /no-console/);
    });

    const manifest = JSON.parse(await readFile(path.join(lint.packed, 'package.json'), 'utf8'));
    await t.test('the package depends on nothing, and every file it names is in the tarball', () => {
      assert.deepEqual([manifest.dependencies, manifest.peerDependencies], [undefined, { 'n8n-workflow': '*' }]);
      for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) assert.ok(files.includes(file), file);
    });
    await t.test('readme, licence, icons and codex files are in it', () => {
      for (const file of ['README.md', 'LICENSE', 'dist/icons/livespace.svg', 'dist/icons/livespace.dark.svg']) {
        assert.ok(files.includes(file), file);
      }
      for (const node of manifest.n8n.nodes) assert.ok(files.includes(node.replace(/\.js$/, '.json')), node);
    });
    await t.test('the licence of everything bundled is in it, and what may not be bundled is not', async () => {
      assert.match(await readFile(path.join(lint.packed, 'dist/THIRD_PARTY_LICENSES.txt'), 'utf8'), /^ipaddr\.js/);
      const scripts = files.filter((file) => file.endsWith('.js'));
      const texts = await Promise.all(scripts.map((file) => readFile(path.join(lint.packed, file), 'utf8')));
      const required = texts.flatMap((text) =>
        [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name = '']) => name),
      );
      const foreign = [...new Set(required)].filter((name) => !name.startsWith('.')).sort();
      assert.deepEqual(foreign, ['n8n-workflow', 'node:crypto', 'zod/v4']);
    });
    await t.test('it brings no secret of the environment in which it was built', () =>
      assert.deepEqual(leaksInTarball(tarball), []),
    );
    await t.test(`unpacked it weighs at most 100 KB: ${(unpackedSize / 1000).toFixed(1)} KB`, () =>
      assert.ok(unpackedSize <= 100_000),
    );
  } finally {
    await lint.remove();
  }
}
