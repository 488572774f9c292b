import { spellings } from 'livespace-webhooks/wire';
import { firstOf, only, replace } from './iml.ts';

/*
 * The core's coerce.ts in IML: Livespace's loose values as strict ones. What can't be read is null, and whatever JSON
 * stands in the place is no error. Tests hold each against the core's own; what differs is listed in ../README.md.
 */

/** The value in JSON, in a list of its own: IML can't tell types, but JSON shows them by how it begins. */
function json(value: string): string {
  return `createJSON(add(emptyarray, ${value}))`;
}

const begin = (value: string) => `substring(${json(value)}, 1, 2)`;

/** @returns an expression that is not empty for a text that is not blank, and for a number. */
export function isText(value: string): string {
  return replace(json(value), '^.(["0-9-] *[^" ])?[^]*$', '$1');
}

function isList(value: string): string {
  return `${begin(value)} == '['`;
}

/** Whatever begins with none of these is a collection: a brace can't stand in a text here. */
function isMap(value: string): string {
  return `!contains('"-0123456789[tfn', ${begin(value)})`;
}

/** @returns an expression that is true for a list or collection with something in it. */
export function isFilled(value: string): string {
  return `!contains('[],null,""', substring(${json(value)}, 1, 3))`;
}

export function text(value: string): string {
  return `if(${isText(value)}, toString(${value}), null)`;
}

/** The text, or one that is of no other form. */
function anyText(value: string): string {
  return `if(${isText(value)}, trim(toString(${value})), '?')`;
}

// Spaces of every kind and the other currency signs are no ASCII.
const currency = '[^!-~]*(?:(?:[$]|[A-Z][A-Z][A-Z]|z|K|kr|Ft|lei)[^!-~]*[.]?[^!-~]*)?';
const amountForms = [
  '[0-9]+([.,][0-9]+)?',
  // A space or an apostrophe between the thousands.
  '[0-9][0-9]?[0-9]?([^!-&(-~][0-9][0-9][0-9])+([.,][0-9]+)?',
  '[0-9][0-9]?[0-9]?(,[0-9][0-9][0-9])+([.][0-9]+|,[0-9][0-9][0-9])',
  '[0-9][0-9]?[0-9]?([.][0-9][0-9][0-9])+(,[0-9]+|[.][0-9][0-9][0-9])',
];

/** @returns digits with a dot before the decimals, empty where the text is no amount. */
function digits(text: string): string {
  const minus = replace(text, '−', '-');
  const bare = replace(minus, `^${currency}[+]?(-?)${currency}([0-9].*?)${currency}$`, '$1$2');
  const known = only(bare, `-?(${amountForms.join('|')})`);
  const ungrouped = replace(known, '[^!-&(-~]', '', 'g');
  const whole = replace(ungrouped, '^[^.]*,[^.]*,[^.]*$|^[^,]*[.][^,]*[.][^,]*$', '$&.0');
  return replace(replace(whole, '[.,](?=.*[.,])', '', 'g'), ',', '.');
}

/** @param value of digits, and of the empty text too. */
export function numberOf(digits: string): string {
  return `parseNumber(ifempty(${digits}, '0'), '.')`;
}

function numberOrNull(digits: string): string {
  return `if(${digits}, ${numberOf(digits)}, null)`;
}

/** A number that counts from 0. */
export function integer(value: string): string {
  return numberOrNull(only(anyText(value), '[0-9]+'));
}

/** @returns digits of the first amount, unless that is zero or none; else of the second. */
export function nonZeroDigits(first: string, second: string): string {
  return firstOf([replace(digits(anyText(first)), '^-?[0.]*$', ''), digits(anyText(second))]);
}

export function nonZeroAmount(first: string, second: string): string {
  return numberOrNull(nonZeroDigits(first, second));
}

/** A share in percent, with or without the sign. */
export function percent(value: string): string {
  return numberOrNull(digits(replace(anyText(value), ' *%$', '')));
}

const monthsAndDays =
  '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))';
const leapDay = '(?:[1-9][0-9](?:0[48]|[2468][048]|[13579][26])|[2468][048]00|[13579][26]00)-02-29';
const since1000 = `(?:[1-9][0-9][0-9][0-9]-${monthsAndDays}|${leapDay})`;
const since1970 = `(?!1[0-8]|19[0-6])${since1000}`;
const time = '(?:[01][0-9]|2[0-3]):[0-5][0-9](?::(?:[0-5][0-9]|60)([.][0-9]+)?)?';
const zone = '(?:[Zz]|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)?';
/** Seconds have 9 to 11 digits, milliseconds 12 or 13. */
const unix = '[1-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]?[0-9]?[0-9]?[0-9]?([.][0-9]+)?';

/** @returns the first of the values that is a time, as it is written; an empty text where none is. */
export function timeText(values: readonly string[]): string {
  return firstOf(values.map((value) => only(anyText(value), `${since1970}(?:[Tt ]${time} *${zone})?|${unix}`)));
}

