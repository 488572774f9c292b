import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { killGroup, spawnOwned } from '../hosts/children.ts';
import { freePort } from '../hosts/free-port.ts';
import { run } from '../hosts/run.ts';
import { temporaryFolder } from '../hosts/temporary-folder.ts';
import { until } from '../hosts/until.ts';
import { packCore, quietNpm } from './packed.ts';

const examples = path.resolve(import.meta.dirname, '../../examples');
/** What tells its makers of each run. */
const quiet = { NEXT_TELEMETRY_DISABLED: '1', WRANGLER_SEND_METRICS: 'false' };

let packed: Promise<string> | undefined;

export interface Program {
  /** What it has printed so far. */
  lines: string[];
  /** Ends it as kill -9 does, with all it started. */
  kill(): Promise<void>;
}

/** An example as somebody would have it who copied its folder, with the packed core where its package.json says. */
export class Example {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async install(name: string): Promise<Example> {
    packed ??= packCore();
    const tarball = await packed;
    const root = await temporaryFolder(`example-${name}`);
    await copyFile(tarball, path.join(root, path.basename(tarball)));
    const folder = path.join(root, 'examples', name);
    await cp(path.join(examples, name), folder, {
      recursive: true,
      filter: (source) => !/node_modules|\.next|\.wrangler/.test(path.relative(examples, source)),
    });
    await run('npm', ['install', ...quietNpm], folder);
    const { scripts } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    if (scripts.build) await run('npm', ['run', 'build'], folder, quiet);
    return new Example(folder);
  }

  /** Writes a variant of one of its files. @throws where there is nothing to change. */
  async change(file: string, from: string | RegExp, to: string): Promise<void> {
    const code = await readFile(path.join(this.folder, file), 'utf8');
    const changed = code.replace(from, to);
    if (changed === code) throw new Error(`${file} has no ${from}.`);
    await writeFile(path.join(this.folder, file), changed);
  }

  /** Runs one of its scripts. */
  async start(script: string, env: NodeJS.ProcessEnv, args: string[] = []): Promise<Program & { child: ChildProcess }> {
    const child = await spawnOwned('npm', ['run', '--silent', script, '--', ...args], {
      cwd: this.folder,
      env: { ...process.env, ...quiet, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    for (const output of [child.stdout, child.stderr]) {
      createInterface({ input: output as NodeJS.ReadableStream }).on('line', (line) => lines.push(line));
    }
    const gone = once(child, 'exit');
    const kill = async () => {
      killGroup(child.pid);
      await gone;
    };
    return { lines, kill, child };
  }

  /** Runs one of its scripts to its end. @returns what it printed. @throws when it fails */
  async run(script: string, env: NodeJS.ProcessEnv): Promise<string[]> {
    const { lines, child } = await this.start(script, env);
    const [code] = child.exitCode === null ? await once(child, 'close') : [child.exitCode];
    if (code !== 0) throw new Error(lines.join('\n'));
    return lines;
  }

  /** Runs its endpoint. @returns it once it answers. */
  async serve(
    env: NodeJS.ProcessEnv,
    port?: number,
    args?: string[],
  ): Promise<Program & { url: string; port: number }> {
    const free = port ?? (await freePort());
    const url = `http://127.0.0.1:${free}/livespace`;
    const program = await this.start('start', { PORT: String(free), LIVESPACE_WEBHOOK_URL: url, ...env }, args);
    try {
      await until(() => fetch(url, { method: 'POST' }).then(({ ok }) => ok), 60_000);
    } catch (error) {
      await program.kill();
      throw new Error(`It does not answer:\n${program.lines.slice(-50).join('\n')}`, { cause: error });
    }
    return { ...program, url, port: free };
  }
}
