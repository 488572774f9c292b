import { eventNames } from '../events.ts';
import { type Filters, unknownStatus } from '../item/filters.ts';
import type { Item } from '../item/item.ts';
import type { GuardStore } from '../webhook/guard-store.ts';
import type { Received } from '../webhook/receive.ts';
import { dealStatuses } from '../wire/deal.ts';
import { type FormName, formNames } from '../wire/signature-forms.ts';
import type { Log } from './seldom.ts';

export interface WebhookHandlerOptions {
  /** The address as it stands in Livespace, not as a server behind a proxy sees it: the signature covers it. */
  url: string | undefined;
  /**
   * The webhook's secret, and the previous one while it is being changed; or a function that looks them up. As long as there
   * is none, events are answered 503, so that Livespace tries again; the handshake is confirmed all the same.
   */
  secrets: readonly (string | undefined)[] | (() => Secrets | Promise<Secrets>);
  /** `any` also takes events that do not exist yet. Those that are known unless told. */
  events?: readonly string[] | 'any';
  filters?: Filters;
  /** Holds events back that are older than one seen of the same deal; otherwise they come with `is_late: true`. */
  skipLate?: boolean;
  /** Memory of this process unless told. Several processes need a common one: `redisStore`, `postgresStore`. */
  store?: GuardStore;
  /** What `onEvent` is to see once: each event, or each fact, where a schedule shares the store. The event unless told. */
  once?: 'event' | 'fact';
  /** The only signature forms to try; all unless told. */
  forms?: readonly FormName[];
  /**
   * Your work. When it resolves, the event is kept and answered 200; when it rejects, it is answered 500, and its next copy
   * is let in.
   */
  onEvent(item: Item, context: EventContext): unknown;
  /** Told of each request that was not taken, in place of the log. */
  onRefused?(received: Refused): unknown;
  /** How long after a request began it is answered 500 for want of a result; 2,500 unless told. Livespace waits 3 s. */
  patienceMs?: number;
  /** The console unless told. What could flood it is said once a minute at most. */
  log?: Log;
}

export type Secrets = readonly (string | undefined)[];

export type Refused = Extract<Received, { kind: 'rejected' | 'not_ready' }>;

export interface EventContext {
  /** The delivered JSON, untouched. */
  raw: Record<string, unknown>;
  /** The form in which it was signed; `undefined` for an item that was offered. */
  form: FormName | undefined;
  /** Aborts when the request is answered without a result. */
  signal: AbortSignal;
}

type Rule = [isRight: (value: never) => boolean, wanted: string];

const isList = (value: unknown, isEntry: (entry: never) => boolean) =>
  Array.isArray(value) && value.every((entry) => isEntry(entry as never));
const isText = (value: unknown) => typeof value === 'string';
const isFunction = (value: unknown) => typeof value === 'function';
const isBoolean = (value: unknown) => typeof value === 'boolean';
const hasFunctions = (value: unknown, ...names: string[]) => names.every((name) => isFunction(Object(value)[name]));

const filterRules: Record<keyof Filters, Rule> = {
  statuses: [
    (value) => isList(value, isText) && unknownStatus({ statuses: value }) === undefined,
    `some of ${dealStatuses.map((status) => `'${status}'`).join(', ')} in a list, such as ['won']`,
  ],
  processIds: [(value) => isList(value, isText), "a list of ids as text, such as ['17']"],
  ownerIds: [(value) => isList(value, isText), "a list of ids as text, such as ['17']"],
  minimumValue: [Number.isFinite, 'a number, such as 1000'],
};

const rules: Record<keyof WebhookHandlerOptions, Rule> = {
  url: [
    (value) => isText(value) && /^https?:\/\//i.test(value) && URL.canParse(value),
    "the address as it stands in Livespace, such as 'https://example.com/livespace' (usually process.env.LIVESPACE_WEBHOOK_URL)",
  ],
  secrets: [
    (value) => isFunction(value) || isList(value, (entry) => entry === undefined || isText(entry)),
    'a list of secrets or a function that gives one, such as [process.env.LIVESPACE_WEBHOOK_SECRET]',
  ],
  events: [
    (value) => value === 'any' || (isList(value, (name) => eventNames.includes(name)) && Object(value).length > 0),
    `'any' or some of ${eventNames.map((name) => `'${name}'`).join(', ')} in a list`,
  ],
  filters: [(value) => typeof value === 'object' && value !== null, "an object, such as { statuses: ['won'] }"],
  skipLate: [isBoolean, 'true or false'],
  store: [
    (value) => hasFunctions(value, 'add', 'get', 'set', 'delete', 'raise'),
    'a store, such as redisStore(client) or postgresStore(pool)',
  ],
  once: [(value) => value === 'event' || value === 'fact', "'event' or 'fact'"],
  forms: [
    (value) => isList(value, (name) => formNames.includes(name)) && Object(value).length > 0,
    `a list of signature forms, such as ['${formNames[0]}']`,
  ],
  onEvent: [isFunction, 'a function, such as (item) => console.log(item.deal.name)'],
  onRefused: [isFunction, 'a function, such as ({ code }) => metrics.count(code)'],
  patienceMs: [(value) => Number.isFinite(value) && value > 0, 'a number of milliseconds above 0, such as 2500'],
  log: [
    (value) => hasFunctions(value, 'warn', 'error'),
    'an object with the functions warn and error, such as console',
  ],
};

const required = new Set<string>(['url', 'secrets', 'onEvent']);

/** @throws TypeError that names the option and shows a right one; never a value, since one is a secret. */
export function checkOptions(options: WebhookHandlerOptions): void {
  check(options, rules, '', required);
  if (options.filters) check(options.filters, filterRules, 'filters.', new Set());
}

function check(given: object, known: Record<string, Rule>, prefix: string, needed: Set<string>): void {
  const values = Object.entries(given ?? {});
  for (const [name] of values) {
    if (!Object.hasOwn(known, name)) {
      throw new TypeError(`There is no option \`${prefix}${name}\`. There are: ${Object.keys(known).join(', ')}.`);
    }
  }
  for (const [name, [isRight, wanted]] of Object.entries(known)) {
    const value = (given as Record<string, unknown> | undefined)?.[name];
    if (value === undefined ? !needed.has(name) : isRight(value as never)) continue;
    const problem = value === undefined ? 'is missing' : 'is not usable';
    throw new TypeError(`The option \`${prefix}${name}\` ${problem}: it takes ${wanted}.`);
  }
}
