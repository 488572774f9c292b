import { eventKind } from '../events.ts';
import { type Filters, whyHeldBack } from '../item/filters.ts';
import type { Item } from '../item/item.ts';
import { factKeptMs, type Guard } from './guard.ts';

export interface AdmitOptions {
  /** The events the user chose; `any` also takes names that do not exist yet. */
  events: readonly string[] | 'any';
  filters?: Filters;
  /** Holds late events back; otherwise they come with `is_late: true`. */
  skipLate?: boolean;
  guard: Guard;
  /** What the guard's memory belongs to: one subscription, or one workflow and node. */
  scope: string;
  /** What is let through once: each event a day, or each fact a month, where a schedule shares the memory. The event unless told. */
  once?: 'event' | 'fact';
}

export type NotAdmitted =
  | { kind: 'filtered'; status: 200; reason: string }
  | { kind: 'duplicate'; status: 200 | 503; reason: string };

export interface Admitted {
  kind: 'accepted';
  status: 200;
  item: Item;
  /** To be called when the host has taken the event. Never rejects. */
  keep(): Promise<void>;
  /** To be called when the host could not take the event, so that its next copy is let in. Never rejects. */
  release(): Promise<void>;
  /** To be called within 10 s, again and again, while the host still works on the event. Never rejects. */
  renew(): Promise<void>;
}

/** Lets a genuine item through if it is wanted and the first of its kind, and reserves it. @returns what became of it. */
export async function admit(item: Item, options: AdmitOptions): Promise<Admitted | NotAdmitted> {
  const { events, filters = {}, skipLate, scope, once = 'event' } = options;
  if (events !== 'any' && !events.includes(item.event)) return filtered('The event was not chosen.');
  const guard = options.guard.forEvent();
  item.is_late = await guard.isLate(scope, item);
  if (item.is_late && skipLate) return filtered('A newer event of this deal came before.');
  const reason = whyHeldBack(item, filters);
  if (reason !== undefined) return filtered(reason);

  // What the fact of an event is that we don't know, nobody can say: two of them may share the key.
  const key = once === 'fact' && eventKind(item.event) ? item.dedupe_key : item.id;
  const reservation = await guard.reserve(scope, key);
  if (reservation === 'kept') return { kind: 'duplicate', status: 200, reason: 'The event was delivered before.' };
  if (reservation === 'pending') return { kind: 'duplicate', status: 503, reason: 'A copy of the event is in flight.' };
  return {
    kind: 'accepted',
    status: 200,
    item,
    keep: async () => void (await guard.keep(scope, key, once === 'fact' ? factKeptMs : undefined)),
    release: async () => void (await guard.release(scope, key)),
    renew: async () => void (await guard.renew(scope, key)),
  };
}

function filtered(reason: string): NotAdmitted {
  return { kind: 'filtered', status: 200, reason };
}
