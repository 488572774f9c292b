import { type ChildProcess, execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { spawnOwned } from '../hosts/children.ts';
import { temporaryFolder } from '../hosts/temporary-folder.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** What a person has who never saw this repository: an empty home folder, a shell, and this machine's Node and npm. */
export class Reader {
  readonly home: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(home: string, env: NodeJS.ProcessEnv) {
    this.home = home;
    this.#env = env;
  }

  static async arrives(): Promise<Reader> {
    const home = await temporaryFolder('reader');
    const settings = path.join(homedir(), '.npmrc');
    if (existsSync(settings)) copyFileSync(settings, path.join(home, '.npmrc'));
    return new Reader(home, { ...machine(), HOME: home });
  }

  /** A fresh clone of what is committed here. @returns its folder. */
  async clones(): Promise<string> {
    const clone = path.join(this.home, 'livespace-connect');
    // A reader clones from a server. Here git asks whose the folder is: on CI it is another user's.
    await writeFile(path.join(this.home, '.gitconfig'), '[safe]\n\tdirectory = *\n');
    await this.runs(`git clone --quiet '${root}' '${clone}'`, this.home);
    return clone;
  }

  /** A folder of the reader's own. */
  async makesFolder(name: string): Promise<string> {
    const folder = path.join(this.home, name);
    await mkdir(folder);
    return folder;
  }

  /** Runs a line as typed. @returns all that it printed. @throws with that when it fails. */
  async runs(line: string, folder: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
    const shell = await this.starts(line, folder, env);
    const [code, ...output] = await Promise.all([
      new Promise((resolve) => shell.once('close', resolve)),
      ...[shell.stdout, shell.stderr].map((stream) => (stream ? text(stream) : '')),
    ]);
    if (code !== 0) throw new Error(`${line} ended with ${code}:\n${output.join('\n')}`);
    return output.join('\n');
  }

  /** Starts a line as typed that does not end by itself. */
  starts(line: string, folder: string, env: NodeJS.ProcessEnv = {}): Promise<ChildProcess & { pid: number }> {
    return spawnOwned('sh', ['-c', line], {
      cwd: folder,
      env: { ...this.#env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  reads(clone: string, file: string): string {
    return readFileSync(path.join(clone, file), 'utf8');
  }
}

/** This machine as a new shell finds it, without what `npm run` adds. npm's cache stays, so that little is downloaded. */
function machine(): NodeJS.ProcessEnv {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const PATH = folders.filter((folder) => !/node_modules|node-gyp-bin/.test(folder)).join(path.delimiter);
  const npm = (key: string) =>
    execFileSync('npm', ['config', 'get', key], { env: { ...process.env, PATH }, encoding: 'utf8' }).trim();
  const kept = Object.entries(process.env).filter(([name]) =>
    /^(LANG|TMPDIR|NODE_EXTRA_CA_CERTS|.*_PROXY)$/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    PATH,
    npm_config_cache: npm('cache'),
    npm_config_registry: npm('registry'),
    npm_config_prefer_offline: 'true',
  };
}
