import { createHash } from 'node:crypto';
import { collectionFunctions } from './collection-functions.ts';
import { ImlError } from './parse.ts';
import { parseDate } from './parse-date.ts';
import { date, isEmpty, isTrue, number, text, unknownText, type Value } from './types.ts';

/*
 * The functions that our files may use, each as Make documents it. Texts are quoted from help.make.com (“Text and binary
 * functions”, “Date and time functions”, “Math functions”, “Array functions”, “General functions”) or from
 * developers.make.com (“JavaScript in Make”, called DEV). A use that the documentation says nothing of is refused.
 */

const compiled = new Map<string, RegExp>();
const regularExpression = /^\/(.+)\/([gim]*)$/s;

/** Whatever is no token stands for itself. */
const dateFormats: Readonly<Record<string, (iso: string) => string>> = {
  'YYYY-MM-DDTHH:mm:ss': (iso) => iso.slice(0, 19),
  'YYYY-MM-DD': (iso) => iso.slice(0, 10),
  'YYYY-MM-DD 23:59:59': (iso) => `${iso.slice(0, 10)} 23:59:59`,
};

export const functions: Readonly<Record<string, (...args: Value[]) => Value>> = {
  ...collectionFunctions,

  /** “Returns value 1 if the expression is evaluated to be true. Otherwise, it returns value 2.” */
  if: (expression, yes, no) => (isTrue(expression) ? yes : no),

  /** “Returns a second argument when the first is either not defined, null, or an empty string.” (DEV) */
  ifempty: (value, otherwise) => (isEmpty(value) ? otherwise : value),

  /** “Evaluates one value … against a list of values, and returns the result corresponding to the first matching value.” */
  switch: (value, ...rest) => {
    for (let at = 0; at + 1 < rest.length; at += 2) if (rest[at] === value) return rest[at + 1];
    return rest.length % 2 === 1 ? rest.at(-1) : undefined;
  },

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
};
