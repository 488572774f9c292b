/*
 * How Make's parseDate reads a text. Make parses with Moment (a dependency of its IML package), and not strictly: each token
 * takes the next place that fits, and what stands before that place is passed over.
 */

const tokens: readonly (readonly [string, RegExp])[] = [
  ['year', /\d{1,4}/],
  ['-', /-/],
  ['month', /\d\d?/],
  ['-', /-/],
  ['day', /\d\d?/],
  [' ', / /],
  ['hour', /\d\d?/],
  [':', /:/],
  ['minute', /\d\d?/],
  [':', /:/],
  ['second', /\d\d?/],
  ['zone', /Z|[+-]\d\d(?::?\d\d)?/i],
];

/** @param format only `YYYY-MM-DD HH:mm:ssZ` is understood here. @returns nothing for what is no date. */
export function parseDate(text: string, format: string): Date | undefined {
  if (format !== 'YYYY-MM-DD HH:mm:ssZ') return undefined;
  const found = new Map<string, string>();
  let rest = text;
  for (const [name, pattern] of tokens) {
    const match = pattern.exec(rest);
    if (!match) continue;
    found.set(name, match[0]);
    rest = rest.slice(match.index + match[0].length);
  }
  const part = (name: string, otherwise: number) => Number(found.get(name) ?? otherwise);
  const [month, day] = [part('month', 1) - 1, part('day', 1)];
  const [hour, minute, second] = [part('hour', 0), part('minute', 0), part('second', 0)];
  const utc = new Date(Date.UTC(part('year', 1970), month, day, hour, minute, second));
  const overflows = utc.getUTCMonth() !== month || hour > 23 || minute > 59 || second > 59;
  if (overflows || !found.has('day')) return undefined;
  return new Date(utc.getTime() - offsetMinutes(found.get('zone') ?? 'Z') * 60_000);
}

function offsetMinutes(zone: string): number {
  const [, sign, hours, minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  if (!sign) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