/** @returns a date in any case, since both branches of `if` may be evaluated. @param known what `timeText` gives. */
export function dateOf(known: string): string {
  const isoOrEpoch = replace(known, '^[0-9.]*$', '1970-01-01');
  const withSeconds = replace(isoOrEpoch, '^([^:]*:[0-9][0-9]) *([Zz+-].*)?$', '$1:00$2');
  // Make documents offsets of four digits.
  const withOffset = replace(withSeconds, '(:.*[+-][0-9][0-9])$', '$1:00');
  const parsed = `parseDate(${replace(withOffset, ':60', ':59')}, 'YYYY-MM-DD HH:mm:ssZ', 'UTC')`;
  const leapOrUnix = replace(replace(known, '^.*:60.*$', '1'), '^.*-.*$|^$', '0');
  const unixSeconds = replace(replace(leapOrUnix, '[.].*$', ''), '^(.........[0-9]?)...$', '$1');
  return `addSeconds(${parsed}, parseNumber(${unixSeconds}, '.'))`;
}

/** A date of Make's, which it shows in the user's time zone. @param values the first that is a time counts. */
export function instant(...values: string[]): string {
  const known = timeText(values);
  return `if(${known}, ${dateOf(known)}, null)`;
}

/** The same as text, in UTC and to the second; a time in any case. @param known what `timeText` gives. */
export function seconds(known: string): string {
  return `formatDate(${dateOf(known)}, 'YYYY-MM-DDTHH:mm:ss', 'UTC') + 'Z'`;
}

export function day(value: string): string {
  return `ifempty(${only(`substring(${anyText(value)}, 0, 10)`, since1000)}, null)`;
}

/** The value if it is a collection, else an empty one. @param row any collection. */
export function map(value: string, row: string): string {
  return `if(${isMap(value)}, ${value}, pick(${row}, 'nothing'))`;
}

const uuid = Array(5).fill('[0-9a-fA-F]+').join('-');
/** What JSON writes before a value that is a collection. */
const notMap = '"0-9a-z[-';

/**
 * @returns an expression that is not empty for PHP's map of numbered keys, and for a map by id; its first key tells.
 * @param key what the key must not be.
 */
function isRows(value: string, key = ''): string {
  return replace(json(value), `^..("${key}(?:(?:[0-9]+|${uuid})":|[^"]*":[^${notMap}]))?[^]*$`, '$1');
}

/** No id is 0, so that a map with such a key is a list. */
export function isMapById(value: string): string {
  return isRows(value, '(?!0")');
}

/** @returns an expression that is not empty for a text, a number, and a collection that has something in it. */
function isEntry(value: string): string {
  return replace(json(value), `^.(["0-9-] *[^" ]|[^${notMap}]")?[^]*$`, '$1');
}

/** A list, whether it came as one, as a map of rows, or as its only entry. @param row any collection. */
export function list(value: string, row: string): string {
  const rows = `map(toArray(${map(value, row)}), 'value')`;
  const alone = `if(${isEntry(value)}, add(emptyarray, ${value}), emptyarray)`;
  return `if(${isList(value)}, ${value}, if(${isRows(value)}, ${rows}, ${alone}))`;
}

/** Texts of a list of texts, or of objects with a name at one of these places. The first entry tells which. */
export function names(value: string, paths: readonly string[], row: string): string {
  const first = `if(${isRows(value)}, get(toArray(${map(value, row)}), '1.value'), ifempty(${value}[1], ${value}))`;
  const entries = list(value, row);
  const objects = paths.flatMap(spellings).reduceRight((otherwise, keys) => {
    const inside = keys.reduce((found, key) => `map(${found}, '${key}')`, entries);
    return `if(${isText(`get(${first}, '${keys.join('.')}')`)}, ${inside}, ${otherwise})`;
  }, 'emptyarray');
  return `remove(if(${isText(first)}, ${entries}, ${objects}), emptystring)`;
}

/**
 * @returns an expression of a list with one collection of these fields, empty where all of them are null. IML has no words
 *   for a collection, so it is parsed from JSON, and its braces are taken from an empty one.
 */
export function oneEntry(fields: Readonly<Record<string, string>>, row: string): string {
  const empty = `createJSON(pick(${row}, 'nothing'))`;
  const inner = (value: string) => replace(json(value), '^.|.$', '', 'g');
  const pairs = Object.entries(fields).map(([key, value]) => `'"${key}":' + ${inner(value)}`);
  const entry = `substring(${empty}, 0, 1) + ${pairs.join(` + ',' + `)} + substring(${empty}, 1, 2)`;
  const nothing = Object.keys(fields).map((key) => `"${key}":null`);
  return `parseJSON(${replace(`'[' + ${entry} + ']'`, `^..${nothing.join(',')}..$`, '[]')})`;
}
