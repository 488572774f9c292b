import type { FieldType, Item, ItemField } from 'livespace-webhooks';
import { makeFields } from './item.ts';

/** A parameter of Make's: developers.make.com/custom-apps-documentation/block-elements/parameters. */
export interface Parameter {
  name: string;
  type: string;
  label: string;
  spec?: Parameter[];
}

/** A date without a time is text to Make, whose `date` would move it between time zones (its docs on dates say so). */
const types: Readonly<Record<FieldType, string>> = {
  string: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  datetime: 'date',
  date: 'text',
  list: 'array',
};

/** What a module outputs: the core's fields and labels as nested parameters. */
export function itemInterface(): Parameter[] {
  return parameters(makeFields.map((field) => ({ ...field, rest: field.path.split('.') })));
}

function parameters(fields: readonly (ItemField & { rest: string[] })[]): Parameter[] {
  const heads = new Set(fields.map(({ rest: [head = ''] }) => head));
  return [...heads].map((head) => {
    const here = fields.filter(({ rest }) => rest[0] === head);
    const name = head.replace('[]', '');
    const leaf = here.find(({ rest }) => rest.length === 1);
    if (leaf) return { name, type: types[leaf.type], label: leaf.label };
    const label = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const spec = parameters(here.map((field) => ({ ...field, rest: field.rest.slice(1) })));
    return { name, type: head === name ? 'collection' : 'array', label, spec };
  });
}

/** A sample of the core's with the fields that Make can compute. */
export function itemSample(item: Item): object {
  const top = new Set(makeFields.map(({ path }) => path.split('.')[0]));
  return Object.fromEntries(Object.entries(item).filter(([key]) => top.has(key)));
}
