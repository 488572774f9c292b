import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

const running = new Set<number>();

/**
 * Starts a program that does not outlive this process: hosts and installs spawn helpers of their own, and one left behind
 * would hold its port and memory until somebody notices.
 *
 * The child leads a process group of its own, so that {@link killGroup} reaches its helpers and nothing else.
 *
 * @throws when the program can't be started
 */
export async function spawnOwned(
  file: string,
  args: string[],
  options: SpawnOptions,
): Promise<ChildProcess & { pid: number }> {
  const child = spawn(file, args, { ...options, detached: true });
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const owned = child as ChildProcess & { pid: number };
  running.add(owned.pid);
  child.once('exit', () => {
    killGroup(owned.pid);
    running.delete(owned.pid);
  });
  return owned;
}

/** Ends a child of {@link spawnOwned} and every helper it started, at once. A group that is already gone is no error. */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

process.on('exit', () => running.forEach(killGroup));

// A signal ends Node without an `exit` event unless somebody listens.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
