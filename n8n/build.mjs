/*
 * Bundles all nodes and credentials into one script, since verified nodes may depend on nothing, and lays a file for each
 * beside it, where package.json says that n8n finds it.
 */
import { cp, glob, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { licencesOf } from '../licences.mjs';

const dist = 'dist';
const script = join(dist, 'livespace.js');
const classes = (await Array.fromAsync(glob(['nodes/*/*.node.ts', 'credentials/*.ts']))).map(slashed);

await rm(dist, { recursive: true, force: true });
const { metafile } = await build({
  stdin: { contents: classes.map((file) => `export * from './${file}';`).join('\n'), resolveDir: '.' },
  outfile: script,
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  charset: 'utf8',
  minify: true,
  metafile: true,
  conditions: ['livespace-source'],
  external: ['n8n-workflow', 'zod'],
  logLevel: 'warning',
});

for (const file of classes) {
  const path = join(dist, file.replace(/ts$/, 'js'));
  const [name] = basename(file).split('.');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `exports.${name}=require('${slashed(relative(dirname(path), script))}').${name};\n`);
}
for await (const file of glob(['nodes/*/*.json', 'icons/*.svg'])) await cp(file, join(dist, file));
await writeFile(join(dist, 'THIRD_PARTY_LICENSES.txt'), await licencesOf(metafile));

/** As an import has it, on Windows too. */
function slashed(path) {
  return path.replaceAll('\\', '/');
}
