import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const wire = readdirSync(path.join(root, 'shared/src/wire')).map((file) => `shared/src/wire/${file}`);

/** The declarations of a file with the comment that stands before each, or before the first of its group. */
function declarations(source: string): { name: string; comment: string }[] {
  let comment = '';
  return source.split(/\n\n+/).flatMap((block) => {
    comment = /\/\*[\s\S]*?\*\//.exec(block)?.[0] ?? '';
    return [...block.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name = '']) => ({ name, comment }));
  });
}

test.each(wire)('%s: each fact says how well it is known', (file) => {
  const source = read(file);
  const ofFile = /^\/\*\n[\s\S]*?\*\//m.exec(source)?.[0] ?? '';
  const unmarked = declarations(source)
    .filter(({ comment }) => !/documented|observed|assumed/i.test(comment + ofFile))
    .map(({ name }) => name);
  expect(unmarked).toEqual([]);
});

test('each fact that the core’s comments lead to stands in docs/livespace.md', () => {
  const sources = readdirSync(path.join(root, 'shared/src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => read(`shared/src/${file}`));
  const anchors = sources.flatMap((source) =>
    [...source.matchAll(/docs\/livespace\.md#([\w-]+)/g)].map(([, anchor]) => anchor),
  );
  const headings = [...read('docs/livespace.md').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
  expect(anchors.length).toBeGreaterThan(10);
  expect(anchors.filter((anchor) => !headings.includes(anchor ?? ''))).toEqual([]);
});
