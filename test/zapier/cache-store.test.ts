import { startWorld, type World } from '../../testing/zapier/harness.ts';

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

test('a cache that does not answer costs the event half a second, once', async () => {
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
