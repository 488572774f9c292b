import { globSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from '../hosts/temporary-folder.ts';
import { installedProgram } from '../services/installed.ts';

/** The time of day of other processes, moved while they run. Their timers go on as before. */
export interface Clock {
  /** For the processes that are to have this clock. */
  env: NodeJS.ProcessEnv;
  /** Puts it so many seconds before or behind the real one. Resolves when every process has noticed. */
  move(seconds: number): Promise<void>;
}

/** A clock that is right at first, by Debian's libfaketime. @throws when that can't be had */
export async function movableClock(): Promise<Clock> {
  await installedProgram('faketime', 'faketime');
  const [library] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');
  if (!library) throw new Error('faketime came without libfaketimeMT.so.1');
  const folder = await temporaryFolder('livespace-clock');
  const file = path.join(folder, 'offset');
  const set = async (seconds: number) => {
    // Nobody may read half of it.
    await writeFile(`${file}.new`, `${seconds < 0 ? '' : '+'}${seconds}`);
    await rename(`${file}.new`, file);
  };
  await set(0);
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      // In seconds: it reads the file again then.
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    },
    async move(seconds) {
      await set(seconds);
      await sleep(2500);
    },
  };
}
