import { type FieldType, type ItemField, itemFields } from 'livespace-webhooks/host';
import type { PlainOutputField } from 'zapier-platform-core';

const types: Readonly<Record<FieldType, Pick<PlainOutputField, 'type' | 'list'> | undefined>> = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  datetime: { type: 'datetime' },
  // Zapier has no dates, and takes one as a datetime.
  date: { type: 'datetime' },
  list: { list: true },
  map: undefined,
};

const technical = new Set(['id', 'is_late', 'delivery_attempt', 'dedupe_key']);

/**
 * The core's item fields in Zapier's notation: `deal__process__name`, and `deal__owners[]name` in a list of objects. Of a
 * map the keys are the account's own: Zapier shows what it finds in it, as in `raw`.
 */
export const outputFields: PlainOutputField[] = [...itemFields].sort(technicalLast).flatMap(({ path, label, type }) => {
  const typing = types[type];
  return typing ? { key: path.replaceAll('[].', '[]').replaceAll('.', '__'), label, ...typing } : [];
});

/** What is of the notification rather than of the deal is mapped seldom: Zapier shows the fields in this order. */
function technicalLast(one: ItemField, other: ItemField): number {
  return Number(technical.has(one.path)) - Number(technical.has(other.path));
}
