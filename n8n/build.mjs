/*
 * Bundles each node and credential, since verified nodes may depend on nothing. What several share is written once: esbuild
 * splits ES modules only, so those are made first and each is then turned into the CommonJS that n8n loads.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { build, transform } from 'esbuild';

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
await writeFile('dist/THIRD_PARTY_LICENSES.txt', await notices(Object.keys(metafile.inputs)));

/** Other people's code travels with its licence. @throws where a bundled package has none. */
async function notices(inputs) {
  const folders = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map(async (folder) => {
    const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
    if (!file) throw new Error(`${name} has no licence to hand on.`);
    return `${name} ${version}\n\n${await readFile(join(folder, file), 'utf8')}`;
  });
  return (await Promise.all(texts)).join('\n\n');
}
