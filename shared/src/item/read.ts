import { spellings } from '../wire/deal.ts';

type Row = Readonly<Record<string, unknown>>;

/** @returns a reader of the first of these places in a row that `coerce` can make something of. */
export function reader<T>(paths: readonly string[], coerce: (value: unknown) => T | null): (row: Row) => T | null {
  const places = paths.flatMap(spellings);
  return (row) => {
    for (const place of places) {
      const value = at(row, place);
      // Most places are empty, and what is missing needs no coercion.
      if (value === undefined || value === null) continue;
      const known = coerce(value);
      if (known !== null) return known;
    }
    return null;
  };
}

function at(row: Row, [key = '', inner]: readonly string[]): unknown {
  const value = Object.hasOwn(row, key) ? row[key] : undefined;
  if (inner === undefined || typeof value !== 'object' || value === null)
    return inner === undefined ? value : undefined;
  return Object.hasOwn(value, inner) ? (value as Row)[inner] : undefined;
}
