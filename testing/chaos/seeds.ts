import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';

/** Found nothing when it was chosen, and is run each time. */
const fixed = 1;

/** Those of a run that names none: a fixed one, and one made of the commit, so that each commit meets another chance. */
export function usualSeeds(): number[] {
  const { stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', cwd: import.meta.dirname });
  const commit = Number.parseInt(stdout?.slice(0, 7), 16);
  return [fixed, Number.isNaN(commit) ? randomInt(2 ** 28) : commit];
}
