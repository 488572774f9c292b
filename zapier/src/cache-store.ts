import type { GuardStore } from 'livespace-webhooks';
import type { ZObject } from 'zapier-platform-core';

/**
 * The guard's memory in `z.cache`, which Zapier keeps for the app as a whole: whoever uses it hashes what is whose.
 *
 * Zapier adds a key that is new atomically, and nothing else. So `raise` and a conditional `delete` read first: of two
 * events of one deal in the same moment, the older one may pass for not late. None is lost or repeated by that.
 *
 * `set` answers true or false, and null when Zapier throttles the cache (source: zapier-platform pull request 921): then
 * nothing is found either, and the event passes.
 */
export function cacheStore({ cache }: ZObject): GuardStore {
  const get = async (key: string): Promise<string | undefined> => (await cache.get(key)) ?? undefined;
  const set = (key: string, value: string, ttlMs: number, onlyIfNew?: true) =>
    cache.set(key, value, Math.ceil(ttlMs / 1000), undefined, onlyIfNew);
  return {
    get,
    set,
    add: async (key, value, ttlMs) => (await set(key, value, ttlMs, true)) === true,
    async delete(key, onlyIf) {
      if (onlyIf === undefined || (await get(key)) === onlyIf) await cache.delete(key);
    },
    async raise(key, value, ttlMs) {
      const stored = await get(key);
      const greater = stored !== undefined && stored > value ? stored : value;
      await set(key, greater, ttlMs);
      return greater;
    },
  };
}
