import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** GitHub's anchors: lower case, spaces as hyphens, the rest of the signs dropped. */
function anchors(markdown: string): Set<string> {
  const headings = [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

function references(): [file: string, document: string, anchor: string][] {
  const files = globSync('**/*.{ts,md}', { cwd: root, exclude: ['**/node_modules', '**/dist', '**/.cache'] });
  return files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/docs\/(\w+\.md)#([\w-]+)/g)].map(
      ([, document = '', anchor = '']): [string, string, string] => [file, document, anchor],
    ),
  );
}

test('every anchor that the code names is a heading of the document', () => {
  const all = references();
  expect(all.length).toBeGreaterThan(10);
  const broken = all.filter(
    ([, document, anchor]) => !anchors(readFileSync(join(root, 'docs', document), 'utf8')).has(anchor),
  );
  expect(broken).toEqual([]);
});
