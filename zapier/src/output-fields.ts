import { type ItemField, itemFields } from 'livespace-webhooks';
import type { PlainOutputField } from 'zapier-platform-core';

/** The core's item fields in Zapier's notation: `deal__process__name`, and `deal__owners[]name` in a list of objects. */
export const outputFields: PlainOutputField[] = itemFields.map(({ path, label, type }) => {
  const key = path.replaceAll('[].', '[]').replaceAll('.', '__');
  return { key, label, ...typing(type) };
});

function typing(type: ItemField['type']): Pick<PlainOutputField, 'type' | 'list'> {
  if (type === 'list') return { list: true };
  // Zapier has no dates, and takes one as a datetime.
  return { type: type === 'date' ? 'datetime' : type };
}
