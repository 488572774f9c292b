import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { installLintTools, nodeFirst } from './install.ts';

const run = promisify(execFile);
const repo = path.resolve(import.meta.dirname, '../../..');

interface EslintResult {
  filePath: string;
  messages: { ruleId: string | null; message: string; line: number }[];
}

/** n8n's own lint tools, and a folder beside them where they find what they import. */
export class Lint {
  /** Holds a copy of the package's source. */
  readonly source: string;
  /** Holds what the tarball unpacks to. */
  readonly packed: string;
  readonly #tools: string;
  readonly #work: string;

  private constructor(tools: string, work: string) {
    this.#tools = tools;
    this.#work = work;
    this.source = path.join(work, 'n8n');
    this.packed = path.join(work, 'package');
  }

  /** @param tarball absolute path */
  static async prepare(tarball: string): Promise<Lint> {
    const tools = await installLintTools();
    const lint = new Lint(tools, await mkdtemp(path.join(tools, 'work-')));
    await run('npm', ['run', '-s', 'build', '-w', 'livespace-webhooks'], { cwd: repo, env: nodeFirst });
    for (const name of ['n8n', 'shared']) {
      const isSource = (file: string) => !/\/n8n\/(?:dist|node_modules)$/.test(file);
      await cp(path.join(repo, name), path.join(lint.#work, name), { recursive: true, filter: isSource });
    }
    await mkdir(path.join(lint.#work, 'node_modules'));
    await symlink(path.join(lint.#work, 'shared'), path.join(lint.#work, 'node_modules', 'livespace-webhooks'));
    await run('tar', ['-xzf', tarball, '-C', lint.#work]);
    return lint;
  }

  /**
   * `n8n-node lint` on the source, in strict mode.
   *
   * @returns what it printed below its banner: nothing when it has nothing to say, not even a warning
   * @throws when it fails, with its output
   */
  async lintSource(): Promise<string> {
    const cli = path.join(this.#tools, 'node_modules', '@n8n', 'node-cli', 'bin', 'n8n-node.mjs');
    const { stdout, stderr } = await run(process.execPath, [cli, 'lint'], {
      cwd: this.source,
      env: { ...nodeFirst, PATH: `${this.#tools}/node_modules/.bin${path.delimiter}${nodeFirst.PATH}` },
    }).catch((error) => {
      throw new Error(`${error.stdout}${error.stderr}`);
    });
    return `${stdout}${stderr}`.split('\n').slice(1).join('\n').trim();
  }

  /**
   * A lint leg of the scan that n8n runs on a published package: its configuration, inline comments ignored.
   *
   * @returns a line for every error and every warning
   */
  async scan(folder: string, patterns: string[]): Promise<string[]> {
    const load = (file: string) => import(pathToFileURL(path.join(this.#tools, 'node_modules', file)).href);
    const { buildScanConfig } = await load('@n8n/scan-community-package/scanner/scanner.mjs');
    const { ESLint } = (await load('eslint/lib/api.js')).default;
    const eslint = new ESLint({
      cwd: folder,
      allowInlineConfig: false,
      overrideConfigFile: true,
      overrideConfig: await buildScanConfig(),
    });
    const results: EslintResult[] = await eslint.lintFiles(patterns);
    return results.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, message, line }) => `${path.relative(folder, filePath)}:${line} ${ruleId}: ${message}`),
    );
  }

  /** Takes the folder away. */
  remove(): Promise<void> {
    return rm(this.#work, { recursive: true, force: true });
  }
}
