import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, components, root } from '../../testing/make/app.ts';

const readme = readFileSync(join(root, '../README.md'), 'utf8');

it('the README names modules as Make shows them, those that work today in any case', () => {
  const labels = components.filter(({ type }) => type === 'module').map(({ metadata }) => metadata.label);
  const named = new Set([...readme.matchAll(/_(Watch [^_]+)_/g)].map(([, label]) => label));
  expect(labels).toEqual(expect.arrayContaining([...named]));
  expect([...named]).toEqual(expect.arrayContaining(labels.filter((label) => label.endsWith(')'))));
});

it('the README counts the requests of a look', () => {
  expect(readme).toContain(`${code('module', 'watchDealsScheduled', 'communication').length} requests in an array`);
});
