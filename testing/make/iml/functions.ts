import { createHash } from 'node:crypto';
import { ImlError } from './parse.ts';

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

function array(value: Value): Value[] {
  if (Array.isArray(value)) return value;
  throw new ImlError(`an array is needed, not ${JSON.stringify(value)}`);
}

function date(value: Value): Date {
  if (value instanceof Date) return value;
  throw new ImlError(`a date is needed, not ${JSON.stringify(value)}`);
}

const regularExpression = /^\/(.+)\/([gim]*)$/s;

/**
 * Where the “tokens for date/time parsing” of `YYYY-MM-DD HH:mm:ssZ` are found in a text. Make parses with Moment (a
 * dependency of its IML package), which passes over what stands between them and leaves absent ones zero: the same
 * results were seen from moment-timezone 0.5.45.
 */
const dateTime = /^(\d{4})-(\d{2})-(\d{2})(?:\D+(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Whatever is no token stands for itself. */
const dateFormats: Readonly<Record<string, (iso: string) => string>> = {
  'YYYY-MM-DDTHH:mm:ss.SSS': (iso) => iso.slice(0, -1),
  'YYYY-MM-DD': (iso) => iso.slice(0, 10),
  'YYYY-MM-DD 23:59:59': (iso) => `${iso.slice(0, 10)} 23:59:59`,
};

export const functions: Readonly<Record<string, (...args: Value[]) => Value>> = {
  /** “Returns a second argument when the first is either not defined, null, or an empty string.” (DEV) */
  ifempty: (value, otherwise) => (isEmpty(value) ? otherwise : value),

  /** “Returns the value path of an object or array. To access nested objects, use dot notation.” (DEV) */
  get: (object, path) =>
    text(path)
      .split('.')
      .reduce<Value>((inner, key) => Object(inner)[key], object),

  /** “Converts any value to a string.” */
  toString: (value: Value) => text(value),

  /** “Converts all alphabetical characters in a text string to lowercase.” */
  lower: (value) => text(value).toLowerCase(),

  /** “Removes space characters at the start or end of the text.” */
  trim: (value) => text(value).trim(),

  /** “Verifies if text contains the search string.” */
  contains: (value, search) => text(value).includes(text(search)),

  /** `substring(Hello; 0; 3) = Hel` */
  substring: (value, start, end) => text(value).substring(Number(start), Number(end)),

  /**
   * “Regular expressions (enclosed in /.../) can be used as search string with a combination of flags (like g, i, m)
   * appended”; `$&` “inserts the matched substring”. Without an expression only the first or every occurrence may be
   * meant, so that is refused.
   */
  replace: (value, search, replacement) => {
    const [, pattern, flags] = regularExpression.exec(text(search)) ?? [];
    if (!pattern) throw new ImlError('replace() is used with regular expressions only');
    if (pattern.includes('(?<')) throw new ImlError('named groups and look-behind are not for Make');
    return text(value).replace(new RegExp(pattern, flags), text(replacement));
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
    if (format !== 'YYYY-MM-DD HH:mm:ssZ' || timezone !== 'UTC')
      throw new ImlError(`parseDate(…, ${format}, ${timezone})`);
    const [, year, month, day, hour = '00', minute = '00', second = '00', zone = 'Z'] =
      dateTime.exec(text(value)) ?? [];
    const offset = zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
    const parsed = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
    if (Number.isNaN(parsed.getTime())) throw new ImlError(`not a date: ${value}`);
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
  addDays: (value, days) => new Date(date(value).getTime() + Number(days) * 86_400_000),

  /** “Calculates the sha1 hash of a string. … Supported encodings: hex (default)” (DEV) */
  sha1: (value) => createHash('sha1').update(text(value), 'utf8').digest('hex'),

  /** “Calculates the sha256 hash of a string. … Supported encodings: hex (default)” (DEV) */
  sha256: (value) => createHash('sha256').update(text(value), 'utf8').digest('hex'),

  /** “Creates a JSON string inside a JSON object.” (DEV, “Processing of JSON strings inside a JSON object”) */
  createJSON: (value) => JSON.stringify(value),

  /** “Returns a primitive array containing values of a complex array. … Use raw variable names for keys.” */
  map: (value, key) => array(value).map((entry) => Object(entry)[text(key)]),

  /** “Returns the number of items in an array.” */
  length: (value) => array(value).length,

  /** “Merges two or more arrays into one array.” */
  merge: (...arrays) => arrays.flatMap(array),

  /** “Removes duplicates inside an array. Use the key argument to access properties inside complex objects.” */
  distinct: (value, key) => [
    ...new Map(
      array(value)
        .toReversed()
        .map((entry) => [Object(entry)[text(key)], entry]),
    ).values(),
  ],
};
