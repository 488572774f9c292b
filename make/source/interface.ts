import type { Item } from 'livespace-webhooks';
import { type FieldType, type ItemField, itemFields } from 'livespace-webhooks/host';

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
  map: 'collection',
};

/** What a module outputs: the core's fields and labels as nested parameters, and what Livespace sent. */
export function itemInterface(raw: object): Parameter[] {
  return [
    ...parameters(itemFields.map((field) => ({ ...field, rest: field.path.split('.') }))),
    { name: 'raw', type: 'collection', label: 'As Livespace Sent It', spec: rawParameters(raw) },
  ];
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

/** What is known to be there, so that it can be mapped before the first run; of which type it comes is not. */
function rawParameters(raw: object): Parameter[] {
  return Object.entries(raw).map(([name, value]) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject
      ? { name, type: 'collection', label: name, spec: rawParameters(value) }
      : { name, type: 'any', label: name };
  });
}

/** A sample of the core's as Make gives it. */
export function itemSample(item: Item, raw: object): object {
  return { ...item, is_late: null, raw };
}
