import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const main = path.join(__dirname, '../../../shared/src/cli/main.ts');

test('a reader that has seen enough, such as head, ends the command quietly', async () => {
  const command = spawn(process.execPath, ['--conditions=livespace-source', '--no-warnings', main, '--help']);
  command.stdout.destroy();
  const [ended, said] = await Promise.all([once(command, 'close'), text(command.stderr)]);
  expect(ended).toEqual([0, null]);
  expect(said).toBe('');
});
