import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until no other run holds this lock. SQLite's lock belongs to the process: the system frees it when a run is killed,
 * so there is no stale lock to judge.
 *
 * @param file stands for what is locked; it is made, and stays
 * @param onWait called once, where another run holds it
 * @returns what frees it
 */
export async function lock(file: string, onWait?: () => void): Promise<() => void> {
  await mkdir(path.dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  for (let tries = 0; ; tries += 1) {
    try {
      database.exec('BEGIN EXCLUSIVE');
      return () => database.close();
    } catch (error) {
      if (!/database is locked/.test(String(error))) throw error;
      if (tries === 0) onWait?.();
      await sleep(1000);
    }
  }
}
