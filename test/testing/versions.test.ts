import { readFileSync } from 'node:fs';
import path from 'node:path';
import { n8n } from '../../testing/versions.ts';

const readme = readFileSync(path.join(__dirname, '../../n8n/README.md'), 'utf8');

test('n8n/README.md names the n8n that the checks run', () => {
  const [, named] = /Tested with n8n (\d+\.\d+)/.exec(readme) ?? [];
  expect(n8n.split('.').slice(0, 2).join('.')).toBe(named);
});
