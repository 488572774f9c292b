import { startWorld, type World } from '../../testing/zapier/harness.ts';
import type { Zap } from '../../testing/zapier/zap.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld({ deals: [] });
});
afterEach(() => world.close());

async function on(trigger: string, inputData: Record<string, unknown> = {}): Promise<Zap> {
  const zap = world.zap(trigger, { inputData });
  await zap.turnOn();
  return zap;
}

/** What the history shows beside items: nothing but what never turns a Zap off. */
function halts(zap: Zap): string[] {
  for (const error of zap.errors()) expect(error).toMatchObject({ name: 'HaltedError', doNotContextify: true });
  return zap.errors().map((error) => error.message);
}

describe('an event', () => {
  test('starts the Zap once, however many copies come at once or later', async () => {
    world.livespace.fault({ kind: 'duplicate', copies: 3, on: 'deal.created' });
    const zap = await on('deal_created');
    const { deal, eventId = '' } = world.livespace.createDeal({ name: 'Żuraw', value: 1200 });
    await world.settled();
    world.livespace.emit({ name: 'deal.created', id: String(eventId), data: deal });
    await world.settled();
    expect(zap.started()).toMatchObject([{ id: eventId, event: 'deal.created', deal: { id: deal.id, value: 1200 } }]);
    expect(zap.history).toHaveLength(1 + 3 + 1);
    expect(zap.errors()).toEqual([]);
  });

  test('of the same deal with another id is another event', async () => {
    const zap = await on('deal_status_changed');
    const { deal } = world.livespace.createDeal();
    for (const status of ['won', 'open', 'won'] as const) world.livespace.changeStatus(String(deal.id), status);
    await world.settled();
    expect(zap.started()).toHaveLength(3);
  });

  test('starts each Zap of its own', async () => {
    const zaps = [await on('deal_created'), await on('deal_created')];
    world.livespace.createDeal();
    await world.settled();
    expect(zaps.map((zap) => zap.started().length)).toEqual([1, 1]);
  });

  test('starts the Zap again a day later, when its copy is forgotten', async () => {
    let now = Date.now();
    const other = await startWorld({ cacheNow: () => now });
    const zap = other.zap('deal_created');
    await zap.turnOn();
    const send = async () => {
      other.livespace.emit({ name: 'deal.created', id: 'e-1', data: { id: 'd-1' } });
      await other.settled();
    };
    await send();
    now += 23 * 3600_000;
    await send();
    expect(zap.started()).toHaveLength(1);
    now += 2 * 3600_000;
    await send();
    expect(zap.started()).toHaveLength(2);
    await other.close();
  });
});

describe('a late event', () => {
  const emit = (minute: number) =>
    world.livespace.emit({
      name: 'deal.status_changed',
      timestamp: `2026-11-24T10:0${minute}:00Z`,
      data: { id: 'd-1', status: 'won' },
    });

  test('says that it is late', async () => {
    const zap = await on('deal_status_changed');
    for (const minute of [2, 1, 3]) {
      emit(minute);
      await world.settled();
    }
    expect(zap.started().map((item) => item.is_late)).toEqual([false, true, false]);
  });

  test.each([
    [true, 1],
    ['true', 1],
    ['yes', 1],
    ['false', 2],
    ['no', 2],
    ['', 2],
    [false, 2],
  ])('with Skip Late Events %j leaves %d', async (skip_late, count) => {
    const zap = await on('deal_status_changed', { skip_late });
    for (const minute of [2, 1]) {
      emit(minute);
      await world.settled();
    }
    expect(zap.started()).toHaveLength(count);
  });
});

