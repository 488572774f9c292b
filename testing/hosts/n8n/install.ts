import { open, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { n8n, n8nLintTools } from '../../versions.ts';
import { cachedFolder } from '../cache.ts';
import { spawnOwned } from '../children.ts';

const platform = `${process.platform}-${process.arch}`;

/**
 * The npm package with this very Node in it. It brings the headers that n8n's native modules are compiled against; the
 * repo's own `node` can't, as npm prunes them.
 */
const NODE_PACKAGE = platform === 'darwin-arm64' ? `node-bin-${platform}` : `node-${platform}`;

/** The environment of npm, and of what it installs: this very Node comes first, since n8n refuses an older one. */
export const nodeFirst: NodeJS.ProcessEnv = {
  ...process.env,
  PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`,
};

/**
 * A real n8n, installed on demand: about 5 minutes and 3 GB the first time, nothing after that.
 *
 * @returns the path of its start script, to be run with this Node
 * @throws with npm's last lines when it can't be installed: a missing host is a failure, never a skip
 */
export async function installN8n(): Promise<string> {
  const folder = await cachedFolder(`n8n-${n8n}-node${process.versions.modules}`, async (folder) => {
    console.log(`Installing n8n ${n8n} (several minutes, once) in ${folder}`);
    await declare(folder, { n8n, [NODE_PACKAGE]: process.versions.node });
    // A Kafka driver that nobody needs here fails to compile, so no script runs but those of the two modules n8n can't do without.
    await npm(folder, ['install', '--ignore-scripts', '--prefer-offline']);
    const headers = path.join(folder, 'node_modules', NODE_PACKAGE);
    await npm(folder, ['rebuild', 'sqlite3', 'isolated-vm', '--foreground-scripts', `--nodedir=${headers}`]);
    await run(folder, process.execPath, ['-e', "require('sqlite3'); require('isolated-vm')"]);
  });
  return path.join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
}

/**
 * n8n's own lint and package scan for community nodes, installed on demand.
 *
 * @returns the folder whose `node_modules` holds them
 * @throws with npm's last lines when they can't be installed
 */
export async function installLintTools(): Promise<string> {
  const name = `n8n-lint-${n8nLintTools['@n8n/node-cli']}-${n8nLintTools['@n8n/scan-community-package']}`;
  return cachedFolder(name, async (folder) => {
    console.log(`Installing n8n's lint tools (once) in ${folder}`);
    await declare(folder, n8nLintTools);
    await npm(folder, ['install', '--legacy-peer-deps', '--ignore-scripts', '--prefer-offline']);
  });
}

async function declare(folder: string, dependencies: Record<string, string>): Promise<void> {
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }, null, 2));
}

/**
 * Runs npm in a folder.
 *
 * @throws with npm's last lines when it fails
 */
export async function npm(folder: string, args: string[]): Promise<void> {
  await run(folder, 'npm', args);
}

async function run(folder: string, file: string, args: string[]): Promise<void> {
  const log = path.join(folder, 'install.log');
  const output = await open(log, 'a');
  try {
    const child = await spawnOwned(file, args, {
      cwd: folder,
      env: nodeFirst,
      stdio: ['ignore', output.fd, output.fd],
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code === 0) return;
    const lastLines = (await readFile(log, 'utf8')).trimEnd().split('\n').slice(-30).join('\n');
    throw new Error(`${path.basename(file)} ${args.join(' ')} failed in ${folder}:\n${lastLines}`);
  } finally {
    await output.close();
  }
}

if (import.meta.main) {
  console.log(await installN8n());
  console.log(await installLintTools());
}
