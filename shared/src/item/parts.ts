import { dealPaths, type LivespaceDeal, ownerPaths, ownersPath, partPaths } from '../wire/deal.ts';
import { byId, isRecord, list, text } from './coerce.ts';
import { reader } from './read.ts';

export interface Owner {
  id: string | null;
  name: string | null;
  email: string | null;
}

export const nobody: Owner = { id: null, name: null, email: null };

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
  id: reader(ownerPaths('id'), text),
  name: reader(ownerPaths('name'), text),
  email: reader(ownerPaths('email'), text),
};
const allOwners = reader([ownersPath], asIs);
const productName = reader(partPaths.product.name, text);
const tagName = reader(partPaths.tag.name, text);
const allTags = reader(dealPaths.tags, asIs);
const fieldMap = reader(dealPaths.custom_fields, fieldsById);
const labelMap = reader(dealPaths.custom_field_labels, (value) => (isRecord(value) ? value : null));
const fieldId = reader(partPaths.custom_field.id, text);
const fieldLabel = reader(partPaths.custom_field.label, text);

/** A list, one object, or a map by id; else the deal's own `owner` fields. */
export function owners(row: LivespaceDeal): Owner[] {
  const several = allOwners(row);
  const found = several === null ? [] : severalOwners(several);
  if (found.some(isSomebody)) return found;
  const alone = owner(row, ownRow);
  return isSomebody(alone) ? [alone] : [];
}

/** One that can't be read stays, as somebody unknown: whether it is the one that was chosen is unknown too. */
function severalOwners(value: unknown): Owner[] {
  const one = isRecord(value) ? owner(value, inside) : nobody;
  if (isSomebody(one)) return [one];
  const rows = byId(value) ?? list(value).map((entry) => [null, entry] as const);
  return rows.flatMap(([key, entry]): Owner[] => {
    if (!isRecord(entry)) return text(entry) === null ? [] : [{ id: key, name: text(entry), email: null }];
    const known = owner(entry, inside);
    return [{ ...known, id: known.id ?? key }];
  });
}

function owner(row: Record<string, unknown>, read: typeof inside): Owner {
  return { id: read.id(row), name: read.name(row), email: read.email(row) };
}

function isSomebody({ id, name, email }: Owner): boolean {
  return id !== null || name !== null || email !== null;
}

/** Texts, or objects with a name. */
export function tags(row: LivespaceDeal): string[] {
  return names(list(allTags(row)), tagName);
}

export function productNames(products: readonly unknown[]): string[] {
  return names(products, productName);
}

function names(entries: readonly unknown[], read: (row: Record<string, unknown>) => string | null): string[] {
  const found: string[] = [];
  for (const entry of entries) {
    const name = isRecord(entry) ? read(entry) : text(entry);
    if (name !== null) found.push(name);
  }
  return found;
}

/** ASSUMED: keyed by the field's id; the label stands in the field, or by the same id in a map beside it. */
export function customFields(row: LivespaceDeal): Record<string, CustomField> {
  const fields = fieldMap(row);
  if (fields === null) return {};
  const labels = labelMap(row) ?? {};
  return Object.fromEntries(
    Object.entries(fields).map(([id, field]) => {
      // An object without a value is itself one, such as an option, and the name in it is the option's.
      const isWrapped = isRecord(field) && 'value' in field;
      const label = text(labels[id]) ?? (isWrapped ? fieldLabel(field) : null);
      return [id, { label, value: isWrapped ? field.value : field }];
    }),
  );
}

/** A map by id, or a list of objects with one, which PHP may write as a map too. */
function fieldsById(value: unknown): Record<string, unknown> | null {
  const isMap = isRecord(value);
  const rows = !isMap || Object.hasOwn(value, '0') ? list(value).filter(isRecord) : [];
  const known = rows.flatMap((row) => {
    const id = fieldId(row);
    return id === null ? [] : [[id, row] as const];
  });
  if (known.length > 0) return Object.fromEntries(known);
  return isMap ? value : null;
}

function asIs(value: unknown): unknown {
  return value;
}
