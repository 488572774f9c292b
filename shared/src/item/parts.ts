import { dealPaths, type LivespaceDeal, ownersPath, partPaths } from '../wire/deal.ts';
import { isRecord, list, text } from './coerce.ts';
import { reader } from './read.ts';

export interface Owner {
  id: string | null;
  name: string | null;
  email: string | null;
}

export interface CustomField {
  label: string | null;
  /** As Livespace sends it. */
  value: unknown;
}

const ownRow = {
  id: reader(dealPaths['owner.id'], text),
  name: reader(dealPaths['owner.name'], text),
  email: reader(dealPaths['owner.email'], text),
};
const inside = {
  id: reader(partPaths.owner.id, text),
  name: reader(partPaths.owner.name, text),
  email: reader(partPaths.owner.email, text),
};
const several = reader([ownersPath], asIs);
const productName = reader(partPaths.product.name, text);
const tagName = reader(partPaths.tag.name, text);
const allTags = reader(dealPaths.tags, asIs);
const fieldMap = reader(dealPaths.custom_fields, (value) => (isRecord(value) ? value : null));
const labelMap = reader(dealPaths.custom_field_labels, (value) => (isRecord(value) ? value : null));
const fieldLabel = reader(partPaths.custom_field.label, text);

/** A list, one object, or a map by id; else the deal's own `owner` fields. */
export function owners(row: LivespaceDeal): Owner[] {
  const value = several(row);
  const one = isRecord(value) ? owner(value) : undefined;
  if (one) return [one];
  const rows = isRecord(value) ? Object.entries(value) : list(value).map((entry) => [null, entry] as const);
  const found = rows.flatMap(([key, entry]) => ownerEntry(entry, key) ?? []);
  if (found.length > 0) return found;
  const alone = { id: ownRow.id(row), name: ownRow.name(row), email: ownRow.email(row) };
  return isSomebody(alone) ? [alone] : [];
}

function ownerEntry(entry: unknown, key: string | null): Owner | undefined {
  if (!isRecord(entry)) return text(entry) === null ? undefined : { id: key, name: text(entry), email: null };
  const known = owner(entry);
  return known && { ...known, id: known.id ?? key };
}

function owner(row: Record<string, unknown>): Owner | undefined {
  const known = { id: inside.id(row), name: inside.name(row), email: inside.email(row) };
  return isSomebody(known) ? known : undefined;
}

function isSomebody({ id, name, email }: Owner): boolean {
  return id !== null || name !== null || email !== null;
}

/** Texts, or objects with a name; a text alone is one tag. */
export function tags(row: LivespaceDeal): string[] {
  const value = allTags(row);
  return (typeof value === 'string' ? [value] : list(value)).flatMap(
    (tag) => (isRecord(tag) ? tagName(tag) : text(tag)) ?? [],
  );
}

export function productNames(products: readonly unknown[]): string[] {
  return products.flatMap((product) => (isRecord(product) ? productName(product) : text(product)) ?? []);
}

/** ASSUMED: keyed by the field's id; the label stands in the field, or by the same id in a map beside it. */
export function customFields(row: LivespaceDeal): Record<string, CustomField> {
  const fields = fieldMap(row);
  if (fields === null) return {};
  const labels = labelMap(row) ?? {};
  return Object.fromEntries(
    Object.entries(fields).map(([id, field]) => {
      const isWrapped = isRecord(field) && 'value' in field;
      const label = text(labels[id]) ?? (isRecord(field) ? fieldLabel(field) : null);
      return [id, { label, value: isWrapped ? field.value : field }];
    }),
  );
}

function asIs(value: unknown): unknown {
  return value;
}
