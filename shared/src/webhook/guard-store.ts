/** Where the guard remembers. A host with a store of its own implements this; one that throws never costs an event. */
export interface GuardStore {
  /** Stores the value unless the key is there. @returns whether this call stored it. */
  add(key: string, value: string, ttlSeconds: number): Promise<boolean>;
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  delete(key: string): Promise<void>;
}

/** A {@link GuardStore} in this process: bounded in count (the oldest go first) and in age, every operation O(1). */
export class MemoryStore implements GuardStore {
  readonly #entries = new Map<string, { value: string; expires: number }>();
  readonly #now: () => number;
  readonly #maxEntries: number;

  /** @param options `now` in milliseconds; `maxEntries` 20,000 unless told, some 5 MB. */
  constructor({ now, maxEntries = 20_000 }: { now: () => number; maxEntries?: number }) {
    this.#now = now;
    this.#maxEntries = maxEntries;
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
    this.#entries.delete(key);
  }

  #read(key: string): string | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.expires > this.#now() ? entry.value : undefined;
  }

  #write(key: string, value: string, ttlSeconds: number): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, expires: this.#now() + ttlSeconds * 1000 });
    if (this.#entries.size <= this.#maxEntries) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}
