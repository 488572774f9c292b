/*
 * The part of IML's grammar that our files use (source: developers.make.com, “JavaScript in Make”). Anything else is
 * refused, so that no file can rely on what nobody has documented.
 */

export type Expression =
  | { kind: 'literal'; value: string | number }
  | { kind: 'path'; root: string; steps: (string | number)[] }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'unary'; operator: '!'; operand: Expression }
  | { kind: 'binary'; operator: Operator; left: Expression; right: Expression };

export const operators = ['||', '&&', '==', '>=', '+'] as const;
export type Operator = (typeof operators)[number];

/** Weakest first, as in JavaScript. */
const levels: readonly (readonly Operator[])[] = [['||'], ['&&'], ['=='], ['>='], ['+']];

export class ImlError extends Error {}

const token =
  /\s*(?:(?<text>'[^']*')|(?<number>-?\d+(?:\.\d+)?)|(?<name>[a-zA-Z_]\w*)|(?<mark>\|\||&&|==|>=|[!+(),.[\]]))/y;

/** @throws ImlError on what is not in the subset. */
export function parse(source: string): Expression {
  const tokens = tokenize(source);
  let at = 0;
  const peek = () => tokens[at];
  const take = (wanted?: string) => {
    const next = tokens[at];
    if (next === undefined || (wanted !== undefined && next !== wanted)) {
      throw new ImlError(`expected ${wanted ?? 'more'} at ${next ?? 'the end'}: ${source}`);
    }
    at += 1;
    return next;
  };

  function binary(level: number): Expression {
    const here = levels[level];
    if (!here) return unary();
    let left = binary(level + 1);
    while (here.includes(peek() as Operator)) {
      const operator = take() as Operator;
      left = { kind: 'binary', operator, left, right: binary(level + 1) };
    }
    return left;
  }

  function unary(): Expression {
    if (peek() !== '!') return primary();
    take();
    return { kind: 'unary', operator: '!', operand: unary() };
  }

  function primary(): Expression {
    const next = take();
    if (next === '(') {
      const inner = binary(0);
      take(')');
      return inner;
    }
    if (next.startsWith("'")) return { kind: 'literal', value: stringLiteral(next) };
    if (/^-?\d/.test(next)) return { kind: 'literal', value: Number(next) };
    if (!/^\w/.test(next)) throw new ImlError(`unexpected ${next}: ${source}`);
    return peek() === '(' ? { kind: 'call', name: next, args: args() } : { kind: 'path', root: next, steps: steps() };
  }

  function args(): Expression[] {
    take('(');
    const list: Expression[] = [];
    while (peek() !== ')') {
      if (list.length > 0) take(',');
      list.push(binary(0));
    }
    take(')');
    return list;
  }

  function steps(): (string | number)[] {
    const list: (string | number)[] = [];
    for (;;) {
      if (peek() === '.') {
        take();
        list.push(take());
      } else if (peek() === '[') {
        take();
        list.push(index(take()));
        take(']');
      } else return list;
    }
  }

  const whole = binary(0);
  if (at < tokens.length) throw new ImlError(`unexpected ${tokens[at]}: ${source}`);
  return whole;
}

function tokenize(source: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < source.trimEnd().length) {
    const from = token.lastIndex;
    const match = token.exec(source);
    if (!match) throw new ImlError(`not in the subset: ${source.slice(from)}`);
    found.push(match[0].trim().startsWith("'") ? (match.groups?.text as string) : match[0].trim());
  }
  return found;
}

/** How Make reads braces and backslashes inside an expression is not documented, and an empty text means null to it. */
function stringLiteral(quoted: string): string {
  const text = quoted.slice(1, -1);
  if (text === '' || /[{}\\]/.test(text)) throw new ImlError(`not a literal of the subset: ${quoted}`);
  return text;
}

/** “IML uses 1 to access the first item.” */
function index(written: string): number {
  const number = Number(written);
  if (!Number.isInteger(number) || number < 1) throw new ImlError(`[${written}] is no index: they count from 1`);
  return number;
}
