/*
 * Livespace's loose times (observed: "2025-10-08 15:19:13+02", "" for missing) as strict ones. What can't be read is null.
 */

const instantForm =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/i;
/** Unix seconds or milliseconds: less would be the first years of that time, and is rather something else. */
const unixForm = /^\d{9,13}(?:\.\d+)?$/;
const leastUnix = 1e8;
const leastMilliseconds = 1e11;
/** The days that every year has. */
const everyYear = String.raw`(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)`;
const usualDay = new RegExp(String.raw`^[1-9]\d{3}-${everyYear}$`);
/** The two forms that Livespace was seen to write, where neither 29 February nor midnight needs a calendar. */
const usual = new RegExp(
  String.raw`^(?:19[7-9]|[2-9]\d\d)\d-${everyYear}[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-]\d\d)$`,
);

/**
 * @returns ISO 8601 in UTC, of the years 1970 to 9999. `+02` is an offset, a time without one is read as UTC (ASSUMED); a
 * number is Unix seconds or milliseconds; a leap second is the next second.
 */
export function instant(value: unknown): string | null {
  if (typeof value === 'number') return unixInstant(value);
  if (typeof value !== 'string' || value === '') return null;
  return usualInstant(value) ?? anyInstant(value.trim());
}

function usualInstant(value: string): string | undefined {
  if (!usual.test(value)) return undefined;
  if (value.length === 20) return `${value.slice(0, 10)}T${value.slice(11, 19)}.000Z`;
  const hour = Number(value.slice(11, 13)) - Number(value.slice(19));
  const isSameDay = hour >= 0 && hour < 24;
  return isSameDay ? `${value.slice(0, 10)}T${hour < 10 ? '0' : ''}${hour}${value.slice(13, 19)}.000Z` : undefined;
}

function anyInstant(trimmed: string): string | null {
  if (unixForm.test(trimmed)) return unixInstant(Number(trimmed));
  const [, date, time = '00:00', seconds = '00', fraction = '', zone = 'Z'] = instantForm.exec(trimmed) ?? [];
  if (!date || !isDay(date)) return null;
  const offset = /^[zug]/i.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
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
  return usualDay.test(date) || (/^[1-9]\d{3}-02-29$/.test(date) && isDay(date)) ? date : null;
}

/** JavaScript takes 30 February for 2 March. */
function isDay(date: string): boolean {
  return new Date(date).getUTCDate() === Number(date.slice(8));
}
