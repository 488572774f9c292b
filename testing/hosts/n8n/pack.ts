import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { secretsOfBuilder } from '../packed-secrets.ts';
import { nodeFirst } from './install.ts';

const folder = path.resolve(import.meta.dirname, '../../../n8n');

export interface Packed {
  /** Absolute path of the `.tgz`. */
  tarball: string;
  /** Bytes without source maps. */
  unpackedSize: number;
  files: string[];
}

/** Builds the node and packs it as `npm publish` would, into a temporary folder that goes with this process. */
export async function packNode(): Promise<Packed> {
  const target = await mkdtemp(path.join(tmpdir(), 'n8n-nodes-livespace-'));
  process.on('exit', () => rmSync(target, { recursive: true, force: true }));
  const npm = (...args: string[]) =>
    promisify(execFile)('npm', args, { cwd: folder, env: { ...nodeFirst, ...secretsOfBuilder } });
  await npm('run', '-s', 'build');
  const [packed] = JSON.parse((await npm('pack', '--json', '--pack-destination', target)).stdout);
  const files = (packed.files as { path: string; size: number }[]).filter((file) => !file.path.endsWith('.map'));
  return {
    tarball: path.join(target, packed.filename),
    unpackedSize: files.reduce((sum, { size }) => sum + size, 0),
    files: files.map((file) => file.path),
  };
}
