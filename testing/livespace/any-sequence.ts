import fc from 'fast-check';
import { type EventName, type Look, look } from 'livespace-webhooks';
import type { Deal, Status } from '../../simulator/src/wire/deal.ts';
import { FastAccount } from './fast-account.ts';

/* What may happen to an account and to a host that looks at it, in any order, and what must be true of it in the end. */

/** What people do in Livespace. Deals are chosen by number, of those there are. */
export type Act =
  | { kind: 'time'; ms: number }
  | { kind: 'create'; count: number; status: Status }
  | { kind: 'status'; deal: number; status: Status }
  | { kind: 'edit'; deal: number }
  | { kind: 'delete'; deal: number; count: number };

export type Step =
  | { kind: 'act'; act: Act }
  | { kind: 'look'; pages: number; failAt: number; during: { page: number; act: Act }[] }
  | { kind: 'host clock'; ahead: number }
  /** The host is stopped and goes on from what it saved: n8n saves when items are returned, and at activation. */
  | { kind: 'restart' }
  | { kind: 'choose'; events: EventName[] };

const created = 'deal.created';
const changed = 'deal.status_changed';
const second = 1000;
const status = fc.constantFrom<Status>('open', 'won', 'lost', 'outdated');
const time = fc.constantFrom(0, 300, second, second, 7 * second, 60 * second, 3600 * second, 30 * 3600 * second);
/** Mostly a new one: what is old lies on few pages that matter. */
const deal = fc.oneof({ arbitrary: fc.nat({ max: 6 }), weight: 3 }, { arbitrary: fc.nat({ max: 40 }), weight: 1 });

function of<Kind extends string, Rest extends object>(
  kind: Kind,
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
) {
  return fc.record({ kind: fc.constant(kind), ...rest }) as unknown as fc.Arbitrary<{ kind: Kind } & Rest>;
}

const change: fc.Arbitrary<Act> = fc.oneof(
  { arbitrary: of('status', { deal, status }), weight: 4 },
  { arbitrary: of('delete', { deal, count: fc.integer({ min: 1, max: 3 }) }), weight: 2 },
  { arbitrary: of('edit', { deal }), weight: 1 },
  { arbitrary: of('create', { count: fc.integer({ min: 1, max: 4 }), status }), weight: 1 },
  { arbitrary: of('time', { ms: time }), weight: 1 },
);
const act: fc.Arbitrary<Act> = fc.oneof(
  { arbitrary: change, weight: 3 },
  { arbitrary: of('time', { ms: time }), weight: 2 },
  { arbitrary: of('create', { count: fc.integer({ min: 1, max: 12 }), status }), weight: 2 },
);
const during = fc.array(fc.record({ page: fc.integer({ min: 1, max: 8 }), act: change }), { maxLength: 5 });
const often = { arbitrary: fc.constant(999), weight: 3 };
const pages = fc.oneof(often, { arbitrary: fc.integer({ min: 1, max: 6 }), weight: 1 });
const choices: EventName[][] = [[created], [changed], [changed, created], [created, changed, created]];

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: of('act', { act }), weight: 10 },
  { arbitrary: of('look', { pages, failAt: pages, during }), weight: 8 },
  { arbitrary: of('restart', {}), weight: 1 },
  { arbitrary: of('host clock', { ahead: fc.constantFrom(-36e5, 0, 36e5) }), weight: 1 },
  { arbitrary: of('choose', { events: fc.constantFrom(...choices) }), weight: 1 },
);

export const scenario = fc.record({
  steps: fc.array(step, { minLength: 3, maxLength: 20 }),
  events: fc.constantFrom(...choices),
  pageSize: fc.constantFrom(2, 3, 3, 5, 100),
  allIncludesOutdated: fc.boolean(),
});

export type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

interface Kept {
  memory: Look['memory'] | undefined;
  /** Livespace's seconds in which the first look of an event began, and ended. */
  begun: Map<EventName, { from: number; to: number }>;
}

