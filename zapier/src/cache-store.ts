import type { GuardStore } from 'livespace-webhooks';
import type { ZObject } from 'zapier-platform-core';

/** In milliseconds, for one run: a cache slower than this counts as failed. */
const patienceMs = 2000;

/**
 * The guard's memory in `z.cache`, which Zapier keeps for the app as a whole. It fails rather than makes the event wait.
 *
 * `set` answers true or false, and null when Zapier throttles the cache (source: zapier-platform pull request 921): then
 * nothing is found either, and the event passes.
 */
export function cacheStore({ cache }: ZObject): GuardStore {
  const giveUpAt = Date.now() + patienceMs;

  async function soon<T>(ask: () => Promise<T>): Promise<T> {
    const left = giveUpAt - Date.now();
    if (left <= 0) throw new Error('The cache is too slow.');
    // Asked before the timer is set: a z without a cache throws here.
    const answer = ask();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(reject, left, new Error('The cache is too slow.'));
    });
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }

  return {
    add: async (key, value, ttlSeconds) =>
      (await soon(() => cache.set(key, value, ttlSeconds, undefined, true))) === true,
    set: async (key, value, ttlSeconds) => void (await soon(() => cache.set(key, value, ttlSeconds))),
    get: async (key) => (await soon(() => cache.get(key))) ?? undefined,
    delete: async (key) => void (await soon(() => cache.delete(key))),
  };
}
