import { ImlError } from './parse.ts';

export type Value = unknown;

export function isEmpty(value: Value): boolean {
  return value === undefined || value === null || value === '';
}

/** “Type coercion”: a number becomes text; other types are refused here. */
export function text(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new ImlError(`a text is needed, not ${JSON.stringify(value)}`);
}

export function collection(value: Value): Record<string, Value> {
  if (isCollection(value)) return value;
  throw new ImlError(`a collection is needed, not ${JSON.stringify(value)}`);
}

export function isCollection(value: Value): value is Record<string, Value> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

export function number(value: Value): number {
  if (typeof value === 'number') return value;
  throw new ImlError(`a number is needed, not ${JSON.stringify(value)}`);
}

export function array(value: Value): Value[] {
  if (Array.isArray(value)) return value;
  throw new ImlError(`an array is needed, not ${JSON.stringify(value)}`);
}

export function date(value: Value): Date {
  if (value instanceof Date) return value;
  throw new ImlError(`a date is needed, not ${JSON.stringify(value)}`);
}

/** Stands out wherever it gets to. */
export const unknownText = '\uFFFD';

/**
 * “Type coercion” to a boolean: a text is no for `false` and for an empty one, a number is yes even if it is 0, anything else
 * is yes where it exists. JavaScript differs in the text `false` and in 0, so these are refused.
 */
export function isTrue(value: Value): boolean {
  if (typeof value === 'number' || value === 'false') throw new ImlError(`yes or no? ${JSON.stringify(value)}`);
  return Boolean(value);
}

/** What is missing on the way is undefined. */
export function inside(value: Value, key: string): Value {
  if (Array.isArray(value)) return /^[1-9]\d*$/.test(key) ? value[Number(key) - 1] : undefined;
  return isCollection(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
