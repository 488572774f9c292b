import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build } from 'esbuild';
import { licencesOf } from '../licences.mjs';

const { outputFiles, metafile } = await build({
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.js',
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  external: ['zapier-platform-core'],
  conditions: ['livespace-source'],
  minify: true,
  write: false,
  metafile: true,
  // Decided here: a variable that is set in Zapier changes nothing.
  define: { 'process.env.LIVESPACE_PUBLIC': JSON.stringify(process.env.LIVESPACE_PUBLIC ?? '') },
});

const [{ path, text }] = outputFiles;
await mkdir(dirname(path), { recursive: true });
// In the script itself: Zapier's tool packs only what the code asks for.
await writeFile(path, `${text}/*!\n${await licencesOf(metafile)}*/\n`);
