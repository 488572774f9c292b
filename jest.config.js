export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['livespace-source', 'node', 'require', 'default'] },
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/host/'],
  modulePathIgnorePatterns: ['<rootDir>/.*/build/'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript' } } }] },
};
