import { anyText } from './coerce.ts';
import { firstOf, only, replace } from './iml.ts';

const monthsAndDays =
  '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))';
const leapDay = '(?:[1-9][0-9](?:0[48]|[2468][048]|[13579][26])|[2468][048]00|[13579][26]00)-02-29';
const since1000 = `(?:[1-9][0-9][0-9][0-9]-${monthsAndDays}|${leapDay})`;
const since1970 = `(?!1[0-8]|19[0-6])${since1000}`;
const time = '(?:[01][0-9]|2[0-3]):[0-5][0-9](?::(?:[0-5][0-9]|60)([.][0-9]+)?)?';
const zone = '(?:[Zz]|UTC|GMT|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)?';
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
  return `if(${known}, ${dateOf(closed(known))}, null)`;
}

/** After a `T`, Make would take a space for the one between date and time. It documents no names of zones. */
function closed(known: string): string {
  return replace(replace(known, '[UG][A-Z]*', 'Z'), ' +([Zz+-])', '$1');
}

/** The same as text, in UTC and to the second; a time in any case. @param known what `timeText` gives. */
export function seconds(known: string): string {
  return `formatDate(${dateOf(closed(known))}, 'YYYY-MM-DDTHH:mm:ss', 'UTC') + 'Z'`;
}

export function day(value: string): string {
  return `ifempty(${only(`substring(${anyText(value)}, 0, 10)`, since1000)}, null)`;
}