/** Plays a scenario. @returns what is wrong with what the host was told, nothing if all is well. */
export async function play({ steps, events: chosen, pageSize, allIncludesOutdated }: Scenario): Promise<string[]> {
  const account = new FastAccount(Date.UTC(2026, 10, 24, 22, 50), allIncludesOutdated);
  let ahead = 0;
  let isTimeUp = false;
  const clock = { now: () => (isTimeUp ? 2e15 : account.now + ahead), wait: async () => {} };
  const client = account.client(clock);
  let events = chosen;
  let kept: Kept = { memory: undefined, begun: new Map() };
  let saved = kept;
  const told = new Map<string, number>();
  /** Also before its event was chosen anew: a restart may go back to then. */
  const everTold = new Set<string>();
  const problems: string[] = [];
  /** By event and key: when it first occurred. */
  const truth = new Map<string, number>();
  let lastDeal = 0;

  function happened(event: EventName, key: string): void {
    truth.set(`${event} ${key}`, Math.floor(account.now / second));
  }

  /** Deals that something happened to while a look was under way. */
  let touched = new Set<string>();
  /** The second in which something last happened to a deal. */
  const touchedAt = new Map<string, number>();

  function perform(one: Act): void {
    const deals = account.deals.list().filter(({ id }) => !account.deleted.has(id));
    const deal = 'deal' in one ? deals[one.deal % Math.max(1, deals.length)] : undefined;
    if (deal) {
      touched.add(deal.id);
      touchedAt.set(deal.id, Math.floor(account.now / second));
    }
    if (one.kind === 'time') account.now += one.ms;
    if (one.kind === 'create') {
      for (let count = 0; count < one.count; count += 1) {
        lastDeal += 1;
        const made = account.deals.create({ id: `d${lastDeal}`, status: one.status });
        happened(created, `created:${made.id}`);
        noteStatus(made);
      }
    }
    if (one.kind === 'status' && deal && deal.status !== one.status)
      noteStatus(account.deals.changeStatus(deal.id, one.status));
    if (one.kind === 'edit' && deal) account.deals.update(deal.id, {});
    if (one.kind === 'delete')
      for (const { id } of deals.slice(one.deal, one.deal + one.count)) account.deleted.add(id);
  }

  function noteStatus(deal: Deal): void {
    if (deal.statusChanged !== null) happened(changed, statusKey(deal));
  }

  async function lookOnce({
    pages: most,
    failAt,
    during: acts,
  }: Extract<Step, { kind: 'look' }>): Promise<Look | undefined> {
    account.pages = 0;
    touched = new Set();
    isTimeUp = false;
    account.onPage = (page) => {
      for (const one of acts) if (one.page === page) perform(one.act);
      isTimeUp = page >= most;
      if (page >= failAt) throw new Error('no answer');
    };
    const startedAt = Math.floor(account.now / second);
    const goesOnFrom = kept.memory?.progress.pass?.started;
    const request = { events, pageSize, clock, until: 1e15 };
    const stored = kept.memory && JSON.parse(JSON.stringify(kept.memory));
    const done = await look(client, stored, request).catch(() => undefined);
    isTimeUp = false;
    if (!done) return undefined;
    const firstLook = { from: startedAt, to: Math.floor(account.now / second) };
    const begun = new Map(events.map((event) => [event, kept.begun.get(event) ?? firstLook]));
    // Chosen anew an event begins anew: what happens again in that very second, and no earlier, may be told again.
    const isAnew = (fact: string) =>
      (truth.get(fact) ?? 0) >= startedAt &&
      events.some((event) => !kept.begun.has(event) && fact.startsWith(`${event} `));
    for (const fact of [...told.keys()].filter(isAnew)) told.delete(fact);
    const isActivation = kept.memory === undefined;
    kept = { memory: done.memory, begun };
    if (isActivation || done.items.length > 0) saved = kept;
    if (done.restarted || done.passedOver > 0) problems.push('restarted or passed over');
    const times = done.items.map((item) => String(item.occurred_at));
    if (times.join() !== [...times].sort().join()) problems.push('not oldest first');
    for (const item of done.items) {
      const fact = `${item.event} ${item.dedupe_key}`;
      told.set(fact, (told.get(fact) ?? 0) + 1);
      everTold.add(fact);
      if ((told.get(fact) ?? 0) > 1) problems.push(`twice: ${fact}`);
      if ((truth.get(fact) ?? 0) < (begun.get(item.event as EventName)?.from ?? 0)) problems.push(`history: ${fact}`);
    }
    if (done.complete && !isActivation)
      problems.push(...missingNow(startedAt, goesOnFrom).map((fact) => `not at once: ${fact}`));
    return done;
  }

  /**
   * New deals that nobody touched meanwhile, since the pass began if an earlier look began it: a complete look has told of
   * them, but for those of the last minute.
   */
  function missingNow(startedAt: number, goesOnFrom = Number.POSITIVE_INFINITY): string[] {
    const start = kept.begun.get(created)?.to ?? Number.POSITIVE_INFINITY;
    const isTouched = (id: string) => touched.has(id) || (touchedAt.get(id) ?? 0) >= goesOnFrom;
    const facts = account.deals.list().filter(({ id }) => !account.deleted.has(id) && !isTouched(id));
    return facts
      .map(({ id }) => `${created} created:${id}`)
      .filter((fact) => !everTold.has(fact))
      .filter((fact) => (truth.get(fact) ?? 0) > start && (truth.get(fact) ?? 0) < startedAt - 60);
  }

  for (const one of steps) {
    if (one.kind === 'act') perform(one.act);
    if (one.kind === 'look') await lookOnce(one);
    if (one.kind === 'restart') kept = saved;
    if (one.kind === 'host clock') ahead = one.ahead;
    if (one.kind === 'choose') events = one.events;
  }
  // In the end all is quiet, and the host looks until the sweep has been round as well.
  const quietFrom = Math.floor(account.now / second);
  const hasSwept = () => (kept.memory?.events[changed]?.swept ?? quietFrom) > quietFrom || !events.includes(changed);
  for (let count = 0; count < 3 || !hasSwept(); count += 1) {
    account.now += 60 * second;
    await lookOnce({ kind: 'look', pages: 999, failAt: 999, during: [] });
  }
  for (const deal of account.deals.list()) {
    if (account.deleted.has(deal.id)) continue;
    const facts: [EventName, string][] = [[created, `created:${deal.id}`]];
    if (deal.statusChanged !== null) facts.push([changed, statusKey(deal)]);
    for (const [event, key] of facts) {
      const start = kept.begun.get(event)?.to;
      const fact = `${event} ${key}`;
      const occurred = truth.get(fact) ?? 0;
      if (start !== undefined && occurred > start && !everTold.has(fact)) problems.push(`lost: ${fact}`);
    }
  }
  return problems;
}

function statusKey(deal: Deal): string {
  return `status:${deal.id}:${deal.status}:${new Date(deal.statusChanged ?? 0).toISOString().slice(0, 19)}Z`;
}
