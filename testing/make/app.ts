import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../make/app');

// biome-ignore lint/suspicious/noExplicitAny: what the files hold is what the tests are about.
export type Json = any;

const read = new Map<string, Json>();

/** Not to be changed: every reader gets the same. */
export function readJson(path: string): Json {
  if (!read.has(path)) read.set(path, JSON.parse(readFileSync(join(root, path), 'utf8')));
  return read.get(path);
}

export const manifest: Json = readJson('makecomapp.json');

export type ComponentType = 'connection' | 'webhook' | 'module';

export interface Component {
  type: ComponentType;
  id: string;
  metadata: Json;
}

export const components: Component[] = (['connection', 'webhook', 'module'] as const).flatMap((type) =>
  Object.entries(manifest.components[type]).map(([id, metadata]) => ({ type, id, metadata: metadata as Json })),
);

/** A committed file of a component. */
export function code(type: ComponentType, id: string, kind: string): Json {
  return readJson(manifest.components[type][id].codeFiles[kind]);
}

export interface CodeFile {
  path: string;
  /** `connection`, `webhook`, `module`, `trigger` for a module that polls, or `general`. */
  owner: string;
  /** `communication`, `interface`, ... */
  kind: string;
}

/** Every file that the manifest names, except the README, which is no JSON. */
export const codeFiles: CodeFile[] = [
  ...files('general', { ...manifest.generalCodeFiles, readme: null }),
  ...components.flatMap(({ type, metadata }) =>
    files(metadata.moduleType === 'trigger' ? 'trigger' : type, metadata.codeFiles),
  ),
];

function files(owner: string, named: Record<string, string | null>): CodeFile[] {
  return Object.entries(named).flatMap(([kind, path]) => (path === null ? [] : [{ path, owner, kind }]));
}
