import { spellings } from '../wire/deal.ts';

type Row = Readonly<Record<string, unknown>>;

/**
 * @param paths none of whose keys is one of JavaScript's own objects'.
 * @returns a reader of the first of these places in a row that `coerce` can make something of.
 */
export function reader<T>(paths: readonly string[], coerce: (value: unknown) => T | null): (row: Row) => T | null {
  const places = paths.flatMap(spellings).map(([key = '', ...inner]) => ({ key, inner }));
  return (row) => {
    for (const { key, inner } of places) {
      let value = row[key];
      for (const next of inner) value = typeof value === 'object' ? (value as Row | null)?.[next] : undefined;
      // Most places are empty, and what is missing needs no coercion.
      if (value === undefined || value === null) continue;
      const known = coerce(value);
      if (known !== null) return known;
    }
    return null;
  };
}
