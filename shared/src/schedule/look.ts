import type { LivespaceClient } from '../api/client.ts';
import { livespaceError } from '../errors.ts';
import type { EventName } from '../events.ts';
import { instant } from '../item/times.ts';
import { type LookMemory, recall } from './memory.ts';
import { newPart, retention } from './part.ts';
import { type Look, type LookRequest, runLook } from './run-look.ts';
import { inSeconds } from './seconds.ts';

/**
 * What happened since the last look, each fact once, for accounts without subscriptions and for what Livespace gave up
 * delivering. A fact has the `dedupe_key` of the webhook that tells of it.
 *
 * Keep `memory` together with the items, or after them. Whoever goes on from an older memory gets what was not returned
 * together with a kept one, and nothing twice. A look that rejects leaves the memory as it was: make it again.
 *
 * What the first look of an event sees, and all that occurred before, is history and never returned, unless `startFrom`
 * asks for it. A memory of another account (another origin) is dropped. Not found are a reopened deal (it has no time of
 * that), the first of two changes between two looks, and a deal that was deleted since.
 *
 * A look at a quiet account costs 2 calls for new deals, 5 for changed statuses, 5 for both, however many deals it has.
 *
 * @param memory what the last look returned; `undefined` at first. It is checked, since it may have been damaged.
 * @param request `startFrom`: the first look of an event returns what happened since; a `Date`, or a text as
 *   `2026-11-24` or `2026-11-24T10:00:00Z` (without a zone it is UTC).
 * @throws LivespaceError where no page could be read; `invalid_parameters` for an unknown event, or a `startFrom` that is
 *   no date.
 */
export async function look(
  client: LivespaceClient,
  memory: unknown,
  request: LookRequest & { startFrom?: Date | string | number | null | undefined },
): Promise<Look> {
  const startFrom = startOf(request.startFrom);
  const begin = (now: number) => ({ since: startFrom ?? now, settling: startFrom === undefined });
  return runLook(client, memory, request, { begin, shown: 0, sweptAtFirst: 0, overlap: 120, isOurs: true });
}

/**
 * A look for a host that remembers ids by itself, as Zapier does: it returns, known or not, what happened in the last two
 * days, or since the last complete look where that is longer ago. Where this is more than one run can read, `complete` is
 * false and the next look returns more. The `memory` is the position where reading goes on, less than 2 KB, of one trigger
 * of one user. Losing it costs time; what is older than two days and was not read yet is not found then.
 *
 * @param position the last look's `memory`, parsed; `undefined` where there is none. It is checked: a cache may hold anything.
 * @param request `isFirst`: what is returned is shown to the host so that it never starts with it (Zapier's
 *   `isPopulatingDedupe`); later looks return nothing that occurred before, also where this one could not read it.
 * @throws LivespaceError where no page could be read.
 */
export async function windowLook(
  client: LivespaceClient,
  position: unknown,
  request: LookRequest & { isFirst: boolean },
): Promise<Look> {
  const begin = (now: number) =>
    request.isFirst ? { since: now, settling: true } : { since: now - retention, settling: false };
  // Of what the host is shown at first it is shown as much as there is time for.
  const sweptAtFirst = request.isFirst ? Number.POSITIVE_INFINITY : 2;
  return runLook(client, position, request, {
    begin,
    shown: retention,
    sweptAtFirst,
    overlap: retention,
    isOurs: false,
  });
}

/**
 * The position of a first `windowLook` that rejected: what occurs from now on is news to the next, and nothing before.
 *
 * @param now Livespace's time as far as the host knows it, in milliseconds.
 */
export function windowFrom(client: LivespaceClient, events: readonly EventName[], now: number): LookMemory {
  const { memory } = recall(undefined, client.account.origin, events);
  for (const name of events) memory.events[name] = newPart(Math.floor(now / 1000), true);
  return memory;
}

function startOf(given: Date | string | number | null | undefined): number | undefined {
  if (given === undefined || given === null || given === '') return undefined;
  const time = inSeconds(instant(given instanceof Date ? given.getTime() : given));
  if (time === null) throw livespaceError('invalid_parameters', { start: String(given) }, 'start');
  return time;
}
