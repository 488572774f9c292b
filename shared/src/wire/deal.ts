import * as z from 'zod/v4';

/** A deal's statuses (observed, docs/livespace.md#deals). */
export const dealStatuses = ['open', 'won', 'lost', 'outdated'] as const;
export type DealStatus = (typeof dealStatuses)[number];

/** A deal as Livespace sends it: only `id` is sure (documented), everything else passes through. */
export const livespaceDeal = z.looseObject({ id: z.union([z.string().min(1), z.number()]) });
export type LivespaceDeal = z.infer<typeof livespaceDeal>;

/** Observed: where a deal can be looked at (docs/livespace.md#deals). @param origin such as `https://acme.livespace.io`. */
export function dealPage(origin: string, id: string): string {
  return `${origin}/Deal/deal/details/api_id/${encodeURIComponent(id.toWellFormed())}`;
}

/**
 * Where each field of the item may stand in a deal, the first that can be read first. The first name of each row was
 * observed in the JSON API; that a webhook has it too, and every further name, is ASSUMED (docs/livespace.md#fields).
 * Names are in `snake_case`, and read in `camelCase` as well; a dot leads into an object.
 */
export const dealPaths = {
  name: ['name', 'title'],
  status: ['status', 'status.code', 'status.id', 'status.name', 'status_code', 'status_id', 'status_name'],
  status_name: ['status_name', 'status.name'],
  // Observed: two modes of accounts, one of which leaves value_final zero, so that a zero says nothing.
  value_final: ['value_final', 'value_final.amount', 'value_final.value'],
  value: ['value', 'value.amount', 'value.value', 'amount', 'amount.amount', 'value_net'],
  currency: [
    'currency',
    'currency.code',
    'currency.iso',
    'currency.name',
    'currency.id',
    'currency_code',
    'value.currency.code',
    'value.currency',
    'value_final.currency.code',
    'value_final.currency',
    'amount.currency.code',
    'amount.currency',
  ],
  probability: ['probability', 'probability.value'],
  ...reference('process'),
  ...reference('stage'),
  'owner.id': ['owner_id', 'owner.id', 'owner.user_id'],
  'owner.name': ['owner_name', 'owner.name', 'owner.full_name', 'owner.login', 'owner'],
  'owner.email': ['owner_email', 'owner.email'],
  ...reference('company'),
  ...reference('contact'),
  products: ['products'],
  costs: ['costs'],
  tags: ['tags'],
  custom_fields: ['dataset', 'custom_fields'],
  custom_field_labels: ['dataset_field_name'],
  created_at: ['created', 'created_at', 'create_date', 'created_date'],
  modified_at: ['modified', 'modified_at', 'updated_at', 'modify_date', 'modified_date'],
  status_changed_at: ['status_change_date', 'status_changed_at', 'status_changed'],
  closes_on: ['date_end', 'closes_on', 'close_date', 'end_date'],
  url: ['url'],
} as const satisfies Record<string, readonly string[]>;

/** Where a reason stands once the deal has this status: a reopened deal can still carry an old one (observed). */
export const reasonPaths = Object.fromEntries(
  dealStatuses
    .filter((status) => status !== 'open')
    .map((status) => [
      status,
      {
        reason: [`${status}_reason_name`, `${status}_reason.name`, `${status}_reason`],
        reason_note: [`${status}_reason_note`, `${status}_reason.note`],
      },
    ]),
) as Record<string, { reason: readonly string[]; reason_note: readonly string[] }>;

/** ASSUMED: where several owners may stand: a list, one object, or a map by id. Without any, the `owner` rows count. */
export const ownersPath = 'owners';

/** Inside one owner, product, tag or custom field that is an object (ASSUMED but for a tag's `name`, observed). */
export const partPaths = {
  owner: { id: ['id', 'user_id'], name: ['name', 'full_name', 'login'], email: ['email'] },
  product: { name: ['name', 'product_name', 'product.name', 'product'] },
  tag: { name: ['name'] },
  custom_field: { id: ['id', 'field_id'], label: ['label', 'name', 'dataset_field_name'] },
} as const;

/** ASSUMED: one of several owners may also be named as the deal's own is. */
export function ownerPaths(field: 'id' | 'name' | 'email'): readonly string[] {
  return [...partPaths.owner[field], dealPaths[`owner.${field}`][0]];
}

function reference<Name extends string>(name: Name) {
  return {
    [`${name}.id`]: [`${name}_id`, `${name}.id`],
    [`${name}.name`]: [`${name}_name`, `${name}.name`, name],
  } as unknown as Record<`${Name}.${'id' | 'name'}`, readonly string[]>;
}

/** ASSUMED: @returns the keys that lead to a path, in each spelling: `process_id` gives `process_id` and `processId`. */
export function spellings(path: string): string[][] {
  const snake = path.split('.');
  const camel = snake.map((key) => key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()));
  return camel.join('.') === path ? [snake] : [snake, camel];
}
