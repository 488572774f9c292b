import { codeFiles, readJson } from '../../testing/make/app.ts';
import { expressionsIn, transform } from '../../testing/make/iml/evaluate.ts';
import { functions } from '../../testing/make/iml/functions.ts';
import { type Expression, parse } from '../../testing/make/iml/parse.ts';

describe('IML', () => {
  const request = ['temp', 'body', 'connection', 'webhook'];
  /** The variables that Make documents for each kind of file, as far as ours use them. */
  const variables: Record<string, string[]> = {
    'connection communication': ['temp', 'body', 'parameters'],
    'webhook attach': request,
    'webhook detach': request,
    'webhook communication': ['body'],
    'general base': ['connection'],
    'trigger communication': ['temp', 'body', 'connection', 'parameters', 'data', 'now', 'item'],
    'trigger epoch': ['parameters', 'item'],
  };
  const keywords = ['null', 'true', 'false', 'emptystring', 'emptyarray', 'uuid'];
  const used = new Set<string>();

  function inspect(expression: Expression, roots: string[]): void {
    if (expression.kind === 'path') expect([...roots, ...keywords]).toContain(expression.root);
    if (expression.kind === 'unary') inspect(expression.operand, roots);
    if (expression.kind === 'binary') for (const side of [expression.left, expression.right]) inspect(side, roots);
    if (expression.kind !== 'call') return;
    expect(['if', ...Object.keys(functions)]).toContain(expression.name);
    used.add(expression.name);
    for (const arg of expression.args) inspect(arg, roots);
  }

  it.each(codeFiles)('is of the subset in $path', ({ path, owner, kind }) => {
    for (const source of expressionsIn(readJson(path))) inspect(parse(source), variables[`${owner} ${kind}`] ?? []);
  });

  it('has no function on the list that no file uses', () => {
    expect([...used].sort()).toEqual(['if', ...Object.keys(functions)].sort());
  });

  it.each([
    "replace(body.a, '/a/', '')",
    "split(body.a, ',')",
    'body.a === 1',
    'body.a > 1',
    'body.list[0]',
    'env.SECRET',
    "contains(body.a, '\\\\d')",
    '"text"',
    'body.a; 1',
    "body.a == '1'",
  ])('throws on what is off the list: %s', (source) => {
    expect(() => transform(`{{${source}}}`, { body: { a: 1 } })).toThrow();
  });
});
