import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The endpoint of shared/README.md, as a reader would copy it. */
export function readmeExample(root: string): string {
  const readme = readFileSync(path.join(root, 'shared/README.md'), 'utf8');
  const blocks = [...readme.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code);
  const [example] = blocks;
  if (blocks.length !== 1 || example === undefined) throw new Error('shared/README.md has not exactly one js block.');
  return example;
}
