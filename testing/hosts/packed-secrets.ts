import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Canaries } from '../canaries.ts';

const canaries = new Canaries();

/** What a maintainer's or a release's environment may hold while a package is built: nothing of it may get in. */
export const secretsOfBuilder: Record<string, string> = Object.fromEntries(
  [
    'LIVESPACE_API_KEY',
    'LIVESPACE_API_SECRET',
    'LIVESPACE_WEBHOOK_SECRET',
    'NPM_TOKEN',
    'NODE_AUTH_TOKEN',
    'GITHUB_TOKEN',
    'ZAPIER_DEPLOY_KEY',
  ].map((name) => [name, canaries.plant(name)]),
);

/** @returns one line a find in what `npm pack` made */
export function leaksInTarball(tarball: string): string[] {
  // A tar holds its files whole, one behind the other.
  return canaries.in(gunzipSync(readFileSync(tarball)).toString());
}

/** @returns one line a find */
export function leaksInFiles(files: readonly string[]): string[] {
  return files.flatMap((file) => canaries.in(readFileSync(file, 'utf8')));
}
