import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const script = path.resolve(__dirname, '../../.ci/count');

function count(printed: string, { status = 0, command = 'npm test' } = {}) {
  return execFileSync(script, [String(status), command], { input: printed, encoding: 'utf8' }).trim();
}

const node = (pass: number, fail: number, cancelled = 0, mark = 'ℹ') =>
  ['tests 9', 'suites 2', `pass ${pass}`, `fail ${fail}`, `cancelled ${cancelled}`, 'skipped 0', 'todo 0']
    .map((line) => `${mark} ${line}\n`)
    .join('');

test.each([
  [
    'Jest',
    'Test Suites: 3 passed, 3 total\nTests:       10 passed, 10 total\nSnapshots:   1 passed, 1 total\n',
    '10 0',
  ],
  [
    'Jest with failures',
    'Test Suites: 1 failed, 3 total\nTests:       2 failed, 1 skipped, 7 passed, 10 total\n',
    '7 2',
  ],
  ['node:test', `✔ a check (1.5ms)\n${node(8, 0)}ℹ duration_ms 12.5\n`, '8 0'],
  ['node:test with failures', node(6, 2), '6 2'],
  ['node:test that timed out', node(6, 0, 1), '6 1'],
  ['node:test as TAP', node(6, 1, 0, '#'), '6 1'],
  ['node:test in colour', '\u001b[34mℹ pass 5\u001b[39m\n\u001b[34mℹ fail 0\u001b[39m\n', '5 0'],
  ['a walkthrough', '  12 ms  ✓ met  all\n\n9 passed, 1 failed\n', '9 1'],
  ['two suites of one command', `Tests:       4 passed, 4 total\n${node(3, 1)}2 passed, 0 failed\n`, '9 1'],
  [
    'numbers that are no closing line',
    'Saw 5 passed, 3 failed in the log\nℹ pass on 7\n   ✔ pass 7\n2 passed, 0 failed\n',
    '2 0',
  ],
])('%s', (_, printed, expected) => {
  expect(count(printed)).toBe(expected);
});

test.each([
  ['fails without a count', 'npm error\n', { status: 1 }, '0 1'],
  ['fails though its checks passed', 'Tests:       4 passed, 4 total\n', { status: 1 }, '4 1'],
  ['fails with a count', 'Tests:       1 failed, 3 passed, 4 total\n', { status: 1 }, '3 1'],
  ['was killed', '', { status: 137, command: 'npm run bench' }, '0 1'],
  ['ran no test', '', {}, '0 1'],
  ['ran no test and says so', 'Tests:       0 total\n', {}, '0 1'],
  ['timed nothing', 'Node v24\n', { command: 'npm run bench' }, '0 1'],
  ['ran no host check', `${node(0, 0)}`, { command: 'npm run host:n8n' }, '0 1'],
  ['measured and counted nothing', 'done\n', { command: 'npm run bench:n8n' }, '0 1'],
  ['ran a file without tests', `✔ test/host/empty.ts (80.9ms)\n${node(1, 0)}`, {}, '0 1'],
  ['ran a file without tests, as TAP', `ok 1 - test/host/empty.ts\n${node(3, 0, 0, '#')}`, {}, '2 1'],
])('a command that %s is a failure', (_, printed, how, expected) => {
  expect(count(printed, how)).toBe(expected);
});

test.each(['npm ci', 'npm run lint', 'npm run types'])('%s has nothing to count', (command) =>
  expect(count('done\n', { command })).toBe('0 0'),
);

test('what this Node really prints is counted', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'count-'));
  const file = path.join(folder, 'real.mjs');
  const inner = ["t.test('good', () => {})", "t.test('bad', () => { throw new Error('on purpose') })"];
  writeFileSync(
    file,
    `import { test } from 'node:test'; test('all', async (t) => { await ${inner.join('; await ')}; });`,
  );
  const { stdout, status } = spawnSync(process.execPath, ['--test-reporter=spec', file], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  // Node counts the test around the two as well.
  expect(count(stdout, { status: Number(status) })).toBe('1 2');
});
