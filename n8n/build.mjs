/*
 * Bundles each node and credential, since verified nodes may depend on nothing. What several share is written once: esbuild
 * splits ES modules only, so those are made first and each is then turned into the CommonJS that n8n loads.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build, transform } from 'esbuild';
import { licencesOf } from '../licences.mjs';

const target = 'node22';

const { outputFiles, metafile } = await build({
  platform: 'node',
  target,
  entryPoints: ['nodes/Livespace/*.node.ts', 'nodes/Livespace/*.node.json', 'credentials/*.ts', 'icons/*.svg'],
  outbase: '.',
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  splitting: true,
  minify: true,
  write: false,
  metafile: true,
  conditions: ['livespace-source'],
  external: ['n8n-workflow', 'zod'],
  loader: { '.json': 'copy', '.svg': 'copy' },
  logLevel: 'warning',
});

await rm('dist', { recursive: true, force: true });
for (const { path, text, contents } of outputFiles) {
  await mkdir(dirname(path), { recursive: true });
  const isScript = path.endsWith('.js');
  await writeFile(path, isScript ? (await transform(text, { target, format: 'cjs', minify: true })).code : contents);
}
await writeFile('dist/THIRD_PARTY_LICENSES.txt', await licencesOf(metafile));
