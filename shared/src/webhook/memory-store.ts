import type { GuardStore } from './guard-store.ts';

interface Entry {
  value: string;
  expires: number;
}

/**
 * A {@link GuardStore} in this process, bounded in count and in age. Two generations take turns: when the young one is
 * full, the old one is dropped whole, so that every operation is O(1).
 *
 * It guarantees that at least the last `maxEntries / 2` entries are remembered for as long as they are asked to be. An event
 * takes two (its own, and the newest of its deal), and one more where the generations change while it is in flight: the
 * default of 44,000 is enough for the last 10,000 events for 24 hours, beside 500 in flight, in some 11 MB. It dies with
 * the process.
 */
export class MemoryStore implements GuardStore {
  readonly #now: () => number;
  readonly #perGeneration: number;
  #young = new Map<string, Entry>();
  #old = new Map<string, Entry>();

  /** @param options `now` in milliseconds, the process' clock unless told. */
  constructor({ now = Date.now, maxEntries = 44_000 }: { now?: () => number; maxEntries?: number } = {}) {
    this.#now = now;
    this.#perGeneration = Math.max(1, Math.floor(maxEntries / 2));
  }

  add(key: string, value: string, ttlMs: number): boolean {
    if (this.get(key) !== undefined) return false;
    this.set(key, value, ttlMs);
    return true;
  }

  get(key: string): string | undefined {
    const entry = this.#young.get(key) ?? this.#old.get(key);
    return entry && entry.expires > this.#now() ? entry.value : undefined;
  }

  set(key: string, value: string, ttlMs: number): void {
    if (this.#young.size >= this.#perGeneration && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, { value, expires: this.#now() + ttlMs });
  }

  delete(key: string, onlyIf?: string): void {
    if (onlyIf !== undefined && this.get(key) !== onlyIf) return;
    this.#young.delete(key);
    this.#old.delete(key);
  }

  raise(key: string, value: string, ttlMs: number): string {
    const stored = this.get(key);
    const greater = stored !== undefined && stored > value ? stored : value;
    this.set(key, greater, ttlMs);
    return greater;
  }
}
