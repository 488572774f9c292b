import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** It comes without types. */
const { load }: { load(text: string): unknown } = require('js-yaml');

type Permissions = Record<string, string> | 'read-all' | 'write-all';
type Step = { uses?: string; run?: string };
type Job = { permissions?: Permissions; steps: Step[] };
type Workflow = { permissions?: Permissions; jobs: Record<string, Job> };

const root = path.resolve(__dirname, '../..');
const files = globSync('.github/workflows/*.yml', { cwd: root });
const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');
const workflows = files.map((file) => [file, load(textOf(file)) as Workflow] as const);
const jobs = workflows.flatMap(([file, { permissions, jobs }]) =>
  Object.entries(jobs).map(([name, job]) => ({ title: `${file}, ${name}`, permissions, ...job })),
);

test('there are workflows', () => {
  expect(files).toEqual(expect.arrayContaining(['.github/workflows/ci.yml', '.github/workflows/release.yml']));
});

test.each(files)('%s pins each action by its commit, and says which version that is', (file) => {
  const lines = textOf(file).split('\n');
  const uses = lines.filter((line) => /^\s*-?\s*uses:/.test(line));
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.filter((line) => !/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

test.each(jobs)('$title may not be more than it says: read, or make itself known to npm', ({ permissions }) => {
  // A job without permissions of its own has the workflow's, and without those GitHub's default, which may write.
  expect(permissions).toBeDefined();
});

const mayPublish = jobs.filter(
  ({ permissions }) => permissions !== undefined && JSON.stringify(permissions) !== '{"contents":"read"}',
);

test('one job has a token, and it does nothing but publish what another packed', () => {
  expect(mayPublish.map(({ title, permissions }) => ({ title, permissions }))).toEqual([
    { title: '.github/workflows/release.yml, publish', permissions: { 'id-token': 'write' } },
  ]);
  const [{ steps } = { steps: [] }] = mayPublish;
  const actions = steps.flatMap(({ uses = '' }) => uses.split('@').slice(0, 1)).filter(Boolean);
  expect(actions).toEqual(['actions/setup-node', 'actions/download-artifact']);
  const commands = steps.flatMap(({ run }) => run ?? []);
  expect(commands).toEqual([expect.stringMatching(/^npm publish "\.\/[^"]+\.tgz" .*--provenance --ignore-scripts/)]);
});
