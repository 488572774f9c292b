export type CacheMood = 'works' | 'errs' | 'throttles' | 'hangs';

/**
 * What stands behind `z.cache` at Zapier. Unlike the SDK's own stand-in it honours `nx` and the time to live.
 *
 * Answers as the SDK's source and its pull request 921 have it: `set` true or false, and null when throttled.
 */
export class Cache {
  mood: CacheMood = 'works';
  /** Every request as it came. */
  readonly requests: { method: string; params: unknown[] }[] = [];
  readonly #entries = new Map<string, { value: string; expires: number }>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** @returns the answer's `result`; a promise that stays pending when the cache hangs. */
  async answer(method: string, params: unknown[]): Promise<unknown> {
    this.requests.push({ method, params });
    if (this.mood === 'hangs') return new Promise(() => {});
    if (this.mood === 'errs') throw new Error('the cache is out of order');
    if (this.mood === 'throttles') return null;
    const [key, value, ttl, , nx] = params as [string, string, number | null, unknown, boolean | null];
    switch (method) {
      case 'zcache_get':
        return this.#read(key);
      case 'zcache_set':
        if (nx && this.#read(key) !== null) return false;
        this.#entries.set(key, { value, expires: ttl === null ? Number.POSITIVE_INFINITY : this.#now() + ttl * 1000 });
        return true;
      case 'zcache_delete':
        return this.#entries.delete(key);
      default:
        throw new Error(`no such method: ${method}`);
    }
  }

  /** Damages every entry, or loses them all. */
  overwrite(value: string | undefined): void {
    if (value === undefined) this.#entries.clear();
    for (const entry of this.#entries.values()) entry.value = value ?? '';
  }

  /** The keys of what is kept. */
  keys(): string[] {
    return [...this.#entries.keys()];
  }

  #read(key: string): string | null {
    const entry = this.#entries.get(key);
    return entry && entry.expires > this.#now() ? entry.value : null;
  }
}
