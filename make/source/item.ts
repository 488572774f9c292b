import { type ItemField, itemFields } from 'livespace-webhooks';
import { amount, day, identifier, iml, instant, instantText, list, names, text } from './iml.ts';

/** Where the item's values are found: IML expressions. */
export interface Source {
  /** The deal as Livespace writes it. */
  deal: string;
  event: string;
  /** Of `occurred_at`, in Livespace's form. */
  occurredAt: string;
  dedupeKey: string;
  /** Of the notification; for a deal from the API its `dedupe_key`. */
  id: string;
  deliveryAttempt: string;
}

/** Make keeps nothing between two events that could tell it of a newer one. */
const notComputable = ['is_late'];

/** The fields of the core's item that Make can compute. */
export const makeFields: readonly ItemField[] = itemFields.filter(({ path }) => !notComputable.includes(path));

export function createdKey(deal: string): string {
  return `'created:' + ${deal}.id`;
}

/** @param otherwise stands for the time where the deal has none. */
export function statusKey(deal: string, otherwise: string): string {
  const when = instantText(`${deal}.status_change_date`, otherwise);
  return `'status:' + ${deal}.id + ':' + lower(ifempty(${deal}.status, 'null')) + ':' + ${when}`;
}

/** The core's `itemFromEvent` and `itemFromDeal` in IML; a test holds both against each other. */
function expressions(source: Source): Record<string, string> {
  const { deal } = source;
  return {
    id: source.id,
    dedupe_key: source.dedupeKey,
    event: source.event,
    occurred_at: instant(source.occurredAt),
    delivery_attempt: source.deliveryAttempt,
    'deal.id': identifier(`${deal}.id`),
    'deal.name': text(`${deal}.name`),
    'deal.status': `if(${deal}.status, lower(${deal}.status), null)`,
    'deal.status_name': text(`${deal}.status_name`),
    'deal.value': `if(${amount(`${deal}.value_final`)}, ${amount(`${deal}.value_final`)}, ${amount(`${deal}.value`)})`,
    'deal.currency': text(`${deal}.currency`),
    'deal.probability': amount(`${deal}.probability`),
    ...reference(deal, 'process'),
    ...reference(deal, 'stage'),
    'deal.owners[].id': identifier(`ifempty(${deal}.owner_id, ${deal}.owners[1].id)`),
    'deal.owners[].name': text(`ifempty(${deal}.owner_name, ${deal}.owners[1].name)`),
    'deal.owners[].email': text(`ifempty(${deal}.owner_email, ${deal}.owners[1].email)`),
    ...reference(deal, 'company'),
    ...reference(deal, 'contact'),
    'deal.products': list(`${deal}.products`),
    'deal.costs': list(`${deal}.costs`),
    'deal.tags': names(`${deal}.tags`),
    'deal.created_at': instant(`${deal}.created`),
    'deal.modified_at': instant(`${deal}.modified`),
    'deal.status_changed_at': instant(`${deal}.status_change_date`),
    'deal.closes_on': day(`${deal}.date_end`),
    'deal.reason': text(`ifempty(${deal}.won_reason_name, ${deal}.lost_reason_name)`),
    'deal.url': text(`${deal}.url`),
  };
}

function reference(deal: string, name: string): Record<string, string> {
  return {
    [`deal.${name}.id`]: identifier(`ifempty(${deal}.${name}_id, ${deal}.${name}.id)`),
    [`deal.${name}.name`]: text(`ifempty(${deal}.${name}_name, ${deal}.${name}.name)`),
  };
}

/**
 * The `output` directive that makes the item.
 *
 * @throws Error when the core's item has a field that this file says nothing of.
 */
export function itemOutput(source: Source): object {
  const known = expressions(source);
  const output = {};
  for (const { path } of makeFields) {
    const expression = known[path];
    if (!expression) throw new Error(`no IML for the item's field ${path}`);
    put(output, path.split('.'), iml(expression));
  }
  return output;
}

type Branch = { [key: string]: string | Branch | Branch[] };

function put(branch: Branch, [head = '', ...rest]: string[], value: string): void {
  const key = head.replace('[]', '');
  if (rest.length === 0) {
    branch[key] = value;
    return;
  }
  branch[key] ??= head === key ? {} : [{}];
  const next = branch[key];
  put((Array.isArray(next) ? next[0] : next) as Branch, rest, value);
}
