import type { Fault, Simulator } from '../../simulator/src/index.ts';
import { signDelivery } from '../../testing/sign.ts';
import {
  authenticate,
  call,
  endpoint,
  getToken,
  secret,
  send,
  start,
  subscribe,
} from '../../testing/simulator/harness.ts';

jest.setTimeout(60_000);

const on = 'Default/User_getInfo';

describe('API faults', () => {
  test.each([[429], [503]])('http %d, as often as asked for, on the named method only', async (status) => {
    const simulator = await start();
    simulator.fault({ kind: 'http', status, on, count: 2 });
    expect(await call(simulator, 'Default/User_getAll')).toMatchObject({ result: 200 });
    for (const expected of [status, status, 200]) {
      expect((await send(simulator, on, await authenticate(simulator))).status).toBe(expected);
    }
    expect(simulator.faults()).toEqual([]);
  });

  test.each([[500], [520], [514], [515]])('result %d instead of the call', async (result) => {
    const simulator = await start();
    const { url } = await endpoint();
    simulator.fault({ kind: 'result', result, on: 'Webhook/*' });
    const subscription = { name: 'Tests', url, events: ['deal.created'], secret };
    expect(await call(simulator, 'Webhook/addSubscription', { subscription })).toMatchObject({
      data: null,
      result,
      status: false,
    });
    expect(simulator.subscriptions()).toEqual([]);
  });

  test('drop: the call is done, its answer is lost', async () => {
    const simulator = await start();
    const { url } = await endpoint();
    simulator.fault({ kind: 'drop', on: 'Webhook/addSubscription' });
    await expect(subscribe(simulator, url)).rejects.toThrow('fetch failed');
    expect(simulator.subscriptions()).toMatchObject([{ url, isActive: true }]);
  });

  test('slow: the call is done at once, its answer comes later', async () => {
    let release = () => {};
    const waits: number[] = [];
    const wait = (ms: number) => {
      waits.push(ms);
      return new Promise<void>((resolve) => {
        release = resolve;
      });
    };
    const simulator = await start({ wait });
    const { url, events } = await endpoint();
    simulator.fault({ kind: 'slow', ms: 5000, on: 'Webhook/addSubscription' });
    const pending = subscribe(simulator, url);
    while (waits.length === 0) await new Promise(setImmediate);
    simulator.createDeal();
    await simulator.idle();
    expect(events()).toHaveLength(1);
    release();
    expect(await pending).toMatchObject({ url });
    expect(waits).toEqual([5000]);
  });

  test('not-json: an HTML page with HTTP 200', async () => {
    const simulator = await start();
    simulator.fault({ kind: 'not-json', on });
    const response = await send(simulator, on, await authenticate(simulator));
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/^<html>/);
  });

  test('redirect: 302 to the location given', async () => {
    const simulator = await start();
    simulator.fault({ kind: 'redirect', location: 'https://evil.example/', on });
    const response = await send(simulator, on, await authenticate(simulator));
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('https://evil.example/');
  });

  test('the token request is a method like any other', async () => {
    const simulator = await start();
    simulator.fault({ kind: 'result', result: 520, on: '_Api/getToken' });
    expect(await getToken(simulator)).toMatchObject({ result: 520 });
    expect(await getToken(simulator)).toMatchObject({ result: 200 });
  });

  test('ASSUMED: getSubscriptions may leave the secret out', async () => {
    const simulator = await start();
    await subscribe(simulator, (await endpoint()).url);
    simulator.fault({ kind: 'hide-secret' });
    const list = async () => (await call(simulator, 'Webhook/getSubscriptions')).data.subscription[0];
    expect(await list()).not.toHaveProperty('secret');
    expect(await list()).toHaveProperty('secret', secret);
  });

  test('ASSUMED: the secret in the answer is what counts, whatever was proposed', async () => {
    const simulator = await start();
    const { url, received } = await endpoint();
    simulator.fault({ kind: 'server-secret' });
    const made = (await subscribe(simulator, url)).secret;
    expect(made).not.toBe(secret);
    simulator.createDeal();
    await simulator.idle();
    expect(received[1]?.headers['x-livespace-signature']).toBe(signDelivery(url, received[1]?.body ?? '', made));
  });

  const deals = ['a', 'b', 'c', 'd', 'e'].map((name, day) => ({ name, created: `2026-01-0${9 - day}T10:00:00Z` }));
  const page = async (simulator: Simulator, number: number) => {
    const params = { status: 'all', limit: 2, offset: 2 * (number - 1) };
    const { data } = await call(simulator, 'Deal/getAll', params);
    return data.deal as { id: string; name: string }[];
  };
  const names = (rows: { name: string }[]) => rows.map(({ name }) => name);

  test('page: on one page of a list only', async () => {
    const simulator = await start({ deals });
    simulator.fault({ kind: 'http', status: 503, on: 'Deal/getAll', page: 2, count: 'always' });
    expect(names(await page(simulator, 1))).toEqual(['a', 'b']);
    await expect(page(simulator, 2)).rejects.toThrow();
    expect(names(await page(simulator, 3))).toEqual(['e']);
    simulator.fault({ kind: 'slow', ms: 5, page: 3 });
    await page(simulator, 1);
    expect(simulator.faults()).toHaveLength(2);
    await page(simulator, 3);
    expect(simulator.faults()).toHaveLength(1);
  });

  test('new-deal: rows shift between pages, as when somebody makes a deal meanwhile', async () => {
    const simulator = await start({ deals });
    const hook = await endpoint();
    await subscribe(simulator, hook.url);
    simulator.fault({ kind: 'new-deal', on: 'Deal/getAll', page: 2 });
    expect(names(await page(simulator, 1))).toEqual(['a', 'b']);
    expect(names(await page(simulator, 2))).toEqual(['b', 'c']);
    expect(names(await page(simulator, 1))).toEqual(['', 'a']);
    await simulator.idle();
    expect(hook.events()).toHaveLength(1);
  });

  test('no-id and odd-row: the first row of a page has no id, or is whatever is wanted', async () => {
    const simulator = await start({ deals });
    simulator.fault({ kind: 'no-id', page: 2 });
    const [first, second] = await page(simulator, 2);
    expect([first?.name, second?.name]).toEqual(['c', 'd']);
    expect(first).not.toHaveProperty('id');
    expect(second).toHaveProperty('id');
    for (const row of [null, 'row', 7, [], { id: null }]) {
      simulator.fault({ kind: 'odd-row', row });
      expect(await page(simulator, 1)).toEqual([row, expect.objectContaining({ name: 'b' })]);
    }
    expect(names(await page(simulator, 2))).toEqual(['c', 'd']);
  });

  test('huge: an answer of 30 MB', async () => {
    const simulator = await start({ deals });
    simulator.fault({ kind: 'huge', bytes: 30_000_000, on: 'Deal/getAll' });
    const answer = await send(simulator, 'Deal/getAll', { status: 'all', ...(await authenticate(simulator)) });
    const text = await answer.text();
    expect(text.length).toBeGreaterThan(30_000_000);
    expect(JSON.parse(text)).toMatchObject({ result: 200 });
  });

  test('"always" lasts until it is cleared', async () => {
    const simulator = await start();
    simulator.fault({ kind: 'result', result: 500, on, count: 'always' });
    for (let n = 0; n < 3; n++) expect(await call(simulator, on)).toMatchObject({ result: 500 });
    expect(simulator.faults()).toEqual([{ kind: 'result', result: 500, on, count: 'always' }]);
    simulator.clearFaults();
    expect(await call(simulator, on)).toMatchObject({ result: 200 });
  });

  test('a misspelt fault is refused', async () => {
    const simulator = await start();
    expect(() => simulator.fault({ kind: 'dorp' } as unknown as Fault)).toThrow('no such fault: "dorp"');
  });
});

