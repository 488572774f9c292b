import { codeFiles, readJson } from '../../testing/make/app.ts';
import { expressionsIn, transform } from '../../testing/make/iml/evaluate.ts';
import { functions } from '../../testing/make/iml/functions.ts';
import { type Expression, parse } from '../../testing/make/iml/parse.ts';

describe('IML', () => {
  const request = ['temp', 'body', 'statusCode', 'connection', 'webhook'];
  /** The variables that Make documents for each kind of file, as far as ours use them. */
  const variables: Record<string, string[]> = {
    'connection communication': ['temp', 'body', 'statusCode', 'parameters'],
    'webhook attach': request,
    'webhook detach': request,
    'webhook communication': ['body', 'parameters'],
    'general base': ['connection'],
    'trigger communication': ['temp', 'body', 'statusCode', 'connection', 'parameters', 'data', 'now', 'item'],
    'trigger epoch': ['parameters', 'item'],
  };
  const keywords = ['null', 'true', 'false', 'emptystring', 'emptyarray', 'uuid'];
  const used = new Set<string>();

  function inspect(expression: Expression, roots: string[]): void {
    if (expression.kind === 'path') expect([...roots, ...keywords]).toContain(expression.root);
    if (expression.kind === 'unary') inspect(expression.operand, roots);
    if (expression.kind === 'binary') for (const side of [expression.left, expression.right]) inspect(side, roots);
    if (expression.kind !== 'call') return;
    expect(Object.keys(functions)).toContain(expression.name);
    used.add(expression.name);
    for (const arg of expression.args) inspect(arg, roots);
  }

  it.each(codeFiles)('is of the subset in $path', ({ path, owner, kind }) => {
    for (const source of expressionsIn(readJson(path))) inspect(parse(source), variables[`${owner} ${kind}`] ?? []);
  });

  it('has no function on the list that no file uses', () => {
    expect([...used].sort()).toEqual(Object.keys(functions).sort());
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
    "if(body.a, 'yes', 'no')",
    "if(true, 'yes', parseNumber('x', '.'))",
    "'a' + body.nothing",
    "'a' + body.a",
    "replace(body.text, '/a[0-9]{2}/', 'b')",
    'createJSON(body.text)',
    "map(body.text, 'key')",
    'toArray(body.list)',
    "parseDate('2026-02-29', 'YYYY-MM-DD HH:mm:ssZ', 'UTC')",
    "parseDate('2026-11-24 10:00:60Z', 'YYYY-MM-DD HH:mm:ssZ', 'UTC')",
  ])('throws on what is off the list: %s', (source) => {
    expect(() => transform(`{{${source}}}`, { body: { a: 1, text: 'a', list: [] } })).toThrow();
  });

  it('has none beyond Make’s limits of length, of which the editor of its extension tells', () => {
    const { response } = readJson('modules/watch-deals-scheduled/watch-deals-scheduled.communication.iml.json').at(-1);
    for (const limited of [response.trigger.id, response.trigger.date, response.iterate.container]) {
      expect(limited.length).toBeLessThanOrEqual(512);
    }
  });
});
