import { readFileSync } from 'node:fs';
import path from 'node:path';
import { n8n, zapierCli } from '../../testing/versions.ts';

const read = (file: string) => readFileSync(path.join(__dirname, '../..', file), 'utf8');

test('n8n/README.md names the n8n that the checks run', () => {
  const [, named] = /Tested with n8n (\d+\.\d+)/.exec(read('n8n/README.md')) ?? [];
  expect(n8n.split('.').slice(0, 2).join('.')).toBe(named);
});

test.each(['zapier/README.md', 'docs/releasing.md'])('%s names the tool of Zapier’s that the checks run', (file) => {
  const named = [...read(file).matchAll(/zapier-platform-cli@([\d.]*\d)/g)].map(([, version]) => version);
  expect(new Set(named)).toEqual(new Set([zapierCli]));
});
