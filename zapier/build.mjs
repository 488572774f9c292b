import { build } from 'esbuild';

await build({
  entryPoints: ['src/index.ts'],
  outfile: 'dist/index.js',
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  external: ['zapier-platform-core'],
  conditions: ['livespace-source'],
  minify: true,
  // Decided here: a variable that is set in Zapier changes nothing.
  define: { 'process.env.LIVESPACE_PUBLIC': JSON.stringify(process.env.LIVESPACE_PUBLIC ?? '') },
});
