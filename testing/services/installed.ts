import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { locked } from '../hosts/cache.ts';
import { run } from '../hosts/run.ts';

/** Debian keeps some programs off the PATH of ordinary users. */
const folders = () => [
  ...(process.env.PATH ?? '').split(path.delimiter),
  '/usr/sbin',
  ...globSync('/usr/lib/postgresql/*/bin').reverse(),
];

/**
 * Finds a program, such as a server's, on this machine; where it is missing and we may, it is installed.
 * Nothing is started by that.
 *
 * @param debian the name of its package
 * @returns the program's path
 * @throws when it can't be had, saying how to get it: a missing program is a failure, never a skip
 */
export async function installedProgram(name: string, debian: string): Promise<string> {
  const find = () =>
    folders()
      .map((folder) => path.join(folder, name))
      .find((file) => existsSync(file));
  const found = find();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    // Checks may run side by side, and apt refuses to.
    const unlock = await locked('apt');
    try {
      // The run level keeps Debian from starting the service.
      const install = `apt-get update && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${debian}`;
      if (!find()) await run('sh', ['-c', install], '/');
    } finally {
      unlock();
    }
  }
  const installed = find();
  if (installed) return installed;
  throw new Error(`There is no ${name} on this machine. Try: apt-get install ${debian}`);
}
