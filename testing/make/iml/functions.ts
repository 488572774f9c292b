import { createHash } from 'node:crypto';
import { ImlError } from './parse.ts';
import { parseDate } from './parse-date.ts';

/*
 * The functions that our files may use, each as Make documents it. Texts are quoted from help.make.com (“Text and binary
 * functions”, “Date and time functions”, “Math functions”, “Array functions”, “General functions”) or from
 * developers.make.com (“JavaScript in Make”, called DEV). A use that the documentation says nothing of is refused.
 */

type Value = unknown;

function isEmpty(value: Value): boolean {
  return value === undefined || value === null || value === '';
}

/** “Type coercion”: a number becomes text; other types are refused here. */
function text(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new ImlError(`a text is needed, not ${JSON.stringify(value)}`);
}

function collection(value: Value): Record<string, Value> {
  if (isCollection(value)) return value;
  throw new ImlError(`a collection is needed, not ${JSON.stringify(value)}`);
}

function isCollection(value: Value): value is Record<string, Value> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function number(value: Value): number {
  if (typeof value === 'number') return value;
  throw new ImlError(`a number is needed, not ${JSON.stringify(value)}`);
}

function array(value: Value): Value[] {
  if (Array.isArray(value)) return value;
  throw new ImlError(`an array is needed, not ${JSON.stringify(value)}`);
}

function date(value: Value): Date {
  if (value instanceof Date) return value;
  throw new ImlError(`a date is needed, not ${JSON.stringify(value)}`);
}

/** Stands out wherever it gets to. */
const unknownText = '\uFFFD';

const compiled = new Map<string, RegExp>();
const regularExpression = /^\/(.+)\/([gim]*)$/s;

/** Whatever is no token stands for itself. */
const dateFormats: Readonly<Record<string, (iso: string) => string>> = {
  'YYYY-MM-DDTHH:mm:ss': (iso) => iso.slice(0, 19),
  'YYYY-MM-DD': (iso) => iso.slice(0, 10),
  'YYYY-MM-DD 23:59:59': (iso) => `${iso.slice(0, 10)} 23:59:59`,
};

/**
 * “Type coercion” to a boolean: a text is no for `false` and for an empty one, a number is yes even if it is 0, anything else
 * is yes where it exists. JavaScript differs in the text `false` and in 0, so these are refused.
 */
export function isTrue(value: Value): boolean {
  if (typeof value === 'number' || value === 'false') throw new ImlError(`yes or no? ${JSON.stringify(value)}`);
  return Boolean(value);
}

