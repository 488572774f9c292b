import { anyText } from './coerce.ts';
import { firstOf, only, replace } from './iml.ts';

const longest = 64;
// Spaces of every kind and the other currency signs are no ASCII.
const currency = '[^!-~]*(?:(?:[$]|[A-Z][A-Z][A-Z]|z|K|kr|Ft|lei)[^!-~]*[.]?[^!-~]*)?';
const amountForms = [
  '[0-9]+([.,][0-9]+)?',
  // A space or an apostrophe between the thousands.
  '[0-9][0-9]?[0-9]?([^!-&(-~][0-9][0-9][0-9])+([.,][0-9]+)?',
  '[0-9][0-9]?[0-9]?(,[0-9][0-9][0-9])+([.][0-9]+|,[0-9][0-9][0-9])',
  '[0-9][0-9]?[0-9]?([.][0-9][0-9][0-9])+(,[0-9]+|[.][0-9][0-9][0-9])',
];

/** @returns digits with a dot before the decimals, empty where the text is no amount. */
function digits(text: string): string {
  const minus = replace(shortened(text), '−', '-');
  const bare = replace(minus, `^${currency}[+]?(-?)${currency}([0-9].*?)${currency}$`, '$1$2');
  const known = only(bare, `-?(${amountForms.join('|')})`);
  const ungrouped = replace(known, '[^!-&(-~]', '', 'g');
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
