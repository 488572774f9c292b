import { type FieldStyle, fieldStyles } from './field-styles.ts';
import { type TimeFormat, timeFormats } from './times.ts';

/** OBS. */
export const statuses = ['open', 'won', 'lost', 'outdated'] as const;
export type Status = (typeof statuses)[number];

/**
 * What a deal says of itself, under the API's own names. Anything goes: unknown keys, nulls and odd types reach the wire
 * as they are, so that a receiver's tolerance can be tried. A number in `probability` gets Livespace's format.
 */
export interface DealFields {
  name?: unknown;
  value?: unknown;
  probability?: unknown;
  process_id?: unknown;
  stage_id?: unknown;
  owner_id?: unknown;
  [field: string]: unknown;
}

/** Times are epoch milliseconds. */
export interface Deal {
  id: string;
  /** Becomes `deal_id`, which is not the id (OBS). */
  number: number;
  status: Status;
  created: number;
  modified: number;
  /** Null while open: a reopened deal has none (OBS). */
  statusChanged: number | null;
  fields: DealFields;
}

/** What the ids in a deal's fields stand for, as far as the account knows them. */
export interface DealNames {
  process?: string | undefined;
  stage?: string | undefined;
  owner?: { name: string; email: string } | undefined;
}

/** OBS: an account either sums up budget lines in `value`, or has the amount typed into `value_final`. */
export type AmountField = 'value' | 'value_final';

export interface DealOptions {
  subdomain: string;
  amountField: AmountField;
  fields: FieldStyle;
  time: TimeFormat;
}

// The texts of status_name are ASSUMED.
const statusNames: Record<Status, string> = { open: 'Open', won: 'Won', lost: 'Lost', outdated: 'Outdated' };

/** A deal as the JSON API writes it (OBS); webhooks carry the same (ASSUMED). Empty strings stand for missing. */
export function toWireDeal(deal: Deal, names: DealNames, options: DealOptions): Readonly<Record<string, unknown>> {
  const { value = 0, probability = '', ...fields } = deal.fields;
  const time = timeFormats[options.time].deal;
  const row = {
    id: deal.id,
    deal_id: String(deal.number),
    name: '',
    status: deal.status,
    status_name: statusNames[deal.status],
    created: time(deal.created),
    modified: time(deal.modified),
    status_change_date: deal.statusChanged === null ? '' : time(deal.statusChanged),
    date_end: '',
    currency: 'PLN',
    probability: typeof probability === 'number' ? probability.toFixed(2).replace('.', ',') : probability,
    ...amounts(value, options.amountField),
    process_id: '',
    process_name: names.process ?? '',
    stage_id: '',
    stage_name: names.stage ?? '',
    owner_id: '',
    owner_name: names.owner?.name ?? '',
    owner_email: names.owner?.email ?? '',
    company_id: '',
    company_name: '',
    contact_id: '',
    contact_name: '',
    tags: [],
    source_name: '',
    note: '',
    creator_name: names.owner?.name ?? '',
    won_reason_name: '',
    won_reason_note: '',
    lost_reason_name: '',
    lost_reason_note: '',
    outdated_reason_name: '',
    outdated_reason_note: '',
    products: [],
    costs: [],
    url: `https://${options.subdomain}.livespace.io/Deal/deal/details/api_id/${encodeURIComponent(deal.id)}`,
    ...fields,
  };
  return fieldStyles[options.fields](row);
}

/** OBS: `value` is a number, `value_final` a text or null; the one not in use says nothing. */
function amounts(value: unknown, field: AmountField): Record<AmountField, unknown> {
  if (field === 'value' || typeof value !== 'number') return { value, value_final: null };
  return { value: 0, value_final: value.toFixed(2) };
}