export const functions: Readonly<Record<string, (...args: Value[]) => Value>> = {
  /** “Returns value 1 if the expression is evaluated to be true. Otherwise, it returns value 2.” */
  if: (expression, yes, no) => (isTrue(expression) ? yes : no),

  /** “Returns a second argument when the first is either not defined, null, or an empty string.” (DEV) */
  ifempty: (value, otherwise) => (isEmpty(value) ? otherwise : value),

  /** “Returns the value path of an object or array. … The first item in an array is index 1.” `get(array;5.raw name)` */
  get: (object, path) => text(path).split('.').reduce<Value>(inside, object),

  /** “Evaluates one value … against a list of values, and returns the result corresponding to the first matching value.” */
  switch: (value, ...rest) => {
    for (let at = 0; at + 1 < rest.length; at += 2) if (rest[at] === value) return rest[at + 1];
    return rest.length % 2 === 1 ? rest.at(-1) : undefined;
  },

  /** “Picks elements with the given keys from a collection. Returns a collection that contains only the picked elements.” */
  pick: (value, ...keys) => {
    const from = collection(value);
    return Object.fromEntries(keys.map(text).flatMap((key) => (Object.hasOwn(from, key) ? [[key, from[key]]] : [])));
  },

  /** “Removes elements with the given keys from a collection.” */
  omit: (value, ...keys) =>
    Object.fromEntries(Object.entries(collection(value)).filter(([key]) => !keys.map(text).includes(key))),

  /** “Converts any value to a string.” To which string other than text and numbers are, nobody says. */
  toString: (value: Value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : unknownText),

  /** “Converts all alphabetical characters in a text string to lowercase.” */
  lower: (value) => text(value).toLowerCase(),

  /** “Removes space characters at the start or end of the text.” */
  trim: (value) => text(value).trim(),

  /** “Verifies if text contains the search string”, and “if an array contains the value”. */
  contains: (value, search) => (Array.isArray(value) ? value.includes(search) : text(value).includes(text(search))),

  /** `substring(Hello; 0; 3) = Hel` */
  substring: (value, start, end) => text(value).substring(Number(start), Number(end)),

  /**
   * “Regular expressions (enclosed in /.../) can be used as search string with a combination of flags (like g, i, m)
   * appended”; `$&` “inserts the matched substring”, `$n` “the nth parenthesized submatch string”. Without an expression only the first or every occurrence may be
   * meant, so that is refused.
   */
  replace: (value, search, replacement) => {
    const [, pattern, flags] = regularExpression.exec(text(search)) ?? [];
    if (!pattern) throw new ImlError('replace() is used with regular expressions only');
    if (/\(\?<|[{}\\]/.test(pattern))
      throw new ImlError(`named groups, look-behind, braces and backslashes: ${pattern}`);
    const key = text(search);
    const known = compiled.get(key) ?? new RegExp(pattern, flags);
    compiled.set(key, known);
    return text(value).replace(known, text(replacement));
  },

  /** “Parses a string with a number and returns the number.” `parseNumber(1.756,456; ,) = 1756.456` */
  parseNumber: (value, decimalSeparator) => {
    const [separator, grouping] = decimalSeparator === ',' ? [',', '.'] : ['.', ','];
    const number = Number(text(value).replaceAll(grouping, '').replace(separator, '.'));
    if (text(value).trim() === '' || Number.isNaN(number)) throw new ImlError(`not a number: ${value}`);
    return number;
  },

  /** “Converts a text string to a date, according to the format and timezone that you specify.” */
  parseDate: (value, format, timezone) => {
    const parsed = timezone === 'UTC' ? parseDate(text(value), text(format)) : undefined;
    if (!parsed) throw new ImlError(`parseDate(${value}, ${format}, ${timezone})`);
    return parsed;
  },

  /** “Text representation of the given Date value according to the specified format and timezone.” */
  formatDate: (value, format, timezone) => {
    const iso = date(value).toISOString();
    const formatted = dateFormats[text(format)];
    if (timezone !== 'UTC' || !formatted) throw new ImlError(`formatDate(…, ${format}, ${timezone})`);
    return formatted(iso);
  },

  /** “Returns a new date as a result of adding a given number of days to a date. To subtract days, enter a negative number.” */
  addDays: (value, days) => new Date(date(value).getTime() + number(days) * 86_400_000),

  /** “Returns a new date as a result of adding a given number of seconds to a date.” */
  addSeconds: (value, seconds) => new Date(date(value).getTime() + number(seconds) * 1000),

  /** “Encodes special characters in a text to a valid URL address.” */
  encodeURL: (value) => encodeURIComponent(text(value)),

  /** “Calculates the sha1 hash of a string. … Supported encodings: hex (default)” (DEV) */
  sha1: (value) => createHash('sha1').update(text(value), 'utf8').digest('hex'),

  /** “Calculates the sha256 hash of a string. … Supported encodings: hex (default)” (DEV) */
  sha256: (value) => createHash('sha256').update(text(value), 'utf8').digest('hex'),

  /** “Creates a JSON string inside a JSON object.” (DEV, “Processing of JSON strings inside a JSON object”) */
  createJSON: (value) => JSON.stringify(Array.isArray(value) ? value : collection(value)),

  /** Makes of “a JSON string” what is in it (DEV, the same page). */
  parseJSON: (value) => JSON.parse(text(value)),

  /** “Removes values specified in the parameters of an array. Effective only in case of primitive arrays of text or numbers.” */
  remove: (value, ...values) => array(value).filter((entry) => !values.includes(entry)),

  /** “Adds values specified in parameters to an array and returns that array.” */
  add: (value, ...more) => [...array(value), ...more],

  /** “Converts a collection into an array of key-value collections.” */
  toArray: (value) => Object.entries(collection(value)).map(([key, inner]) => ({ key, value: inner })),

  /**
   * “Returns a primitive array containing values of a complex array. Allows filtering values. Use raw variable names for
   * keys.” `map(Emails[];email;label;work,home)`
   */
  map: (value, key, filterKey, filterValues) =>
    array(value)
      .filter(
        (entry) =>
          filterKey === undefined ||
          text(filterValues)
            .split(',')
            .includes(text(inside(entry, text(filterKey)))),
      )
      .map((entry) => inside(entry, text(key))),

  /** “Returns the number of items in an array.” */
  length: (value) => array(value).length,

  /** “Merges two or more arrays into one array.” */
  merge: (...arrays) => arrays.flatMap(array),

  /** “Removes duplicates inside an array. Use the key argument to access properties inside complex objects.” */
  distinct: (value, key) => [
    ...new Map(
      array(value)
        .toReversed()
        .map((entry) => [inside(entry, text(key)), entry]),
    ).values(),
  ],
};

/** What is missing on the way is undefined. */
function inside(value: Value, key: string): Value {
  if (Array.isArray(value)) return /^[1-9]\d*$/.test(key) ? value[Number(key) - 1] : undefined;
  return isCollection(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
