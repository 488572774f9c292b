import type { Deal, Status } from './deals.ts';
import { processes, users } from './fixtures.ts';
import { toWireTime } from './wire-time.ts';

/** OBS: an account either sums up budget lines in `value`, or has the amount typed into `value_final`. */
export type AmountField = 'value' | 'value_final';

export interface WireOptions {
  subdomain: string;
  amountField: AmountField;
}

// The texts of status_name are ASSUMED.
const statusNames: Record<Status, string> = { open: 'Open', won: 'Won', lost: 'Lost', outdated: 'Outdated' };

/** A deal as the JSON API writes it (OBS); hooks carry the same (ASSUMED). Empty strings stand for missing. */
export function toWireDeal(deal: Deal, { subdomain, amountField }: WireOptions): Record<string, unknown> {
  const { value = 0, probability = '', ...fields } = deal.fields;
  const process = processes[String(fields.process_id)];
  const stage = process?.main_stages[String(fields.stage_id)];
  const owner = users.find(({ id }) => id === fields.owner_id);
  return {
    id: deal.id,
    deal_id: String(deal.number),
    name: '',
    status: deal.status,
    status_name: statusNames[deal.status],
    created: toWireTime(deal.created),
    modified: toWireTime(deal.modified),
    status_change_date: deal.statusChanged === null ? '' : toWireTime(deal.statusChanged),
    date_end: '',
    currency: 'PLN',
    probability: typeof probability === 'number' ? polish(probability) : probability,
    ...amounts(value, amountField),
    process_id: '',
    process_name: process?.name ?? '',
    stage_id: '',
    stage_name: stage?.name ?? '',
    owner_id: '',
    owner_name: owner?.name ?? '',
    owner_email: owner?.email ?? '',
    company_id: '',
    company_name: '',
    contact_id: '',
    contact_name: '',
    tags: [],
    source_name: '',
    note: '',
    creator_name: owner?.name ?? '',
    won_reason_name: '',
    lost_reason_name: '',
    products: [],
    costs: [],
    url: `https://${subdomain}.livespace.io/deal/details/id/${deal.id}`,
    ...fields,
  };
}

/** OBS: both fields are always there; the one not in use holds a zero. The format of amounts is ASSUMED. */
function amounts(value: unknown, field: AmountField): Record<AmountField, unknown> {
  if (typeof value !== 'number') return { value, value_final: '0.00' };
  return field === 'value'
    ? { value: polish(value), value_final: '0.00' }
    : { value: 0, value_final: value.toFixed(2) };
}

/** 1234.5 in, `"1 234,50"` out: a comma (OBS for probabilities), thousands by a space (ASSUMED). */
function polish(amount: number): string {
  return amount
    .toFixed(2)
    .replace('.', ',')
    .replace(/\B(?=(\d{3})+,)/g, ' ');
}
