import { type EventName, eventNames } from 'livespace-webhooks';
import { events } from 'livespace-webhooks/host';
import { dealPage, dealPaths, methods } from 'livespace-webhooks/wire';
import { isText, map, text } from './coerce.ts';
import { callErrors } from './errors.ts';
import { choose, iml } from './iml.ts';
import { itemOutput } from './item.ts';
import { list } from './lists.ts';
import { type Look, looks } from './looks.ts';
import { heads, read } from './read.ts';
import { dateOf, instant, timeText } from './time.ts';
import { moduleAccount, moduleOrigin, signedRequest, tokenRequest } from './transport.ts';

/*
 * *Watch Deals (Scheduled)*: what the webhooks would have told, asked for at the scenario's schedule. Make keeps the date of
 * the last item and the ids of that date itself (developers.make.com, “Trigger (polling)”).
 */

const pageSize = 100;
/** A deal that is deleted while we read moves the next page up. */
const overlap = 10;
/** A day that no deal is older than: Livespace ignores a condition it can't read, so each has one that it can. */
const ever = `'2000-01-01'`;
/** One day more covers every time zone, since Livespace counts from its local midnight (observed). */
const since = `if(data.lastDate, formatDate(addDays(ifempty(data.lastDate, now), -1), 'YYYY-MM-DD', 'UTC'), ${ever})`;
const tomorrow = `formatDate(addDays(now, 3), 'YYYY-MM-DD 23:59:59', 'UTC')`;

const byEvent = (expression: (event: EventName) => string) =>
  choose('parameters.event', Object.fromEntries(eventNames.map((event) => [event, expression(event)])));

const deals = (index: number) => `ifempty(temp.deals${index + 1}, emptyarray)`;

/** Each page after the first is asked for where the one before it was full. */
function conditionOf(index: number): string | undefined {
  const condition = byEvent((event) => {
    const look = looks[index]?.[event];
    if (!look) return 'false';
    return look.page === 0 ? 'true' : `length(${deals(index - 1)}) >= ${pageSize}`;
  });
  return condition === 'true' ? undefined : condition;
}

/** Every call sends the same parameters, since what one leaves out it would inherit through `temp`. */
function parametersOf(index: number): object {
  const of = (expression: (look: Look) => string) =>
    iml(byEvent((event) => expression(looks[index]?.[event] ?? { status: 'all', page: 0 })));
  return {
    status: of(({ status }) => `'${status}'`),
    created: { from: of(({ by }) => (by === 'created' ? since : ever)), to: iml(tomorrow) },
    modified: of(({ by }) => (by === 'modified' ? since : ever)),
    limit: pageSize,
    offset: of(({ page }) => String(page * (pageSize - overlap))),
  };
}

/** When the event occurred, by the deal's own time of it; a deal that has none tells of no such event. */
const own = (event: EventName) => dealPaths[events[event].occurredAt[0]];
const when = (row: string) => `get(map(toArray(${row}), 'value', 'key', temp.when), '1')`;
const date = dateOf(`toString(${when('item')})`);
/** A row that is no deal is passed over, and so is one without an id or without that time. */
const isFact = `if(${timeText([when(map('item', 'parameters'))])}, if(${isText('item.id')}, true, false), false)`;

/** Tells two facts of one deal and one second apart. */
const factId = byEvent((event) => {
  const parts: readonly string[] = events[event].key.parts;
  const places = { status: dealPaths.status, value: [...dealPaths.value_final, ...dealPaths.value] };
  const keys = Object.entries(places).flatMap(([part, paths]) => (parts.includes(part) ? heads(paths) : []));
  return `toString(item.id) + createJSON(pick(${['item', `'nothing'`, ...keys.map((key) => `'${key}'`)].join(', ')}))`;
});

/** Make outputs what the last request gives, so that one gathers what all of them found. */
const gathered = {
  limit: '{{parameters.limit}}',
  iterate: {
    container: iml(`distinct(merge(${looks.map((_, index) => deals(index)).join(', ')}), 'id')`),
    condition: iml(isFact),
  },
  trigger: { type: 'date', order: 'unordered', id: iml(factId), date: iml(date) },
  output: itemOutput({
    events: eventNames,
    event: 'parameters.event',
    deal: 'item',
    raw: 'item',
    occurredAt: (event) => [read('item', own(event))],
    ids: [],
    deliveryAttempt: 'null',
    urls: [`${moduleOrigin} + '${dealPage('', 'x').slice(0, -1)}' + encodeURL(toString(item.id))`],
  }),
};

/** Two requests a call. */
export function communication(): object[] {
  return looks.flatMap((_, index) => {
    const condition = conditionOf(index);
    const conditional = condition === undefined ? {} : { condition: iml(condition) };
    const temp = { when: iml(byEvent((event) => `'${heads(own(event)).join(',')}'`)) };
    return [
      tokenRequest(moduleAccount, { ...conditional, ...(index === 0 ? { errors: callErrors, temp } : {}) }),
      signedRequest(moduleAccount, {
        ...conditional,
        method: methods.deals,
        parameters: parametersOf(index),
        response: {
          temp: { [`deals${index + 1}`]: iml(list('body.data.deal', 'body')) },
          ...(index === looks.length - 1 ? gathered : {}),
        },
      }),
    ];
  });
}

/** What a user can choose to start with. Nobody says that `temp` reaches this file, so the date is found without it. */
export function epoch(): object {
  const start = byEvent((event) => instant(read('item', own(event))));
  return {
    response: { limit: pageSize, output: { label: iml(text(read('item', dealPaths.name))), date: iml(start) } },
  };
}
