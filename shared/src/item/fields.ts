export type FieldType = 'string' | 'integer' | 'number' | 'boolean' | 'datetime' | 'date' | 'list' | 'map';

export interface ItemField {
  /** The path in the item, such as `deal.process.name`; `[]` stands for each entry of a list. */
  path: string;
  label: string;
  type: FieldType;
}

/** Every field of the item in its order, with the label that a host shows. What a person maps stands first. */
export const itemFields: readonly ItemField[] = [
  { path: 'id', label: 'Event ID', type: 'string' },
  { path: 'event', label: 'Event', type: 'string' },
  { path: 'occurred_at', label: 'Occurred At', type: 'datetime' },
  { path: 'deal.id', label: 'Deal ID', type: 'string' },
  { path: 'deal.name', label: 'Deal Name', type: 'string' },
  { path: 'deal.status', label: 'Deal Status', type: 'string' },
  { path: 'deal.status_name', label: 'Deal Status Name', type: 'string' },
  { path: 'deal.value', label: 'Deal Value', type: 'number' },
  { path: 'deal.currency', label: 'Deal Currency', type: 'string' },
  { path: 'deal.probability', label: 'Deal Probability (%)', type: 'number' },
  { path: 'deal.owner.id', label: 'Owner ID', type: 'string' },
  { path: 'deal.owner.name', label: 'Owner Name', type: 'string' },
  { path: 'deal.owner.email', label: 'Owner Email', type: 'string' },
  { path: 'deal.owners[].id', label: 'Owners ID', type: 'string' },
  { path: 'deal.owners[].name', label: 'Owners Name', type: 'string' },
  { path: 'deal.owners[].email', label: 'Owners Email', type: 'string' },
  { path: 'deal.process.id', label: 'Process ID', type: 'string' },
  { path: 'deal.process.name', label: 'Process Name', type: 'string' },
  { path: 'deal.stage.id', label: 'Stage ID', type: 'string' },
  { path: 'deal.stage.name', label: 'Stage Name', type: 'string' },
  { path: 'deal.company.id', label: 'Company ID', type: 'string' },
  { path: 'deal.company.name', label: 'Company Name', type: 'string' },
  { path: 'deal.contact.id', label: 'Contact ID', type: 'string' },
  { path: 'deal.contact.name', label: 'Contact Name', type: 'string' },
  { path: 'deal.products', label: 'Products', type: 'list' },
  { path: 'deal.product_names', label: 'Product Names', type: 'list' },
  { path: 'deal.costs', label: 'Costs', type: 'list' },
  { path: 'deal.tags', label: 'Tags', type: 'list' },
  { path: 'deal.custom_fields', label: 'Custom Fields', type: 'map' },
  { path: 'deal.created_at', label: 'Deal Created At', type: 'datetime' },
  { path: 'deal.modified_at', label: 'Deal Modified At', type: 'datetime' },
  { path: 'deal.status_changed_at', label: 'Deal Status Changed At', type: 'datetime' },
  { path: 'deal.closes_on', label: 'Deal Closes On', type: 'date' },
  { path: 'deal.reason', label: 'Reason', type: 'string' },
  { path: 'deal.reason_note', label: 'Reason Note', type: 'string' },
  { path: 'deal.url', label: 'Deal URL', type: 'string' },
  { path: 'is_late', label: 'Is Late', type: 'boolean' },
  { path: 'delivery_attempt', label: 'Delivery Attempt', type: 'integer' },
  { path: 'dedupe_key', label: 'De-duplication Key', type: 'string' },
];
