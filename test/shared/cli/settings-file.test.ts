import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Settings } from '../../../shared/src/cli/settings.ts';
import { SettingsFile } from '../../../shared/src/cli/settings-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'livespace-settings-'));
let count = 0;

function fileOf(text: string): string {
  count += 1;
  const file = join(folder, `${count}.env`);
  writeFileSync(file, text);
  return file;
}

function append(file: string, secret: string): boolean {
  return new SettingsFile(file, '--save').append({ LIVESPACE_WEBHOOK_SECRET: secret });
}

test.each([
  'plain',
  'ab#cd',
  '#',
  'a b',
  'a=b',
  '"quoted"',
  "'quoted'",
  '`quoted`',
  `it's "so"#`,
  'back\\nslash',
  '$HOME',
  'export X=1',
  'Zażółć',
])('a secret is read back as it was written: %s', (secret) => {
  const file = fileOf('LIVESPACE_API_KEY=key');
  expect(append(file, secret)).toBe(true);
  expect(new Settings(file).secrets).toEqual([secret]);
  expect(new Settings(file).get('apiKey')).toBe('key');
});

test.each([`a#'"\``, '\r\nx'])('what no line can hold is not written: %j', (secret) => {
  const file = fileOf('LIVESPACE_API_KEY=key');
  expect(append(file, secret)).toBe(false);
  expect(readFileSync(file, 'utf8')).toBe('LIVESPACE_API_KEY=key');
});

test('a line before that would swallow the new one: nothing is written', () => {
  expect(append(fileOf('NOTE="open'), 'it"s')).toBe(false);
});
