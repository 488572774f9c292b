/*
 * Livespace's loose values (observed: "5,00", "2025-10-08 15:19:13+02", "" for missing, [] for an empty map) as strict
 * ones. What can't be read is null.
 */

export function text(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

const amountForms = [
  { form: /^[+-]?\d+(?:[.,]\d+)?$/, grouping: '' },
  { form: /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/, grouping: ',' },
  { form: /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/, grouping: '.' },
];

/** Reads `12500.5`, `"5,00"`, `"1 234,50"`, `"1,234.50"` and `"1.234,50"`: a single separator is the decimal one. */
export function amount(value: unknown): number | null {
  if (typeof value !== 'string') return typeof value === 'number' && Number.isFinite(value) ? value : null;
  const compact = value.replace(/\s/g, '');
  const known = amountForms.find(({ form }) => form.test(compact));
  return known ? amount(Number(compact.replaceAll(known.grouping, '').replace(',', '.'))) : null;
}

export function integer(value: unknown): number | null {
  const number = amount(value);
  return number === null ? null : Math.trunc(number);
}

const instantForm = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** @returns ISO 8601 in UTC; `+02` is an offset, and a time without one is read as UTC (ASSUMED). */
export function instant(value: unknown): string | null {
  const [, date, time = '00:00', zone = 'Z'] = (typeof value === 'string' && instantForm.exec(value.trim())) || [];
  if (!date || !isDay(date)) return null;
  const offset = /^z$/i.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  const moment = new Date(`${date}T${time}${offset}`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** @returns the date as written, `YYYY-MM-DD`. */
export function day(value: unknown): string | null {
  const date = typeof value === 'string' ? value.trim().slice(0, 10) : '';
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && isDay(date) ? date : null;
}

/** JavaScript takes 30 February for 2 March. */
function isDay(date: string): boolean {
  return new Date(date).getUTCDate() === Number(date.slice(8));
}

/** A list, whether it came as one or as PHP's map of numbered keys. */
export function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isRecord(value) ? Object.values(value) : [];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
