import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(__dirname, '..', '..');
const main = join(root, 'shared', 'src', 'cli', 'main.ts');

const started = new Set<ChildProcess>();

/** For `afterEach`: a test that failed leaves no process behind. */
export function endCommands(): void {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
}

export interface Ran {
  code: number | null;
  out: string;
  err: string;
  /** Of `--json`, a value a line. */
  values: Record<string, unknown>[];
}

/** Starts the command from its source. @param env beside what a process needs: nothing of this machine's. */
export function startCommand(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--conditions=livespace-source', '--no-warnings', main, ...args], {
    env: { PATH, HOME, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  started.add(child);
  child.once('close', () => started.delete(child));
  return child;
}

/** Runs the command to its end. */
export async function runCommand(args: readonly string[], env: Record<string, string> = {}, input = ''): Promise<Ran> {
  const child = startCommand(args, env);
  child.stdin?.end(input);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err, code] = await Promise.all([read(child.stdout), read(child.stderr), ended]);
  const isJson = args.includes('--json');
  const values = isJson
    ? out
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
  return { code, out, err, values };
}

function read(stream: ChildProcess['stdout']): Promise<string> {
  return stream ? text(stream) : Promise.resolve('');
}
