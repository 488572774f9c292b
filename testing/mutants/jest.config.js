import path from 'node:path';
import every from '../../jest.config.js';

/** The tests of what `npm run mutants` breaks, without those that start a process: Stryker can't reach into one. */
export default {
  ...every,
  rootDir: path.resolve(import.meta.dirname, '../..'),
  testMatch: ['<rootDir>/test/shared/**/*.test.ts', '<rootDir>/test/contract/{core,same-fact}.test.ts'],
  // Stryker slows all of it.
  testTimeout: 20_000,
  testPathIgnorePatterns: [...every.testPathIgnorePatterns, '/test/shared/(?:stores|cli|readme|exports|third-event)'],
};
