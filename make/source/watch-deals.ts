import { type Call, signedRequest, tokenRequest, within } from './calls.ts';
import { callErrors } from './errors.ts';
import { iml, instant } from './iml.ts';
import { createdKey, itemOutput, statusKey } from './item.ts';

/*
 * *Watch Deals*: what the webhooks would have told, asked for at the scenario's schedule. Make keeps the date of the last
 * item and the ids of that date itself (source: developers.make.com, “Trigger (polling)”).
 */

const pageSize = 100;
const isCreated = `parameters.event == 'deal.created'`;
const byEvent = (created: string, changed: string) => `if(${isCreated}, ${created}, ${changed})`;

/** A day that no deal is older than: Livespace ignores a condition it can't read, so each has one that it can. */
const ever = `'2000-01-01'`;

/** One day more covers every time zone, since Livespace counts from its local midnight (observed). */
const since = `if(data.lastDate, formatDate(addDays(data.lastDate, -1), 'YYYY-MM-DD', 'UTC'), ${ever})`;
const tomorrow = `formatDate(addDays(now, 1), 'YYYY-MM-DD 23:59:59', 'UTC')`;

interface Look {
  /** Where the deals are kept in `temp`. */
  name: string;
  status: string;
  offset?: string;
  createdSince: string;
  modifiedSince: string;
  condition?: string;
}

const window = { createdSince: byEvent(since, ever), modifiedSince: byEvent(ever, since) };
const anytime = { createdSince: ever, modifiedSince: ever };
const isChange = `!(${isCreated})`;

/**
 * For new deals a page, another when that one is full, and the outdated ones, of which it is unknown whether `all` has
 * them. For status changes the won, the lost and the outdated deals modified since; and, as a change of status can be later
 * than `modified` (observed), the newest of all won and lost ones.
 */
const looks: readonly Look[] = [
  { name: 'first', status: byEvent(`'all'`, `'won'`), ...window },
  {
    name: 'second',
    status: byEvent(`'all'`, `'lost'`),
    offset: byEvent(String(pageSize), '0'),
    ...window,
    condition: byEvent(`length(temp.first) >= ${pageSize}`, 'true'),
  },
  { name: 'won', status: `'won'`, ...anytime, condition: isChange },
  { name: 'lost', status: `'lost'`, ...anytime, condition: isChange },
  { name: 'outdated', status: `'outdated'`, ...window },
];

const date = instant(byEvent('item.created', 'item.status_change_date'));
const dedupeKey = byEvent(createdKey('item'), statusKey('item', `'null'`));

/** Make outputs what the last request gives, so that one gathers what all of them found. */
const gathered = {
  limit: '{{parameters.limit}}',
  iterate: {
    container: iml(`distinct(merge(${looks.map(({ name }) => `ifempty(temp.${name}, emptyarray)`).join(', ')}), 'id')`),
    // A reopened deal has no time of its change (observed): it can't be told from one that was never closed.
    condition: iml(byEvent('true', 'if(item.status_change_date, true, false)')),
  },
  trigger: { type: 'date', order: 'unordered', id: iml(dedupeKey), date: iml(date) },
  output: itemOutput({
    deal: 'item',
    event: 'parameters.event',
    occurredAt: byEvent('item.created', 'item.status_change_date'),
    dedupeKey,
    id: dedupeKey,
    deliveryAttempt: 'null',
  }),
};

/** Two requests a look. */
export async function communication(): Promise<object[]> {
  const errors = await callErrors();
  const requests = looks.map((look, index) => {
    const isLast = index === looks.length - 1;
    const condition: Partial<Call> = look.condition ? { condition: iml(look.condition) } : {};
    return [
      tokenRequest(within, { ...condition, ...(index === 0 ? { errors } : {}) }),
      signedRequest(within, {
        ...condition,
        method: 'Deal/getAll',
        parameters: {
          status: iml(look.status),
          created: { from: iml(look.createdSince), to: iml(tomorrow) },
          modified: iml(look.modifiedSince),
          limit: pageSize,
          offset: look.offset ? iml(look.offset) : 0,
        },
        response: { temp: { [look.name]: '{{ifempty(body.data.deal, emptyarray)}}' }, ...(isLast ? gathered : {}) },
      }),
    ];
  });
  return Promise.all(requests.flat());
}

/** What a user can choose to start with. */
export function epoch(): object {
  return { response: { limit: pageSize, output: { label: '{{item.name}}', date: iml(date) } } };
}
