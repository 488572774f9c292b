import { readFileSync } from 'node:fs';
import path from 'node:path';

test('package-lock.json names no registry: each installs from the one that is set up', () => {
  const lock = readFileSync(path.resolve(__dirname, '../../package-lock.json'), 'utf8');
  expect(lock.match(/"resolved": "http[^"]*/g)).toBeNull();
  expect(lock).toContain('"integrity": "sha512-');
});
