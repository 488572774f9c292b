import type { ZObject } from 'zapier-platform-core';
import { storeContract } from '../../testing/stores/contract.ts';
import { Cache } from '../../testing/zapier/cache.ts';
import { startWorld, type World } from '../../testing/zapier/harness.ts';
import { cacheStore } from '../../zapier/src/cache-store.ts';

describe('the cache keeps to what the guard relies on', () => {
  /** Zapier can't: `raise` reads first. The order of events in the same moment is all that it costs. */
  const notAtomic = 'of fifty that raise at once the greatest stays, and nobody is told a lesser one than his own';

  function fixture() {
    let now = 0;
    const cache = new Cache(() => now);
    const ask = async (method: string, ...params: unknown[]) => cache.answer(method, params);
    const z = {
      cache: {
        get: async (key: string) => JSON.parse(String(await ask('zcache_get', key))),
        set: (key: string, value: unknown, ...rest: unknown[]) =>
          ask('zcache_set', key, JSON.stringify(value), ...rest),
        delete: (key: string) => ask('zcache_delete', key),
      },
    };
    // Zapier counts whole seconds.
    return { store: cacheStore(z as unknown as ZObject), pass: (ms: number) => (now += Math.ceil(ms / 1000) * 1000) };
  }

  test.each(Object.entries(storeContract).filter(([rule]) => rule !== notAtomic))('%s', (_, prove) => prove(fixture()));

  test('the rule that is left out is one of them', () => {
    expect(Object.keys(storeContract)).toContain(notAtomic);
  });
});

describe('in a Zap', () => {
  let world: World;
  beforeEach(async () => {
    world = await startWorld();
  });
  afterEach(() => world.close());

  async function copies(count: number) {
    const zap = world.zap('deal_created');
    await zap.turnOn();
    await zap.idle();
    for (let copy = 0; copy < count; copy += 1) {
      world.livespace.emit({ name: 'deal.created', id: 'e-1', data: { id: 'd-1' } });
      await world.settled();
    }
    return zap;
  }

  test('the event’s id is taken once, and only if it is new', async () => {
    const zap = await copies(2);
    const taken = world.servers.cache.requests.filter(({ method, params }) => method === 'zcache_set' && params[4]);
    expect(taken.map(({ params }) => params[0])).toEqual(Array(2).fill(expect.stringMatching(/^id:[0-9a-f]{64}:e-1$/)));
    expect(zap.started()).toHaveLength(1);
  });

  test('taking it is the last thing that can fail before the item is handed over', async () => {
    await copies(1);
    const { requests } = world.servers.cache;
    const reservation = requests.findIndex(({ params }) => params[4] === true);
    expect(requests.slice(reservation + 1).map(({ method, params }) => [method, params[1]])).toEqual([
      ['zcache_set', '"kept"'],
    ]);
  });

  test.each(['errs', 'throttles'] as const)('a cache that %s lets every copy through', async (mood) => {
    world.servers.cache.mood = mood;
    const zap = await copies(2);
    expect(zap.started()).toHaveLength(2);
    expect(zap.errors()).toEqual([]);
  });

  test('a cache that does not answer is asked once an event', async () => {
    world.servers.cache.mood = 'hangs';
    const zap = await copies(1);
    expect(zap.started()).toHaveLength(1);
    expect(zap.errors()).toEqual([]);
    expect(world.servers.cache.requests).toHaveLength(1);
  });

  test('a cache that is not there lets the event through', async () => {
    const zap = world.zap('deal_created', { servers: { ...world.servers, rpc: { rpc_base: '', token: '' } } });
    await zap.turnOn();
    world.livespace.createDeal();
    await world.settled();
    expect(zap.started()).toHaveLength(1);
  });
});
