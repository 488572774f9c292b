import { createHash, randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { encoded } from '../item/fact-key.ts';
import type { Item } from '../item/item.ts';
import type { Awaitable, GuardStore } from './guard-store.ts';

/** `pending`: a copy is in flight. `kept`: a copy was accepted before. */
export type Reservation = 'fresh' | 'pending' | 'kept';

export interface GuardOptions {
  now?: () => number;
  /** How to wait: with it, a store has 500 ms for an answer; without, as long as it takes. */
  wait?: Clock['wait'];
  /** Told once an event when the store fails. */
  onStoreFailure?: (error: unknown) => void;
}

/** How long a reservation holds unless it is renewed: a process killed meanwhile costs a repeat, never a loss. */
export const leaseMs = 10_000;
const pending = 'pending';
const keptMs = 24 * 60 * 60 * 1000;
/** A schedule may tell of it long after the webhook: after a pause, or once its sweep has come round. */
export const factKeptMs = 30 * keptMs;
const patienceMs = 500;
const longestKeyPart = 120;

/**
 * De-duplication and order over a small store. Where the store fails or hangs, the event passes: a duplicate beats a loss.
 */
export class Guard {
  readonly #store: GuardStore;
  readonly #options: GuardOptions;
  /** Tells this guard's reservations from those of other processes. */
  readonly #mine = `${pending}:${randomUUID()}`;

  constructor(store: GuardStore, options: GuardOptions = {}) {
    this.#store = store;
    this.#options = options;
  }

  /** @returns the guard of one event: after a failure it asks the store no more. */
  forEvent(): EventGuard {
    return new EventGuard(this.#store, this.#mine, this.#options);
  }

  /** Takes a key, once. @param scope one subscription, or one workflow and node. @param id the event's, or of the fact. */
  async reserve(scope: string, id: string): Promise<Reservation> {
    return this.forEvent().reserve(scope, id);
  }

  /** The host took the event: copies of it are duplicates from now on. @param ms for how long, a day unless told. */
  async keep(scope: string, id: string, ms?: number): Promise<void> {
    await this.forEvent().keep(scope, id, ms);
  }

  /** The host could not take the event: the next copy is welcome. */
  async release(scope: string, id: string): Promise<void> {
    await this.forEvent().release(scope, id);
  }

  /** @returns whether a newer event of the same deal and name was seen before. */
  async isLate(scope: string, item: Item): Promise<boolean> {
    return this.forEvent().isLate(scope, item);
  }
}

/** One event's dealings with the store. None of them rejects, and none waits where the store answers at once. */
export class EventGuard {
  readonly #store: GuardStore;
  readonly #mine: string;
  readonly #options: GuardOptions;
  #hasFailed = false;

  constructor(store: GuardStore, mine: string, options: GuardOptions) {
    this.#store = store;
    this.#mine = mine;
    this.#options = options;
  }

  reserve(scope: string, id: string): Awaitable<Reservation> {
    const key = idKey(scope, id);
    return then(
      this.#ask(() => this.#store.add(key, this.#mine, leaseMs), true),
      (isStored) =>
        isStored
          ? 'fresh'
          : then(
              this.#ask(() => this.#store.get(key), undefined),
              reservation,
            ),
    );
  }

  /** The host is still at work: the reservation holds for another lease, unless it ended and another has it by now. */
  renew(scope: string, id: string): Awaitable<unknown> {
    const key = idKey(scope, id);
    return then(
      this.#ask(() => this.#store.get(key), undefined),
      (holder) =>
        holder === this.#mine ? this.#ask(() => this.#store.set(key, this.#mine, leaseMs), undefined) : undefined,
    );
  }

  keep(scope: string, id: string, ms = keptMs): Awaitable<unknown> {
    return this.#ask(() => this.#store.set(idKey(scope, id), 'kept', ms), undefined);
  }

  /** What is kept, or another's reservation by now, stays. */
  release(scope: string, id: string): Awaitable<unknown> {
    return this.#ask(() => this.#store.delete(idKey(scope, id), this.#mine), undefined);
  }

  isLate(scope: string, { event, deal, occurred_at: occurredAt }: Item): Awaitable<boolean> {
    if (occurredAt === null) return false;
    const now = this.#options.now?.() ?? Date.now();
    // A time that lies in the future would make every event after it late.
    const when = Date.parse(occurredAt) > now ? new Date(now).toISOString() : occurredAt;
    const key = `newest:${part(scope)}:${part(event)}:${part(deal.id)}`;
    return then(
      this.#ask(() => this.#store.raise(key, when, keptMs), when),
      (newest) => when < newest,
    );
  }

  /** @returns what the store answers, or `otherwise` where it does not. A value that is no promise is not waited for. */
  #ask<T, U>(question: () => Awaitable<T>, otherwise: U): Awaitable<T | U> {
    if (this.#hasFailed) return otherwise;
    const failed = (error: unknown) => {
      this.#hasFailed = true;
      this.#options.onStoreFailure?.(error);
      return otherwise;
    };
    try {
      const answer = question();
      return isPromise(answer) ? Promise.resolve(this.#inTime(answer)).catch(failed) : answer;
    } catch (error) {
      return failed(error);
    }
  }

  #inTime<T>(answer: Promise<T>): Promise<T> {
    const { wait } = this.#options;
    if (!wait) return answer;
    const tooLate = wait(patienceMs).then(() => Promise.reject(new Error('The store did not answer within 500 ms.')));
    return Promise.race([answer, tooLate]);
  }
}

function then<T, U>(answer: Awaitable<T>, use: (value: T) => Awaitable<U>): Awaitable<U> {
  return isPromise(answer) ? answer.then(use) : use(answer);
}

/** Cloudflare's answers from a Durable Object are functions that have a `then`. */
function isPromise<T>(value: Awaitable<T>): value is Promise<T> {
  return typeof (value as Partial<Promise<T>> | null | undefined)?.then === 'function';
}

function reservation(state: unknown): Reservation {
  if (state === 'kept') return 'kept';
  return typeof state === 'string' && state.startsWith(pending) ? 'pending' : 'fresh';
}

function idKey(scope: string, id: string): string {
  return `id:${part(scope)}:${part(id)}`;
}

/** Encoded, so that two scopes can't meet in one key; hosts limit the length of a key. */
function part(value: string): string {
  return value.length <= longestKeyPart ? encoded(value) : createHash('sha256').update(value).digest('hex');
}
