import { randomUUID } from 'node:crypto';
import { functions } from './functions.ts';
import { type Expression, ImlError, type Operator, parse } from './parse.ts';
import { isTrue } from './types.ts';

/** The variables that Make documents for a component, such as `body` and `connection`. */
export type Context = Readonly<Record<string, unknown>>;

/** Keywords of help.make.com; a primitive empty text is what `emptystring` comes to. */
const keywords: Readonly<Record<string, () => unknown>> = {
  null: () => null,
  true: () => true,
  false: () => false,
  emptystring: () => '',
  emptyarray: () => [],
  /** “RFC 4122 v4 unique identifier”, a new one each time. */
  uuid: () => randomUUID(),
};

/** @throws ImlError on a name, function or operator that is not on the list, or a use that nobody documents. */
export function evaluate(expression: Expression, context: Context): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'path':
      return expression.steps.reduce(step, root(expression.root, context));
    case 'unary':
      return !isTrue(evaluate(expression.operand, context));
    case 'binary':
      return apply(expression.operator, expression.left, expression.right, context);
    case 'call':
      return call(expression.name, expression.args, context);
  }
}

function root(name: string, context: Context): unknown {
  if (Object.hasOwn(keywords, name)) return keywords[name]?.();
  if (!Object.hasOwn(context, name)) throw new ImlError(`no such variable here: ${name}`);
  return context[name];
}

/** What is missing on the way is undefined, as in `{{body.data[2].prop}}`. */
function step(value: unknown, key: string | number): unknown {
  if (typeof key === 'number') return Array.isArray(value) ? value[key - 1] : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function apply(operator: Operator, left: Expression, right: Expression, context: Context): unknown {
  const value = evaluate(left, context);
  const other = evaluate(right, context);
  if (operator === '&&') return isTrue(value) ? other : value;
  if (operator === '||') return isTrue(value) ? value : other;
  if (operator === '==') return same(value, other);
  if (operator === '>=' && typeof value === 'number' && typeof other === 'number') return value >= other;
  if (operator === '+' && typeof value === 'string' && typeof other === 'string') return value + other;
  throw new ImlError(`${typeof value} ${operator} ${typeof other}`);
}

/** “All equality operations are strict”, but public notes on the runtime say loose: refused where that differs. */
function same(left: unknown, right: unknown): boolean {
  const strict = left === right;
  // biome-ignore lint/suspicious/noDoubleEquals: the loose one is what it is compared with.
  if (strict !== (left == right)) throw new ImlError(`strict or loose? ${typeof left} == ${typeof right}`);
  return strict;
}

/** Every argument is evaluated first, those of `if` too: nobody says that the branch which is not taken is left alone. */
function call(name: string, args: Expression[], context: Context): unknown {
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!known || (known.length > 0 && !optional.has(name) && known.length !== args.length))
    throw new ImlError(`no such function here: ${name}/${args.length}`);
  return known(...args.map((arg) => evaluate(arg, context)));
}

/** Functions some of whose arguments need not be there. */
const optional = new Set(['switch', 'pick', 'omit', 'add', 'remove', 'map']);

const parsed = new Map<string, Expression>();

/** Parses each expression once, since most are long. */
function parseOnce(source: string): Expression {
  const expression = parsed.get(source) ?? parse(source);
  parsed.set(source, expression);
  return expression;
}

const wholeExpression = /^\{\{([^{}]*)\}\}$/;
const anyExpression = /\{\{([^{}]*)\}\}/g;

/**
 * Replaces every `{{expression}}` in a directive, however deep. One that is the whole text keeps its type; within a
 * longer text it becomes text.
 */
export function transform(template: unknown, context: Context): unknown {
  if (Array.isArray(template)) return template.map((entry) => transform(entry, context));
  if (typeof template === 'object' && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, transform(value, context)]));
  }
  if (typeof template !== 'string') return template;
  const whole = wholeExpression.exec(template)?.[1];
  if (whole !== undefined) return evaluate(parseOnce(whole), context);
  if (template.replace(anyExpression, '').includes('{{')) throw new ImlError(`braces in an expression: ${template}`);
  return template.replace(anyExpression, (_, inner: string) => String(evaluate(parseOnce(inner), context) ?? ''));
}

/** Every expression in a file. */
export function expressionsIn(template: unknown): string[] {
  if (typeof template === 'string') return [...template.matchAll(anyExpression)].map(([, inner = '']) => inner);
  return typeof template === 'object' && template !== null ? Object.values(template).flatMap(expressionsIn) : [];
}
