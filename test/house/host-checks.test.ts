import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(__dirname, '../..');
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const started = Object.entries(scripts).filter(
  ([name, command]) => name.startsWith('host:') || command.includes('npm run -s host'),
);
const files = started.flatMap(([, command]) => globSync(command.split(' ').at(-1) ?? '', { cwd: root }));

test('there are host checks', () => expect(files.length).toBeGreaterThan(5));

test('each of them is among every check of the README, which CI runs', () => {
  const [, block = ''] =
    /<!-- every check -->\n```sh\n(.*?)```/s.exec(readFileSync(path.join(root, 'README.md'), 'utf8')) ?? [];
  expect(block.split('\n')).toEqual(expect.arrayContaining(started.map(([name]) => `npm run ${name}`)));
});

test.each(started)('%s reports in the form that .ci/count reads', (_, command) => {
  expect(command).toMatch(/^npm run -s host -- /);
  expect(scripts.host).toContain('--test-reporter=spec');
});

/**
 * Once there is a test, node:test takes every error for one of it: what is thrown between tests is told and forgotten, and a
 * process that waits for something which can no longer happen ends as if all were well.
 */
test.each(files)('%s waits for nothing outside of a test', (file) => {
  const { statements } = ts.createSourceFile(
    file,
    readFileSync(path.join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const isTest = /\b(?:test|describe|suite|it|after|before)\(/;
  const first = statements.findIndex((one) => !ts.isFunctionDeclaration(one) && isTest.test(one.getText()));
  expect(first).toBeGreaterThan(-1);
  const waits = (node: ts.Node): boolean =>
    ts.isAwaitExpression(node) || (!ts.isFunctionLike(node) && (ts.forEachChild(node, waits) ?? false));
  expect(
    statements
      .slice(first)
      .filter(waits)
      .map((statement) => statement.getText()),
  ).toEqual([]);
});
