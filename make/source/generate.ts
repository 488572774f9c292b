import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path, { dirname, join } from 'node:path';
import { appFiles } from './files.ts';
import { notices } from './notice.ts';

const app = join(import.meta.dirname, '../app');

/** @returns the text of every file of the app, by its path in `app/`. */
export function generated(): Map<string, string> {
  const files = appFiles();
  const texts = [...files].map(([path, content]) => [path, `${JSON.stringify(content, null, 2)}\n`] as const);
  return new Map([...texts, ...notices(files.keys())]);
}

/** @returns the paths of what is not as generated: changed, missing or too many. */
export function stale(files = generated()): string[] {
  const there = readdirSync(app, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => below(app, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith('.secrets'));
  const paths = new Set([...there, ...files.keys()]);
  return [...paths].filter(
    (path) => !there.includes(path) || readFileSync(join(app, path), 'utf8') !== files.get(path),
  );
}

/** @returns the file's path in the folder as the app names it, with `/` on Windows too. @param system whose paths they are */
export function below(folder: string, file: string, system: Pick<typeof path, 'relative' | 'sep'> = path): string {
  return system.relative(folder, file).replaceAll(system.sep, '/');
}

function write(): void {
  const files = generated();
  for (const path of stale(files)) {
    const text = files.get(path);
    mkdirSync(dirname(join(app, path)), { recursive: true });
    if (text === undefined) rmSync(join(app, path));
    else writeFileSync(join(app, path), text);
  }
}

if (import.meta.main) {
  if (!process.argv.includes('--check')) write();
  else if (stale().length > 0) {
    console.error(
      `Not as generated: ${stale().join(', ')}.\nRun npm run generate -w livespace-make and commit what changes.`,
    );
    process.exitCode = 1;
  }
}
