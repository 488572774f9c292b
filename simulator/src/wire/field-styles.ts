type Row = Readonly<Record<string, unknown>>;

/** How a deal's fields are named. Only `snake` was seen, in the API (OBS); what a webhook carries is ASSUMED. */
export const fieldStyles = {
  /** `process_id`, `created`: the API's own. */
  snake: (row: Row): Row => row,
  /** `processId`, `createdAt`. */
  camel: (row: Row): Row => Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value])),
  /** `process: {id, name}`, `value: {amount, currency}`, `created_at`. */
  nested,
};
export type FieldStyle = keyof typeof fieldStyles;

const camelNames: Readonly<Record<string, string>> = { created: 'createdAt', modified: 'modifiedAt' };

function camel(name: string): string {
  return camelNames[name] ?? name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** For each object, which of the API's fields its own ones hold. */
const groups: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  process: { id: 'process_id', name: 'process_name' },
  stage: { id: 'stage_id', name: 'stage_name' },
  owner: { id: 'owner_id', name: 'owner_name', email: 'owner_email' },
  company: { id: 'company_id', name: 'company_name' },
  contact: { id: 'contact_id', name: 'contact_name' },
};
const renamed: Readonly<Record<string, string>> = { created: 'created_at', modified: 'modified_at' };
const grouped = new Set(Object.values(groups).flatMap((group) => Object.values(group)));
const statusIds: Readonly<Record<string, number>> = { open: 1, won: 2, lost: 3, outdated: 4 };

/** OBS: an account uses one of the two fields, and the other says nothing then. */
function isZero(value: unknown): boolean {
  return typeof value === 'object' || Number(value) === 0;
}

function nested({ status, status_name, value, value_final, currency, ...row }: Row): Row {
  const rest = Object.entries(row).filter(([name]) => !grouped.has(name));
  const objects = Object.entries(groups).map(([name, group]) => {
    return [name, Object.fromEntries(Object.entries(group).map(([inner, field]) => [inner, row[field]]))];
  });
  return {
    ...Object.fromEntries(rest.map(([name, content]) => [renamed[name] ?? name, content])),
    status: { id: statusIds[String(status)] ?? status, name: status_name },
    value: { amount: isZero(value_final) ? value : value_final, currency },
    ...Object.fromEntries(objects),
  };
}
