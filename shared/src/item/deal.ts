import { dealPage, dealPaths, dealStatuses, type LivespaceDeal, reasonPaths } from '../wire/deal.ts';
import { amount, list, percent, text } from './coerce.ts';
import { type CustomField, customFields, nobody, type Owner, owners, productNames, tags } from './parts.ts';
import { reader } from './read.ts';
import { day, instant } from './times.ts';

export interface Reference {
  id: string | null;
  name: string | null;
}

/** A deal, the same on every host. What is unknown is `null`, a list that is unknown is empty. */
export interface ItemDeal {
  id: string;
  name: string | null;
  /** `open`, `won`, `lost`, `outdated`, or as sent one that does not exist yet. */
  status: string | null;
  status_name: string | null;
  value: number | null;
  currency: string | null;
  /** In percent. */
  probability: number | null;
  /** The first of `owners`. */
  owner: Owner;
  owners: Owner[];
  process: Reference;
  stage: Reference;
  company: Reference;
  contact: Reference;
  /** As Livespace sends them: their shape is not documented. */
  products: unknown[];
  product_names: string[];
  /** As Livespace sends them: their shape is not documented. */
  costs: unknown[];
  tags: string[];
  /** By the field's id. */
  custom_fields: Record<string, CustomField>;
  /** Times are ISO 8601 in UTC. */
  created_at: string | null;
  modified_at: string | null;
  /** `null` on an open deal. */
  status_changed_at: string | null;
  /** `YYYY-MM-DD` */
  closes_on: string | null;
  /** Why it was won or lost, or became outdated: of its present status. */
  reason: string | null;
  reason_note: string | null;
  /** Where Livespace sends none, made of the account and the id, if the account is known. */
  url: string | null;
}

const nonZero = (value: unknown) => amount(value) || null;
const knownStatus = (value: unknown) => {
  const lower = text(value)?.trim().toLowerCase() ?? '';
  return (dealStatuses as readonly string[]).includes(lower) ? lower : null;
};

const read = {
  name: reader(dealPaths.name, text),
  knownStatus: reader(dealPaths.status, knownStatus),
  status: reader(dealPaths.status, text),
  statusName: reader(dealPaths.status_name, text),
  valueFinal: reader(dealPaths.value_final, nonZero),
  value: reader(dealPaths.value, amount),
  currency: reader(dealPaths.currency, text),
  probability: reader(dealPaths.probability, percent),
  process: reference('process'),
  stage: reference('stage'),
  company: reference('company'),
  contact: reference('contact'),
  products: reader(dealPaths.products, list),
  costs: reader(dealPaths.costs, list),
  createdAt: reader(dealPaths.created_at, instant),
  modifiedAt: reader(dealPaths.modified_at, instant),
  statusChangedAt: reader(dealPaths.status_changed_at, instant),
  closesOn: reader(dealPaths.closes_on, day),
  url: reader(dealPaths.url, text),
};

const reasons = new Map(
  Object.entries(reasonPaths).map(([status, { reason, reason_note: note }]) => [
    status,
    { reason: reader(reason, text), note: reader(note, text) },
  ]),
);

/** @param origin of the account, where it is known. */
export function itemDeal(row: LivespaceDeal, origin?: string): ItemDeal {
  const id = String(row.id);
  const status = read.knownStatus(row) ?? read.status(row);
  const reason = reasons.get(status ?? '');
  const everyOwner = owners(row);
  const products = read.products(row) ?? [];
  return {
    id,
    name: read.name(row),
    status,
    status_name: read.statusName(row),
    value: read.valueFinal(row) ?? read.value(row),
    currency: read.currency(row),
    probability: read.probability(row),
    owner: everyOwner[0] ?? { ...nobody },
    owners: everyOwner,
    process: read.process(row),
    stage: read.stage(row),
    company: read.company(row),
    contact: read.contact(row),
    products,
    product_names: productNames(products),
    costs: read.costs(row) ?? [],
    tags: tags(row),
    custom_fields: customFields(row),
    created_at: read.createdAt(row),
    modified_at: read.modifiedAt(row),
    status_changed_at: read.statusChangedAt(row),
    closes_on: read.closesOn(row),
    reason: reason?.reason(row) ?? null,
    reason_note: reason?.note(row) ?? null,
    url: read.url(row) ?? (origin ? dealPage(origin, id) : null),
  };
}

function reference(name: 'process' | 'stage' | 'company' | 'contact'): (row: LivespaceDeal) => Reference {
  const id = reader(dealPaths[`${name}.id`], text);
  const label = reader(dealPaths[`${name}.name`], text);
  return (row) => ({ id: id(row), name: label(row) });
}
