import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, components, root } from '../../testing/make/app.ts';

const readme = readFileSync(join(root, '../README.md'), 'utf8');

it('the README names every module as Make shows it, and no other', () => {
  const labels = components.filter(({ type }) => type === 'module').map(({ metadata }) => metadata.label);
  for (const label of labels) expect(readme).toContain(`_${label}_`);
  const named = [...readme.matchAll(/_(Watch [^_]+)_/g)].map(([, label]) => label);
  expect([...new Set(named)].sort()).toEqual(labels.sort());
});

it('the README counts the requests of a look', () => {
  expect(readme).toContain(`${code('module', 'watchDealsScheduled', 'communication').length} requests in an array`);
});
