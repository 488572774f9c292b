import * as z from 'zod/v4';
import { check } from '../check.ts';

const ms = z.int().min(0).max(3_600_000);

/** What can go wrong on demand, and what each of it takes. */
const kinds = {
  /** Answers HTTP `status` instead of doing the call. */
  http: { status: z.int().min(200).max(599) },
  /** Answers result code `result` instead of doing the call. */
  result: { result: z.int().min(0).max(999) },
  /** Does the call, then cuts the connection without an answer. */
  drop: {},
  /** Does the call, and answers after `ms` milliseconds. */
  slow: { ms },
  /** Answers an HTML page instead of doing the call. */
  'not-json': {},
  /** Answers 302 to `location` instead of doing the call. */
  redirect: { location: z.string().regex(/^[\x21-\x7e]+$/, 'expected a URL') },
  /** Does the call, and answers with so many bytes more than it takes. */
  huge: { bytes: z.int().min(1).max(200_000_000) },
  /** A deal is created just before the call: the rows behind it move on by one. */
  'new-deal': {},
  /** The first row of a list of deals has no id. */
  'no-id': {},
  /** `row`, whatever it is, stands in a list of deals in place of the first one. */
  'odd-row': { row: z.unknown() },
  /** Leaves the secrets out of the list of subscriptions. */
  'hide-secret': {},
  /** When a subscription is added, Livespace makes a secret of its own and ignores the proposed one. */
  'server-secret': {},
  /** Sends each event `copies` times at once. */
  duplicate: { copies: z.int().min(1).max(10_000) },
  /** Sends the event after `ms` milliseconds. */
  delay: { ms },
  /** Keeps `count` events back, then sends them in reverse. */
  reorder: {},
};
type Kinds = typeof kinds;
export type FaultKind = keyof Kinds;

const common = {
  on: z.string().max(200).optional(),
  page: z.int().min(1).optional(),
  count: z.union([z.int().min(1).max(1_000_000), z.literal('always')]).optional(),
};

/**
 * A fault to set. `on` names what it happens to, an API method (`Deal/getAll`; `_Api/getToken` is one like any other) or an
 * event; `*` stands for anything, which is the default. `page` narrows it to one page of a list, counted from 1. `count`
 * tells how often it strikes before it is gone (by default once).
 */
export type Fault = {
  [Kind in FaultKind]: { kind: Kind } & { [Field in keyof Kinds[Kind]]: z.infer<Kinds[Kind][Field]> };
}[FaultKind] &
  z.infer<z.ZodObject<typeof common>>;

export class Faults {
  #faults: { fault: Fault; left: number }[] = [];

  /** Throws for what is no fault, naming the field: a misspelt fault that never strikes would pass every test. */
  set(fault: Fault): void {
    const { kind } = Object(fault) as { kind: FaultKind };
    if (!Object.hasOwn(kinds, kind)) {
      throw new Error(`kind: no such fault: ${JSON.stringify(kind)}. The faults: ${Object.keys(kinds).join(', ')}`);
    }
    check(z.strictObject({ kind: z.literal(kind), ...kinds[kind], ...common }), fault);
    this.#faults.push({ fault, left: fault.count === 'always' ? Number.POSITIVE_INFINITY : (fault.count ?? 1) });
  }

  /** Uses up one strike of the oldest fault of this kind that matches. `isLast` when that was its last. */
  take<Kind extends FaultKind>(kind: Kind, name: string, page?: number) {
    const entry = this.#faults.find(({ fault }) => {
      const isHere = fault.page === undefined || fault.page === page;
      return fault.kind === kind && isHere && matches(fault.on ?? '*', name);
    });
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.#faults = this.#faults.filter((other) => other !== entry);
    return { ...(entry.fault as Extract<Fault, { kind: Kind }>), isLast: entry.left <= 0 };
  }

  list(): Fault[] {
    return this.#faults.map(({ fault, left }) => ({
      ...fault,
      count: left === Number.POSITIVE_INFINITY ? 'always' : left,
    }));
  }

  /** Of this kind, or all. */
  clear(kind?: FaultKind): void {
    this.#faults = this.#faults.filter(({ fault }) => kind !== undefined && fault.kind !== kind);
  }

  reset(): void {
    this.clear();
  }
}

/** Each part between stars is looked for once, from left to right: no pattern takes long. */
function matches(pattern: string, name: string): boolean {
  const [first = '', ...parts] = pattern.split('*');
  const last = parts.pop();
  if (last === undefined) return name === pattern;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
