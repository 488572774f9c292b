/*
 * Expressions of IML, Make's template language, as developers.make.com/custom-apps-documentation/block-elements/iml
 * describes it. Its strings hold no braces and no backslashes here: how Make reads those inside an expression is not
 * documented. The functions mirror the core's coerce.ts; what they can't do is listed in ../README.md.
 */

export function iml(expression: string): string {
  return `{{${expression}}}`;
}

/** The text if it has the form, else nothing: IML can replace by a pattern, but not match one. */
function only(expression: string, form: string): string {
  return `replace(${expression}, '/^(?!${form}$).*$/', emptystring)`;
}

export function text(path: string): string {
  return `ifempty(${path}, null)`;
}

export function identifier(path: string): string {
  return `if(${path}, toString(${path}), null)`;
}

/** `"5,00"`, `"1 234,50"`, `"1.234,50"`, `"12500.50"` or a number. */
export function amount(path: string): string {
  // Whatever space groups the thousands.
  const compact = `replace(ifempty(${path}, '-'), '/[^0-9a-zA-Z.,+-]/g', emptystring)`;
  const form = '[+-]?([0-9]+([.,][0-9]+)?|[0-9][0-9]?[0-9]?([.][0-9][0-9][0-9])+,[0-9]+)';
  return `if(${only(compact, form)}, parseNumber(${compact}, if(contains(${compact}, ','), ',', '.')), null)`;
}

const dayForm = '[0-9][0-9][0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';

function dated(path: string): string {
  return only(`ifempty(${path}, '-')`, `${dayForm}([T ].*)?`);
}

/** `2025-10-08 15:19:13+02`: Make documents offsets of four digits, so two are added. */
function parsed(path: string): string {
  const full = `replace(${path}, '/:[0-9][0-9][+-][0-9][0-9]$/', '$&:00')`;
  return `parseDate(${full}, 'YYYY-MM-DD HH:mm:ssZ', 'UTC')`;
}

/** A date of Make's, which it shows in the user's time zone; without an offset it is UTC (ASSUMED, as in the core). */
export function instant(path: string): string {
  return `if(${dated(path)}, ${parsed(path)}, null)`;
}

/** The same as text, as it stands in a `dedupe_key`. */
export function instantText(path: string, otherwise = "'null'"): string {
  return `if(${dated(path)}, formatDate(${parsed(path)}, 'YYYY-MM-DDTHH:mm:ss.SSS', 'UTC') + 'Z', ${otherwise})`;
}

export function day(path: string): string {
  return `if(${dated(path)}, substring(${path}, 0, 10), null)`;
}

export function list(path: string): string {
  return `ifempty(${path}, emptyarray)`;
}

/** Texts, or objects with a `name`. */
export function names(path: string): string {
  return `if(${path}[1].name, map(${path}, 'name'), ${list(path)})`;
}

/** A setting typed by the user. */
export function trimmed(path: string): string {
  return `trim(${path})`;
}

/** `acme` of `acme`, `acme.livespace.io` or `https://acme.livespace.io/`: never anything but a label. */
export function accountLabel(path: string): string {
  return `replace(lower(trim(${path})), '/^https:..|[^a-z0-9-].*$/g', emptystring)`;
}
