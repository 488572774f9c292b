import core from './shared/package.json' with { type: 'json' };

/** The core's entries as its source, for Jest's own resolver too, which tells by imports which tests a change concerns. */
const entries = Object.entries(core.exports).map(([entry, { 'livespace-source': source }]) => [
  `^${core.name}${entry.slice(1)}$`,
  `<rootDir>/shared/${source}`,
]);

export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['livespace-source', 'node', 'require', 'default'] },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/host/'],
  moduleNameMapper: Object.fromEntries(entries),
  modulePathIgnorePatterns: ['<rootDir>/.*/build/'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
};
