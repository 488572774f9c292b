import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Other people's code travels with its licence.
 *
 * @param {import('esbuild').Metafile} metafile of a bundle
 * @returns {Promise<string>} the licences of all packages of which something is in it
 * @throws where one of them has none
 */
export async function licencesOf({ inputs }) {
  const folders = Object.keys(inputs).flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map(async (folder) => {
    const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
    if (!file) throw new Error(`${name} has no licence to hand on.`);
    return `${name} ${version}\n\n${await readFile(join(folder, file), 'utf8')}`;
  });
  return (await Promise.all(texts)).join('\n\n');
}
