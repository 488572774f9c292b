import { dirname } from 'node:path';

const notice = `# Generated

Every file in this folder is written by \`make/source\`. Change that, then run \`npm run generate -w livespace-make\`; what is
changed here is lost the next time, and a test fails until then.
`;

/** Make shows it to whoever opens the app in its editor. */
const readme = `# Livespace

Starts scenarios when a deal is created or its status changes in [Livespace CRM](https://www.livespace.io). How to deploy and use the app
stands in \`make/README.md\` of its repository.

${notice.replace('# Generated', '## Generated')}`;

/** @returns a notice for each folder of the app. @param paths of its files. */
export function notices(paths: Iterable<string>): Map<string, string> {
  const folders = new Set([...paths].flatMap(foldersOf));
  return new Map([...folders].map((folder) => [`${folder}README.md`, folder === '' ? readme : notice]));
}

/** `a/b/c.json` is in `a/b/`, `a/` and the root. */
function foldersOf(path: string): string[] {
  const folder = dirname(path);
  return folder === '.' ? [''] : [`${folder}/`, ...foldersOf(folder)];
}
