import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import core from '../shared/package.json' with { type: 'json' };

const root = path.resolve(__dirname, '..');

/** Where the code stands that users run. */
const rooms = [
  'shared/src',
  'zapier/src',
  'n8n/nodes',
  'n8n/credentials',
  'make/source',
  'simulator/src',
  'simulator/page',
];

/** @returns every source file of product code, as `shared/src/index.ts`. */
export function productFiles(): string[] {
  return rooms.flatMap((room) => globSync(`${room}/**/*.{ts,js}`, { cwd: root })).sort();
}

export function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** What a file imports of product code, types too. A name of the core's package leads to the file that the entry is made of. */
export function importsOf(file: string): string[] {
  return ts.preProcessFile(read(file), true, true).importedFiles.flatMap(({ fileName }) => resolve(file, fileName));
}

function resolve(from: string, specifier: string): string[] {
  if (specifier.startsWith('.')) {
    const plain = path.join(path.dirname(from), specifier);
    const found = [plain, `${plain}.ts`, `${plain}/index.ts`].find(
      (file) => /\.[jt]s$/.test(file) && existsSync(path.join(root, file)),
    );
    return found ? [found] : [];
  }
  const [name, ...entry] = specifier.split('/');
  if (name !== core.name) return [];
  const exported: Record<string, { 'livespace-source': string }> = core.exports;
  const source = exported[['.', ...entry].join('/')]?.['livespace-source'];
  if (!source) throw new Error(`${from} imports ${specifier}, which the core does not export`);
  return [path.join('shared', source)];
}

/** The texts in a file: its string, template and pattern literals. Comments and names of variables are none. */
export function literalsOf(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isLiteralExpression(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest));
  return found;
}
