import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

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

/**
 * Waits until no other run holds the lock of this name. SQLite's lock belongs to the process: the system frees it when a run
 * is killed, so there is no stale lock to judge.
 *
 * @returns what frees it
 */
export async function locked(name: string): Promise<() => void> {
  await mkdir(root, { recursive: true });
  const database = new DatabaseSync(path.join(root, `${name}.lock`));
  for (;;) {
    try {
      database.exec('BEGIN EXCLUSIVE');
      return () => database.close();
    } catch (error) {
      if (!/database is locked/.test(String(error))) throw error;
      await sleep(1000);
    }
  }
}