describe('a filter', () => {
  test('by status starts nothing for the others', async () => {
    const zap = await on('deal_status_changed', { status: ['won', 'lost'] });
    const { deal } = world.livespace.createDeal();
    for (const status of ['won', 'open', 'lost', 'outdated'] as const) {
      world.livespace.changeStatus(String(deal.id), status);
      await world.settled();
    }
    expect(zap.started().map((item) => item.deal.status)).toEqual(['won', 'lost']);
    expect(zap.errors()).toEqual([]);
  });

  test.each([
    [{ process_id: 'p-1' }, ['a', 'c', 'e']],
    [{ owner_id: 'o-2' }, ['b', 'e']],
    [{ owner_id: 'o-2', process_id: 'p-1' }, ['e']],
    [{ minimum_value: '12 500,50' }, ['a', 'c', 'e']],
    [{ minimum_value: 12_500.51 }, ['c', 'e']],
    [{ minimum_value: 0 }, ['a', 'b', 'c', 'd', 'e']],
    [{ minimum_value: '', process_id: '', owner_id: '', status: [] }, ['a', 'b', 'c', 'd', 'e']],
    [{ minimum_value: null, process_id: null }, ['a', 'b', 'c', 'd', 'e']],
  ])('%j lets %j through: what is not known passes', async (inputData, expected) => {
    const zap = await on('deal_created', inputData);
    const deals = [
      { id: 'a', process_id: 'p-1', owner_id: 'o-1', value: '12500.50' },
      { id: 'b', process_id: 'p-2', owner_id: 'o-2', value: '10' },
      { id: 'c', process_id: 'p-1', owner_id: 'o-1', value: '13 000,00' },
      { id: 'd', process_id: 'p-2', owner_id: 'o-1', value: '12 000,00' },
      { id: 'e' },
    ];
    for (const data of deals) world.livespace.emit({ name: 'deal.created', data });
    await world.settled();
    expect(
      zap
        .started()
        .map((item) => item.deal.id)
        .sort(),
    ).toEqual(expected);
  });
});

describe('what a stranger can send', () => {
  test('a forged event halts, and says why', async () => {
    const zap = await on('deal_created');
    await world.livespace.forge(String(zap.subscribeData?.id), { name: 'deal.created', data: { id: 'd-1' } });
    await world.settled();
    expect(halts(zap)).toEqual([expect.stringContaining('The signature does not match')]);
    expect(zap.started()).toEqual([]);
  });

  test.each([
    ['no signature', '{"name":"deal.created"}', {}, 'The header X-Livespace-Signature is missing.'],
    ['no hex', '{"name":"deal.created"}', { 'X-Livespace-Signature': 'sha256=1' }, 'is not 64 hex digits'],
    ['no JSON', '{"name":', {}, 'The header X-Livespace-Signature is missing.'],
    ['11 MB', 'x'.repeat(11 * 1024 * 1024), {}, 'larger than 10 MB'],
  ])('%s halts', async (_, body, headers, reason) => {
    const zap = await on('deal_created');
    await fetch(zap.targetUrl, { method: 'POST', body, headers });
    await zap.idle();
    expect(halts(zap)).toEqual([expect.stringContaining(reason)]);
    expect(zap.started()).toEqual([]);
  });

  test.each(['', ' ', '{}', '[]', 'null'])('an empty body %j is a handshake', async (body) => {
    const zap = await on('deal_created');
    await fetch(zap.targetUrl, { method: 'POST', body });
    await zap.idle();
    expect(zap.history).toHaveLength(2);
    expect(zap.errors()).toEqual([]);
  });

  test('a visit with a browser starts nothing', async () => {
    const zap = await on('deal_created');
    await fetch(zap.targetUrl);
    await zap.idle();
    expect(zap.started()).toEqual([]);
    expect(zap.errors()).toEqual([]);
  });

  test.each([
    ['not in Zapier’s form', { rawRequest: { headers: null, content: { name: 'deal.created' } } }],
    [
      'whose body was lost on the way',
      { rawRequest: { headers: { 'Http-Content-Length': '512', 'Http-X-Livespace-Signature': '0'.repeat(64) } } },
    ],
    ['without headers', { rawRequest: { content: '{"name":"deal.created"}' } }],
    ['with settings of another kind', { inputData: null, rawRequest: { content: '{"name":"deal.created"}' } }],
  ])('a request %s halts too', async (_, bundle) => {
    const zap = await on('deal_created');
    const run = zap.operation('perform', { subscribeData: zap.subscribeData, ...bundle });
    await expect(run).rejects.toMatchObject({ name: 'HaltedError', doNotContextify: true });
  });
});

describe('an event that Livespace signed', () => {
  test.each([
    ['without an id of its deal', { name: 'deal.created', data: { name: 'x' } }, 'data.id'],
    ['that is only half there', { name: 'deal.created', data: [] }, 'data'],
  ])('%s halts, and says what is missing', async (_, event, field) => {
    const zap = await on('deal_created');
    world.livespace.emit(event as never);
    await world.settled();
    expect(halts(zap)).toEqual([expect.stringContaining(field)]);
  });

  test('before Zapier knows the secret halts, and says what to do', async () => {
    const zap = await on('deal_created');
    zap.subscribeData = undefined;
    world.livespace.createDeal();
    await world.settled();
    expect(halts(zap)).toEqual([expect.stringContaining('turn the Zap off and on again')]);
  });
});
