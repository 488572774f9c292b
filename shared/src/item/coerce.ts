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
const plain = /^[+-]?\d+(?:\.\d+)?$/;
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
  if (plain.test(value)) return amount(Number(value));
  const [, sign = '', before = sign, digits = ''] =
    affixed.exec(value.replace(/\s/gu, ' ').replace('−', '-').trim()) ?? [];
  const known = groupings.find(({ form }) => form.test(digits));
  if (!known) return null;
  const number = amount(Number(digits.replaceAll(known.grouping, '').replace(',', '.')));
  return number !== null && (sign || before) === '-' ? -number : number;
}

/** A share in percent, with or without the sign. */
export function percent(value: unknown): number | null {
  return amount(typeof value === 'string' ? value.replace(/\s*%\s*$/, '') : value);
}

export function integer(value: unknown): number | null {
  const number = amount(value);
  return number === null ? null : Math.trunc(number);
}

const instantForm = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
/** Unix seconds or milliseconds: less would be the first years of that time, and is rather something else. */
const unixForm = /^\d{9,13}(?:\.\d+)?$/;
const leastUnix = 1e8;
const leastMilliseconds = 1e11;
const usual = /^[1-9]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}:[0-5]\dZ$/;

/**
 * @returns ISO 8601 in UTC, of the years 1970 to 9999. `+02` is an offset, a time without one is read as UTC (ASSUMED); a
 * number is Unix seconds or milliseconds; a leap second is the next second.
 */
export function instant(value: unknown): string | null {
  if (typeof value === 'number') return unixInstant(value);
  if (typeof value !== 'string' || value === '') return null;
  if (usual.test(value) && isDay(value.slice(0, 10))) return iso(Date.parse(value));
  const trimmed = value.trim();
  if (unixForm.test(trimmed)) return unixInstant(Number(trimmed));
  const [, date, time = '00:00', seconds = '00', fraction = '', zone = 'Z'] = instantForm.exec(trimmed) ?? [];
  if (!date || !isDay(date)) return null;
  const offset = /^z$/i.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  const isLeap = seconds === '60';
  const moment = Date.parse(`${date}T${time}:${isLeap ? '59' : seconds}${isLeap ? '' : fraction}${offset}`);
  return iso(isLeap ? moment + 1000 : moment);
}

function unixInstant(value: number): string | null {
  if (value < leastUnix) return null;
  return iso(Math.floor(value >= leastMilliseconds ? value : value * 1000));
}

const endOfYears = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function iso(moment: number): string | null {
  return moment >= 0 && moment <= endOfYears ? new Date(moment).toISOString() : null;
}

/** @returns the date as written, `YYYY-MM-DD`. */
export function day(value: unknown): string | null {
  const date = typeof value === 'string' ? value.trim().slice(0, 10) : '';
  return /^[1-9]\d{3}-(?:0[1-9]|1[0-2])-\d{2}$/.test(date) && isDay(date) ? date : null;
}

/** JavaScript takes 30 February for 2 March. */
function isDay(date: string): boolean {
  const number = Number(date.slice(8));
  return number <= 28 ? number > 0 : new Date(date).getUTCDate() === number;
}

/** A list, whether it came as one, as PHP's map of numbered keys, as a map by id, or as its only entry. */
export function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (isMapOfRows(value)) return Object.values(value);
  return isRecord(value) || text(value) !== null ? [value] : [];
}

const idForm = /^(?:\d+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/i;

export function isMapOfRows(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && Object.entries(value).every(([key, row]) => isRecord(row) || idForm.test(key));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
