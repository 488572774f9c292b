/*
 * Livespace's loose values (observed: "5,00", "2025-10-08 15:19:13+02", "" for missing, [] for an empty map) as strict
 * ones. What can't be read is null.
 */

export function text(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : null;
}

/** A currency before or after the amount: a sign, a code of three letters, or the short forms of our users' currencies. */
const currency = String.raw`(?:\p{Sc}|(?:[A-Z]{3}|zł|Kč|kr|Ft|lei|лв)\.?)?`;
const longestAmount = 64;
const affixed = new RegExp(String.raw`^(?:${currency}\s*([+-]?)|([+-])${currency}\s*)(\d.*?)\s*${currency}$`, 'u');
const plain = /^[+-]?\d+(?:[.,]\d+)?$/;
/** Digits in groups of three, and the decimal sign that goes with what parts them; a single sign is the decimal one. */
const groupings = [
  { form: /^\d+(?:[.,]\d+)?$/, grouping: '' },
  { form: /^\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/, grouping: ' ' },
  { form: /^\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?$/, grouping: /['’]/g },
  { form: /^\d{1,3}(?:,\d{3})+\.\d+$|^\d{1,3}(?:,\d{3}){2,}$/, grouping: ',' },
  { form: /^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$/, grouping: '.' },
];

/**
 * Reads `12500.5`, `"5,00"`, `"1 234,50"`, `"1,234.50"`, `"1'234.50"`, `"12 500,5 zł"` and `"PLN 12,500.50"`. A single
 * separator is the decimal one.
 */
export function amount(value: unknown): number | null {
  if (typeof value !== 'string') return typeof value === 'number' && Number.isFinite(value) ? value : null;
  if (value.length > longestAmount) return null;
  if (plain.test(value)) return Number(value.replace(',', '.'));
  const [, sign = '', before = sign, digits = ''] =
    affixed.exec(value.replace(/\s/gu, ' ').replace('−', '-').trim()) ?? [];
  const known = groupings.find(({ form }) => form.test(digits));
  if (!known) return null;
  const number = amount(Number(digits.replaceAll(known.grouping, '').replace(',', '.')));
  return number !== null && (sign || before) === '-' ? -number : number;
}

/** A share in percent, with or without the sign. */
export function percent(value: unknown): number | null {
  return amount(typeof value === 'string' && value.includes('%') ? value.trimEnd().replace(/%$/, '').trimEnd() : value);
}

export function integer(value: unknown): number | null {
  const number = amount(value);
  return number === null ? null : Math.trunc(number);
}

/** A list, whether it came as one, as PHP's map of numbered keys, as a map by id, or as its only entry. */
export function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (isMapOfRows(value)) return Object.values(value);
  return isRecord(value) || text(value) !== null ? [value] : [];
}

const idForm = /^(?:\d+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

/** A number or a UUID, as text. */
export function isId(value: string | null): boolean {
  return value !== null && idForm.test(value);
}

export function isMapOfRows(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && Object.entries(value).every(([key, row]) => isRecord(row) || isId(key));
}

/** What PHP may write for "none". */
export function isNothing(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === false || value === '';
}

/** A map by id, as entries. PHP writes a list with gaps as a map too; no id is 0. */
export function byId(value: unknown): [id: string, row: unknown][] | undefined {
  return isMapOfRows(value) && !Object.hasOwn(value, '0') ? Object.entries(value) : undefined;
}

/** A list, as {@link list} takes it; what is keyed by id need not repeat it. */
export function rowList(value: unknown): unknown[] {
  return (
    byId(value)?.map(([id, row]) => (isRecord(row) && isId(id) ? { ...row, id: row.id ?? id } : row)) ?? list(value)
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
