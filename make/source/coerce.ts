import { replace } from './iml.ts';

/*
 * With amount.ts, time.ts and lists.ts the core's coerce.ts in IML: Livespace's loose values as strict ones. What can't be
 * read is null, and whatever JSON stands in the place is no error. Tests hold each against the core's own; what differs is
 * listed in ../README.md.
 */

/** The value in JSON, in a list of its own: IML can't tell types, but JSON shows them by how it begins. */
export function json(value: string): string {
  return `createJSON(add(emptyarray, ${value}))`;
}

const begin = (value: string) => `substring(${json(value)}, 1, 2)`;

/** @returns an expression that is not empty for a text that is not blank, and for a number. */
export function isText(value: string): string {
  return replace(json(value), '^.(["0-9-] *[^" ])?[^]*$', '$1');
}

export function isList(value: string): string {
  return `${begin(value)} == '['`;
}

/** Whatever begins with none of these is a collection: a brace can't stand in a text here. */
export function isMap(value: string): string {
  return `!contains('"-0123456789[tfn', ${begin(value)})`;
}

/** @returns an expression that is true for a list or collection with something in it. */
export function isFilled(value: string): string {
  return `!contains('[],null,""', substring(${json(value)}, 1, 3))`;
}

export function text(value: string): string {
  return `if(${isText(value)}, toString(${value}), null)`;
}

/** The text, or one that is of no other form. */
export function anyText(value: string): string {
  return `if(${isText(value)}, trim(toString(${value})), '?')`;
}

/** The value if it is a collection, else an empty one. @param row any collection. */
export function map(value: string, row: string): string {
  return `if(${isMap(value)}, ${value}, pick(${row}, 'nothing'))`;
}
