import { createHash } from 'node:crypto';
import type { Checker, CheckResult } from '@stryker-mutator/api/check';
import type { Mutant } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';

const size = 60;
const seed = process.env.MUTANT_SEED ?? 'unset';

/**
 * Lets a sample of the mutants through, drawn by the seed, so that a run takes minutes. Stryker has no sampling of its own,
 * but asks a checker which mutants are worth a test run, and shows it all of them at once for grouping.
 */
class Sample implements Checker {
  readonly #drawn = new Set<string>();

  async init(): Promise<void> {}

  async group(mutants: Mutant[]): Promise<string[][]> {
    for (const { id } of mutants.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1)).slice(0, size)) this.#drawn.add(id);
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants: Mutant[]): Promise<Record<string, CheckResult>> {
    return Object.fromEntries(mutants.map(({ id }) => [id, this.#drawn.has(id) ? drawn : leftOut]));
  }
}

// Stryker's enum is a type only to Node, which strips types: its values are written out.
const drawn = { status: 'passed' } as CheckResult;
const leftOut = { status: 'compileError', reason: 'not in the sample' } as CheckResult;

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'sample', Sample)];

function rank({ fileName, location, replacement }: Mutant): string {
  const { line, column } = location.start;
  return createHash('sha256')
    .update(JSON.stringify([seed, fileName.split('/shared/src/')[1], line, column, replacement]))
    .digest('hex');
}
