import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** `.ci/run` in a repository whose README lists these commands. */
function runs(...commands: string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'ci-run-'));
  cpSync(path.resolve(__dirname, '../../.ci'), path.join(folder, '.ci'), { recursive: true });
  const block = commands.length > 0 ? ['<!-- every check -->', '```sh', ...commands, '```'] : [];
  writeFileSync(path.join(folder, 'README.md'), ['# Title', ...block, '', '```sh', 'exit 1', '```'].join('\n'));
  const { stdout, status } = spawnSync(path.join(folder, '.ci/run'), { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return { total: stdout.trimEnd().split('\n').at(-1), status };
}

test('the commands of the README’s block run, and their counts are added up', () => {
  const outcome = runs('echo "2 passed, 0 failed"', 'echo "ℹ pass 3"; echo "ℹ fail 0"', 'echo "4 passed, 0 failed"');
  expect(outcome).toEqual({ total: '9 passed, 0 failed', status: 0 });
});

test.each([
  ['a check fails', ['echo "2 passed, 1 failed"', 'echo "3 passed, 0 failed"'], '5 passed, 1 failed'],
  ['a command fails', ['echo "2 passed, 0 failed"', 'false'], '2 passed, 1 failed'],
  ['a command counts nothing', ['echo "2 passed, 0 failed"', 'true'], '2 passed, 1 failed'],
  ['a command can’t be found', ['no-such-command', 'echo "2 passed, 0 failed"'], '2 passed, 1 failed'],
  ['there is no command', [], '0 passed, 1 failed'],
])('it fails where %s', (_, commands, total) => {
  expect(runs(...commands)).toEqual({ total, status: 1 });
});
