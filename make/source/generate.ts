import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generatedFiles } from './files.ts';

const app = join(import.meta.dirname, '..');

for (const [path, content] of await generatedFiles()) {
  await mkdir(dirname(join(app, path)), { recursive: true });
  await writeFile(join(app, path), `${JSON.stringify(content, null, 2)}\n`);
}
