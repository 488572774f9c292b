import type { EventName } from 'livespace-webhooks';
import { itemFields } from 'livespace-webhooks/host';
import { attemptField, dealPaths, partPaths, reasonPaths } from 'livespace-webhooks/wire';
import { integer, nonZeroAmount, percent } from './amount.ts';
import { map, text } from './coerce.ts';
import { factKey } from './fact-key.ts';
import { choose, firstOf, iml } from './iml.ts';
import { list, names } from './lists.ts';
import { ownerFields } from './owner.ts';
import { read } from './read.ts';
import { status } from './status.ts';
import { day, instant } from './time.ts';

/** Where the item's values are found: IML expressions. */
export interface Source {
  /** The events that it can be. */
  events: readonly EventName[];
  /** The name of the one that it is. */
  event: string;
  /** The deal as Livespace writes it. */
  deal: string;
  /** What was delivered, or the API's row. */
  raw: string;
  /** Where the time of the event may stand. */
  occurredAt(event: EventName): readonly string[];
  /** Of the notification, as text. */
  ids: readonly string[];
  deliveryAttempt: string;
  /** Of the deal's page, where the deal itself has none. */
  urls: readonly string[];
}

/** The core's `itemFromEvent` and `itemFromDeal` in IML; tests hold them against each other. */
function expressions(source: Source): Record<string, string> {
  const { deal, raw, events, ids } = source;
  const place = (field: keyof typeof dealPaths) => read(deal, dealPaths[field]);
  const byEvent = (expression: (event: EventName) => string) =>
    choose(source.event, Object.fromEntries(events.map((event) => [event, expression(event)])));
  const key = byEvent((event) => factKey(event, deal, source.occurredAt(event)));
  // Livespace sends a copy with another attempt, and else the same.
  const fingerprint = `sha256(createJSON(omit(${raw}, '${attemptField}')))`;
  const reference = (name: 'process' | 'stage' | 'company' | 'contact') => ({
    [`deal.${name}.id`]: text(place(`${name}.id`)),
    [`deal.${name}.name`]: text(place(`${name}.name`)),
  });
  const reason = (field: 'reason' | 'reason_note') => {
    const cases = Object.entries(reasonPaths).map(([of, paths]) => [of, text(read(deal, paths[field]))]);
    return choose(status(deal), Object.fromEntries(cases));
  };
  return {
    id: firstOf([...(ids.length > 0 ? ids : [key]), fingerprint]),
    event: source.event,
    occurred_at: byEvent((event) => instant(...source.occurredAt(event))),
    'deal.id': text(`${deal}.id`),
    'deal.name': text(place('name')),
    'deal.status': status(deal),
    'deal.status_name': text(place('status_name')),
    'deal.value': nonZeroAmount(place('value_final'), place('value')),
    'deal.currency': text(place('currency')),
    'deal.probability': percent(place('probability')),
    ...ownerFields(deal),
    ...reference('process'),
    ...reference('stage'),
    ...reference('company'),
    ...reference('contact'),
    'deal.products': list(place('products'), deal),
    'deal.product_names': names(place('products'), partPaths.product.name, deal),
    'deal.costs': list(place('costs'), deal),
    'deal.tags': names(place('tags'), partPaths.tag.name, deal),
    'deal.custom_fields': map(place('custom_fields'), deal),
    'deal.created_at': instant(place('created_at')),
    'deal.modified_at': instant(place('modified_at')),
    'deal.status_changed_at': instant(place('status_changed_at')),
    'deal.closes_on': day(place('closes_on')),
    'deal.reason': reason('reason'),
    'deal.reason_note': reason('reason_note'),
    'deal.url': firstOf([text(place('url')), ...source.urls]),
    // Make keeps nothing between two events that could tell of a newer one.
    is_late: 'null',
    delivery_attempt: integer(source.deliveryAttempt),
    dedupe_key: firstOf([key, ...ids, fingerprint]),
    raw,
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
  // A list of collections is one expression.
  const paths = new Set(itemFields.map(({ path }) => path.replace(/\[\].*/, '')));
  for (const path of [...paths, 'raw']) {
    const expression = known[path];
    if (!expression) throw new Error(`no IML for the item's field ${path}`);
    put(output, path.split('.'), iml(expression));
  }
  return output;
}

type Branch = { [key: string]: string | Branch };

function put(branch: Branch, [head = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) branch[head] = value;
  else {
    branch[head] ??= {};
    put(branch[head] as Branch, rest, value);
  }
}
