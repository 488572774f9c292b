/*
 * `npm run facts -- FILE`: holds our table of fields against what Livespace sends. FILE is JSON: an event, a deal, a list of
 * either, an answer of the API, or the vendor's OpenAPI file. The day somebody has one, this settles docs/livespace.md#fields.
 */
import { readFileSync } from 'node:fs';
import {
  dealPaths,
  livespaceDeal,
  ownerPaths,
  ownersPath,
  partPaths,
  reasonPaths,
  spellings,
} from 'livespace-webhooks/wire';
import { dealsOf, type Row } from './facts/deals-of.ts';

const fields: readonly [field: string, paths: readonly string[]][] = [
  ['id', Object.keys(livespaceDeal.shape)],
  ...Object.entries(dealPaths),
  ['owners', [ownersPath]],
  ...Object.entries(reasonPaths).flatMap(([status, paths]): [string, readonly string[]][] => [
    [`reason, where ${status}`, paths.reason],
    [`reason_note, where ${status}`, paths.reason_note],
  ]),
];

/** What is known to be read inside a list or map, whatever its place. */
const parts: Readonly<Record<string, readonly string[]>> = {
  [ownersPath]: (['id', 'name', 'email'] as const).flatMap(ownerPaths),
  products: partPaths.product.name,
  tags: partPaths.tag.name,
};

function at(row: Row, place: readonly string[]): unknown {
  return place.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Row)[key] : undefined),
    row,
  );
}

function typeOf(value: unknown): string {
  if (value === null || value === '') return 'empty';
  if (Array.isArray(value)) return `list of ${value.length}`;
  return typeof value;
}

/** @returns where the field stands, with the types seen there. */
function found(rows: readonly Row[], paths: readonly string[]): string[] {
  return paths.flatMap(spellings).flatMap((place) => {
    const values = rows.map((row) => at(row, place)).filter((value) => value !== undefined);
    const types = [...new Set(values.map(typeOf))];
    return types.length > 0 ? [`${place.join('.')} (${types.join(', ')})`] : [];
  });
}

/** @returns the keys of a row that no path names, and inside objects likewise. */
function unread(row: Row): string[] {
  const known = new Set(fields.flatMap(([, paths]) => paths.flatMap(spellings)).map((place) => place.join('.')));
  const heads = new Set([...known].map((place) => place.split('.')[0]));
  return Object.entries(row).flatMap(([key, value]) => {
    if (!heads.has(key)) return [key];
    const list = Array.isArray(value) ? value : [value];
    const inner = new Set(list.flatMap((one) => (typeof one === 'object' && one !== null ? Object.keys(one) : [])));
    const part = (parts[key] ?? []).flatMap(spellings).map(([first]) => first);
    return [...inner]
      .filter((name) => !known.has(`${key}.${name}`) && !part.includes(name))
      .map((name) => `${key}.${name}`);
  });
}

function main(file: string | undefined): number {
  if (file === undefined) {
    console.error('Name a file: npm run facts -- event.json');
    return 2;
  }
  let rows: Row[];
  try {
    rows = dealsOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    console.error(`${file} can’t be read as JSON: ${error instanceof Error ? error.name : 'error'}.`);
    return 2;
  }
  if (rows.length === 0) {
    console.error(`${file} holds no deal: no event with data, no row with an id, no schema of one.`);
    return 1;
  }
  console.log(`${rows.length} deal${rows.length === 1 ? '' : 's'}\n`);
  for (const [field, paths] of fields) console.log(`${field.padEnd(28)} ${found(rows, paths).join('; ') || '–'}`);
  const keys = [...new Set(rows.flatMap(unread))];
  console.log(`\nNobody reads: ${keys.join(', ') || 'nothing; every key has its place'}`);
  return 0;
}

process.exitCode = main(process.argv[2]);
