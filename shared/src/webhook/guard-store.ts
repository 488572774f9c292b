/** Where the guard remembers. A host with a store of its own implements this; one that throws never costs an event. */
export interface GuardStore {
  /** Stores the value unless the key is there. @returns whether this call stored it. */
  add(key: string, value: string, ttlSeconds: number): Promise<boolean>;
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  delete(key: string): Promise<void>;
}

interface Entry {
  value: string;
  expires: number;
}

/**
 * A {@link GuardStore} in this process, bounded in count and in age. Two generations take turns: when the young one is
 * full, the old one is dropped whole, so that every operation is O(1).
 */
export class MemoryStore implements GuardStore {
  readonly #now: () => number;
  readonly #perGeneration: number;
  #young = new Map<string, Entry>();
  #old = new Map<string, Entry>();

  /**
   * @param options `now` in milliseconds; at least half of `maxEntries` is remembered, and never more than it: 20,000
   *   unless told, some 5 MB.
   */
  constructor({ now, maxEntries = 20_000 }: { now: () => number; maxEntries?: number }) {
    this.#now = now;
    this.#perGeneration = Math.max(1, Math.floor(maxEntries / 2));
  }

  async add(key: string, value: string, ttlSeconds: number): Promise<boolean> {
    if (this.#read(key) !== undefined) return false;
    this.#write(key, value, ttlSeconds);
    return true;
  }

  async get(key: string): Promise<string | undefined> {
    return this.#read(key);
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    this.#write(key, value, ttlSeconds);
  }

  async delete(key: string): Promise<void> {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  #read(key: string): string | undefined {
    const entry = this.#young.get(key) ?? this.#old.get(key);
    return entry && entry.expires > this.#now() ? entry.value : undefined;
  }

  #write(key: string, value: string, ttlSeconds: number): void {
    if (this.#young.size >= this.#perGeneration && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, { value, expires: this.#now() + ttlSeconds * 1000 });
  }
}
