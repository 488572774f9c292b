import { anyText } from './coerce.ts';
import { firstOf, only, replace } from './iml.ts';

const longest = 64;
/*
 * What the core's pattern calls `\s` and `\p{Sc}`, since a text of IML can't hold the backslash. Nor a line break: white space
 * and what can't be seen is whatever is neither of these.
 */
const space = '[^!-~\u00a1-\u167f\u1681-\u1fff\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\ufefe\uff00-\ufffd]';
const signs =
  '$\u00a2-\u00a5\u058f\u060b\u07fe\u07ff\u09f2\u09f3\u09fb\u0af1\u0bf9\u0e3f\u17db\u20a0-\u20c1\ua838\ufdfc\ufe69\uff04\uffe0\uffe1\uffe5\uffe6';
const currency = `${space}*(?:(?:[${signs}]|(?:[A-Z][A-Z][A-Z]|zł|Kč|kr|Ft|lei|лв)[.]?)${space}*)?`;
/** A space or an apostrophe, which would end a text of IML. */
const between = `(?:${space}|’|(?![&(])[&-(])`;
const amountForms = [
  '[0-9]+([.,][0-9]+)?',
  `[0-9][0-9]?[0-9]?(${between}[0-9][0-9][0-9])+([.,][0-9]+)?`,
  '[0-9][0-9]?[0-9]?(,[0-9][0-9][0-9])+([.][0-9]+|,[0-9][0-9][0-9])',
  '[0-9][0-9]?[0-9]?([.][0-9][0-9][0-9])+(,[0-9]+|[.][0-9][0-9][0-9])',
];

/** @returns digits with a dot before the decimals, empty where the text is no amount. */
function digits(text: string): string {
  const minus = replace(shortened(text), '−', '-');
  const bare = replace(minus, `^${currency}[+]?(-?)${currency}([0-9][^]*?)${currency}$`, '$1$2');
  const known = only(bare, `-?(${amountForms.join('|')})`);
  const ungrouped = replace(known, between, '', 'g');
  const whole = replace(ungrouped, '^[^.]*,[^.]*,[^.]*$|^[^,]*[.][^,]*[.][^,]*$', '$&.0');
  return replace(replace(whole, '[.,](?=.*[.,])', '', 'g'), ',', '.');
}

/** The patterns take their time with a long text, and no amount is one. */
function shortened(text: string): string {
  return replace(`substring(${text}, 0, ${longest + 1})`, `^.${'.'.repeat(longest)}$`, '?');
}

/** @param value of digits, and of the empty text too. */
export function numberOf(digits: string): string {
  return `parseNumber(ifempty(${digits}, '0'), '.')`;
}

function numberOrNull(digits: string): string {
  return `if(${digits}, ${numberOf(digits)}, null)`;
}

/** A number that counts from 0. */
export function integer(value: string): string {
  return numberOrNull(only(anyText(value), '[0-9]+'));
}

/** @returns digits of the first amount, unless that is zero or none; else of the second. */
export function nonZeroDigits(first: string, second: string): string {
  return firstOf([replace(digits(anyText(first)), '^-?[0.]*$', ''), digits(anyText(second))]);
}

export function nonZeroAmount(first: string, second: string): string {
  return numberOrNull(nonZeroDigits(first, second));
}

/** A share in percent, with or without the sign. */
export function percent(value: string): string {
  return numberOrNull(digits(replace(shortened(anyText(value)), ' *%$', '')));
}
