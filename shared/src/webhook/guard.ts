import { createHash } from 'node:crypto';
import type { GuardStore } from './guard-store.ts';
import type { Item } from './item.ts';

/** `pending`: a copy is in flight. `kept`: a copy was accepted before. */
export type Reservation = 'fresh' | 'pending' | 'kept';

const pendingSeconds = 60;
const keptSeconds = 24 * 60 * 60;
const longestKeyPart = 120;

/** De-duplication and order over a small store. Where the store fails, the event passes: a duplicate beats a loss. */
export class Guard {
  readonly #store: GuardStore;

  constructor(store: GuardStore) {
    this.#store = store;
  }

  /** Takes the event's id, once. @param scope one subscription, or one workflow and node. */
  async reserve(scope: string, id: string): Promise<Reservation> {
    const key = idKey(scope, id);
    try {
      if (await this.#store.add(key, 'pending', pendingSeconds)) return 'fresh';
      const state = await this.#store.get(key);
      return state === 'pending' || state === 'kept' ? state : 'fresh';
    } catch {
      return 'fresh';
    }
  }

  /** The host took the event: copies of it are duplicates from now on. */
  async keep(scope: string, id: string): Promise<void> {
    try {
      await this.#store.set(idKey(scope, id), 'kept', keptSeconds);
    } catch {
      // Its copies will pass.
    }
  }

  /** The host could not take the event: the next copy is welcome. */
  async release(scope: string, id: string): Promise<void> {
    try {
      await this.#store.delete(idKey(scope, id));
    } catch {
      // The reservation expires by itself.
    }
  }

  /** @returns whether a newer event of the same deal and name was seen before. */
  async isLate(scope: string, { event, deal, occurred_at: occurredAt }: Item): Promise<boolean> {
    if (occurredAt === null) return false;
    const key = `newest:${scope}:${part(`${event}:${deal.id}`)}`;
    try {
      const newest = await this.#store.get(key);
      if (typeof newest === 'string' && occurredAt < newest) return true;
      if (newest !== occurredAt) await this.#store.set(key, occurredAt, keptSeconds);
    } catch {
      // Without a memory nothing is known to be late.
    }
    return false;
  }
}

function idKey(scope: string, id: string): string {
  return `id:${scope}:${part(id)}`;
}

/** Hosts limit the length of a key. */
function part(id: string): string {
  return id.length <= longestKeyPart ? id : createHash('sha256').update(id).digest('hex');
}
