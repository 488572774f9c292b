import { spellings } from 'livespace-webhooks/wire';
import { isList, isText, json, map } from './coerce.ts';
import { replace } from './iml.ts';

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
