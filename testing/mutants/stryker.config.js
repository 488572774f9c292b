/*
 * `npm run mutants` breaks gate, signature, guard, schedule and subscriptions on purpose, in 60 places, and sees whether a
 * test notices. MUTANT_SEED draws the same places again.
 */
import { tmpdir } from 'node:os';
import path from 'node:path';

process.env.MUTANT_SEED ??= String(Math.floor(Math.random() * 2 ** 31));
process.stderr.write(`MUTANT_SEED=${process.env.MUTANT_SEED}\n`);
// Fewer made-up inputs, always the same: a mutant is not to die by chance.
process.env.FUZZ_RUNS ??= '300';
process.env.FUZZ_SEED ??= '1';

export default {
  mutate: [
    'shared/src/webhook/*.ts',
    'shared/src/wire/{signature-forms,subscriptions}.ts',
    'shared/src/schedule/*.ts',
    'shared/src/api/{subscriptions,subscription-calls,same-url}.ts',
  ],
  testRunner: 'jest',
  jest: { configFile: 'testing/mutants/jest.config.js' },
  coverageAnalysis: 'perTest',
  plugins: ['@stryker-mutator/jest-runner', './testing/mutants/sample.ts'],
  checkers: ['sample'],
  // Of two processes one draws the sample; of more, several would, each its own.
  concurrency: 2,
  // Elsewhere: in the repo Jest would find every package twice.
  tempDirName: path.join(tmpdir(), 'livespace-mutants'),
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  // Stryker counts a test run that takes too long as a mutant that was noticed: on a busy machine it would be none.
  timeoutMS: 30_000,
  // 56 of 60.
  thresholds: { high: 100, low: 93, break: 93 },
};
