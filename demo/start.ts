/* `npm start`: builds, then shows the walkthrough. Two at once would build into the same folders, so the second one waits. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { lock } from '../testing/hosts/lock.ts';

const root = path.join(import.meta.dirname, '..');
const unlock = await lock(path.join(root, '.cache/start.lock'), () =>
  console.log('Another npm start is at work here. This one begins when it has ended.'),
);
const run = (command: string) => spawnSync(command, { cwd: root, shell: true, stdio: 'inherit' }).status ?? 1;
process.exitCode = run('npm run -s build') || run('node --import ./demo/n8n-workflow-hook.ts demo/walkthrough.ts');
unlock();
