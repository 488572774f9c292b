import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { lock } from './lock.ts';

const root = process.env.LIVESPACE_HOST_CACHE ?? path.join(homedir(), '.cache', 'livespace-connect');

/**
 * A folder that is slow to make and made once, outside the repo.
 *
 * `make` fills an empty folder that gets its final name only afterwards, so a folder of that name is always complete: what a
 * failed or killed run left is thrown away by the next. Of several runs at once one makes it and the others wait.
 *
 * @param name unique for the content: put versions into it
 * @returns the folder's absolute path
 * @throws what `make` throws
 */
export async function cachedFolder(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(root, name);
  if (existsSync(folder)) return folder;

  const unlock = await locked(name);
  try {
    if (existsSync(folder)) return folder;
    const partial = `${folder}.partial`;
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial);
    await make(partial);
    await rename(partial, folder);
    return folder;
  } finally {
    unlock();
  }
}

/** {@link lock} for what is made or installed once on this machine. @returns what frees it */
export function locked(name: string): Promise<() => void> {
  return lock(path.join(root, `${name}.lock`));
}