describe('delivery faults', () => {
  test('DOC: at least once: copies of one event, at the same time, with the same id', async () => {
    const simulator = await start();
    let underWay = 0;
    let release = () => {};
    const all = new Promise<void>((resolve) => {
      release = resolve;
    });
    const answer = async () => {
      underWay += 1;
      if (underWay === 3) release();
      await all;
      return 200;
    };
    const hook = await endpoint(200, answer, answer, answer);
    await subscribe(simulator, hook.url);
    simulator.fault({ kind: 'duplicate', copies: 3 });
    const { eventId } = simulator.createDeal();
    await simulator.idle();
    expect(hook.events().map(({ id, webhook_delivery_attempt }) => [id, webhook_delivery_attempt])).toEqual([
      [eventId, 1],
      [eventId, 1],
      [eventId, 1],
    ]);
  });

  test('delay', async () => {
    const waits: number[] = [];
    const simulator = await start({ wait: async (ms) => void waits.push(ms), deals: [{ id: 'd1' }] });
    const hook = await endpoint();
    await subscribe(simulator, hook.url);
    simulator.fault({ kind: 'delay', ms: 60_000, on: 'deal.status_changed' });
    simulator.createDeal();
    simulator.changeStatus('d1', 'won');
    await simulator.idle();
    expect(waits).toEqual([60_000]);
    expect(hook.events()).toHaveLength(2);
  });

  test('DOC: order is not kept: reorder reverses so many events', async () => {
    const simulator = await start();
    const hook = await endpoint();
    await subscribe(simulator, hook.url);
    simulator.fault({ kind: 'reorder', count: 3 });
    const ids = [1, 2, 3].map(() => simulator.createDeal().eventId);
    await simulator.idle();
    expect(hook.events().map(({ id }) => id)).toEqual(ids.reverse());
  });

  test('reorder: cleared before its last strike, it loses nothing', async () => {
    const simulator = await start();
    const hook = await endpoint();
    await subscribe(simulator, hook.url);
    simulator.fault({ kind: 'reorder', count: 3 });
    const ids = [1, 2].map(() => simulator.createDeal().eventId);
    simulator.clearFaults('drop');
    await simulator.idle();
    expect(hook.events()).toEqual([]);
    simulator.clearFaults('reorder');
    await simulator.idle();
    expect(hook.events().map(({ id }) => id)).toEqual(ids.reverse());
  });

  test('hold keeps events, flush sends them in the order given, the others after them', async () => {
    const simulator = await start();
    const hook = await endpoint();
    await subscribe(simulator, hook.url);
    simulator.hold();
    const [first, second, third] = [1, 2, 3].map(() => String(simulator.createDeal().eventId));
    await simulator.idle();
    expect(hook.events()).toEqual([]);
    expect(simulator.held().map(({ id }) => id)).toEqual([first, second, third]);
    simulator.flush([String(third)]);
    const fourth = simulator.createDeal().eventId;
    await simulator.idle();
    const ids = hook.events().map(({ id }) => id);
    expect(ids.filter((id) => id !== fourth)).toEqual([third, first, second]);
    expect(ids).toContain(fourth);
    expect(simulator.held()).toEqual([]);
  });

  test('forge: one delivery with a wrong never repeated', async () => {
    const simulator = await start();
    const { url, received } = await endpoint(200, 401);
    const { id } = await subscribe(simulator, url);
    const event = { name: 'deal.created', data: { id: 'd1' } };
    expect(await simulator.forge(id, event)).toEqual({ status: 401, error: null });
    await simulator.idle();
    expect(received).toHaveLength(2);
    expect(received[1]?.headers['x-livespace-signature']).toMatch(/^[0-9a-f]{64}$/);
    expect(received[1]?.headers['x-livespace-signature']).not.toBe(signDelivery(url, received[1]?.body ?? '', secret));
  });
});
