import type { GuardStore } from 'livespace-webhooks';
import type { ZObject } from 'zapier-platform-core';

/** In milliseconds, for one run: a cache slower than this counts as failed. */
const patienceMs = 2000;

/**
 * The guard's memory in `z.cache`, which Zapier keeps for the app as a whole. It fails rather than makes the event wait.
 *
 * `set` answers true or false, and null when Zapier throttles the cache (source: zapier-platform pull request 921).
 */
export function cacheStore({ cache }: ZObject): GuardStore {
  const giveUpAt = Date.now() + patienceMs;

  async function soon<T>(ask: () => Promise<T>): Promise<T> {
    const left = giveUpAt - Date.now();
    if (left <= 0) throw new Error('The cache is too slow.');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(reject, left, new Error('The cache is too slow.'));
    });
    return Promise.race([ask(), late]).finally(() => clearTimeout(timer));
  }

  async function store(key: string, value: string, ttlSeconds: number, onlyNew?: boolean): Promise<boolean> {
    const stored = await soon(() => cache.set(key, value, ttlSeconds, undefined, onlyNew));
    if (typeof stored !== 'boolean') throw new Error('The cache is throttled.');
    return stored;
  }

  return {
    add: (key, value, ttlSeconds) => store(key, value, ttlSeconds, true),
    set: async (key, value, ttlSeconds) => void (await store(key, value, ttlSeconds)),
    get: async (key) => (await soon(() => cache.get(key))) ?? undefined,
    delete: async (key) => void (await soon(() => cache.delete(key))),
  };
}
