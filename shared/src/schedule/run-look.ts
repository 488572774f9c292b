import type { LivespaceClient } from '../api/client.ts';
import type { Clock } from '../clock.ts';
import { isLivespaceError, type LivespaceError } from '../errors.ts';
import type { EventName } from '../events.ts';
import type { Item } from '../item/item.ts';
import type { LivespaceDeal } from '../wire/deal.ts';
import { chosenEvents, sweptStatuses } from './chosen.ts';
import { Finds } from './finds.ts';
import { prune } from './known.ts';
import { type LookMemory, recall } from './memory.ts';
import { PageReader } from './page.ts';
import { horizon } from './part.ts';
import { readWindows } from './pass.ts';
import { PassPlan, type Recollection } from './pass-plan.ts';
import { sweepOn } from './sweep.ts';

export interface LookRequest {
  /** Their order and number mean nothing. One that was not there at the last look begins with this one. */
  events: readonly EventName[];
  /** Rows a call, 1 to 100. Observed: 20 rows take 2 to 3 s, 100 rows 3 to 9 s. */
  pageSize: number;
  /** The host's. Its time serves `until`, and stands in for Livespace's where no answer has a `Date` header. */
  clock: Clock;
  /**
   * After it no further page is asked for, but the one without which the look would not get on. Milliseconds since 1970 in
   * the host's time.
   */
  until: number;
}

export interface Look {
  /** Oldest first. Where a burst is read over several looks, each look's items are. */
  items: Item[];
  /** What the items were made of, as Livespace sent it, in the same order. */
  rows: LivespaceDeal[];
  /** For the next look. */
  memory: LookMemory;
  /** Whether everything up to this look was read; otherwise the next one goes on. The sweep goes on in any case. */
  complete: boolean;
  /** Rows that could not be read, or that tell of an event but not when it occurred. */
  passedOver: number;
  /** The memory that was given could not be read, so that this was a first look. */
  restarted: boolean;
  /** What cut the look off when some of it had been read; the next one goes on there. For the host's log. */
  failure?: LivespaceError;
}

/** Observed: a call takes a second or more, so a quiet look makes no more than these, and the sweep has what is left. */
const callsALook = 5;

/** @throws LivespaceError */
export async function runLook(
  client: LivespaceClient,
  stored: unknown,
  request: LookRequest,
  recollection: Recollection,
): Promise<Look> {
  const { clock, until } = request;
  const chosen = chosenEvents(request.events);
  const names = chosen.map(({ name }) => name);
  const { memory, restarted } = recall(stored, client.account.origin, names);
  const finds = new Finds(memory, chosen, recollection.isOurs);
  const plan = new PassPlan(memory, chosen, finds, clock, recollection);
  const reader = new PageReader(client, request);
  const looking = { reader, finds, memory, hasTime: () => clock.now() < until };

  let failure: LivespaceError | undefined;
  const orFailure = (error: unknown) => {
    if (!isLivespaceError(error)) throw error;
    failure = error;
    return undefined;
  };
  const statuses = sweptStatuses(chosen);
  const isFirst = !plan.isUnderWay();
  const sweep = async () => {
    const pagesBefore = reader.count;
    const pages = isFirst ? recollection.sweptAtFirst : Math.max(1, callsALook - plan.windows().length);
    const swept = await sweepOn(looking, statuses, pages).catch(orFailure);
    if (swept !== undefined) plan.swept(swept);
    // Otherwise a burst that takes all the time of every look would keep the sweep waiting.
    memory.progress.sweepFirst = !isFirst && statuses.length > 0 && reader.count === pagesBefore && !failure;
  };

  const { sweepFirst } = memory.progress;
  if (sweepFirst) await sweep();
  const pagesBefore = reader.count;
  const complete = await readWindows(looking, plan).catch(orFailure);
  if (failure && reader.count === pagesBefore) throw failure;
  if (!sweepFirst && !failure) await sweep();

  for (const { name, schedule } of chosen) {
    const part = memory.events[name];
    if (part) part.known = prune(part.known, horizon(part, schedule.sweeps));
  }
  const found = finds.list();
  return {
    items: found.map(({ item }) => item),
    rows: found.map(({ row }) => row),
    memory,
    complete: complete === true,
    passedOver: finds.passedOver,
    restarted,
    ...(failure ? { failure } : {}),
  };
}
