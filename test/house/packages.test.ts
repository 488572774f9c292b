import { readFileSync } from 'node:fs';
import path from 'node:path';

const read = (folder: string) =>
  JSON.parse(readFileSync(path.join(__dirname, '../..', folder, 'package.json'), 'utf8'));
const root = read('.');
const { workspaces } = root as { workspaces: string[] };

test.each(['.', ...workspaces])('the package in %s says what it is, of whom, and where it comes from', (folder) => {
  const { version, description, keywords, license, repository } = read(folder);
  expect({ version, license }).toEqual({ version: root.version, license: 'MIT' });
  expect(description).toMatch(/Livespace/);
  expect(keywords).toEqual(expect.arrayContaining(['livespace', 'crm']));
  expect(repository).toEqual({ ...root.repository, ...(folder === '.' ? {} : { directory: folder }) });
});

test('the changelog has the version', () => {
  expect(readFileSync(path.join(__dirname, '../../CHANGELOG.md'), 'utf8')).toContain(`\n## ${root.version}\n`);
});
