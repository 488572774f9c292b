import { type NewDeal, type Simulator, startSimulator } from 'livespace-simulator';
import { type EventName, eventNames, itemFromDeal } from 'livespace-webhooks';
import { code, type Json } from '../../testing/make/app.ts';
import { transform } from '../../testing/make/iml/evaluate.ts';
import { type Connection, Make, type TriggerState } from '../../testing/make/make.ts';

jest.setTimeout(60_000);

const start = Date.parse('2026-11-24T10:00:00Z');
const minute = 60_000;

let now: number;
let livespace: Simulator;
let make: Make;
let connection: Connection;
let state: TriggerState;

/** An account of today: without a subscription API. */
beforeEach(async () => {
  now = start;
  livespace = await startSimulator({ now: () => now, wait: async () => undefined, deals: [] });
  make = await new Make(livespace.url, () => now).open();
  connection = await make.connect({ subdomain: 'acme', apiKey: livespace.apiKey, apiSecret: livespace.apiSecret });
  // *From now on*.
  state = { lastDate: new Date(now), ids: [] };
});

afterEach(async () => {
  await make.close();
  await livespace.close();
});

function poll(event: EventName = 'deal.created', limit = 100): Promise<Json[]> {
  return make.poll('watchDealsScheduled', connection, { event, limit }, state);
}

function create(fields: NewDeal = {}): string {
  return livespace.createDeal(fields).deal.id as string;
}

it('gives a new deal once, as the core’s item', async () => {
  now += minute;
  create({ name: 'Nowa szansa', value: 1234.5, owner_id: 'o1', owner_name: 'Ola' });
  const [wire] = livespace.deals();
  const item = itemFromDeal(wire as Json, 'deal.created');
  expect(await poll()).toEqual([{ ...item, is_late: null, raw: wire }]);
  expect(await poll()).toEqual([]);
});

it('gives nothing of the past to who starts from now on, and all of it to who asks', async () => {
  const old = create({ created: start - 40 * 24 * 60 * minute });
  expect(await poll()).toEqual([]);
  state = { ids: [] };
  expect((await poll()).map(({ deal }) => deal.id)).toEqual([old]);
});

it('gives deals of one second each, over a limit of one', async () => {
  now += minute;
  const ids = [create(), create(), create()].sort();
  const seen: string[] = [];
  for (let run = 0; run < 4; run += 1) seen.push(...(await poll('deal.created', 1)).map(({ deal }) => deal.id));
  expect(seen.sort()).toEqual(ids);
});

it('reads on while pages are full, and gives what it found in the order of the deals, over several runs', async () => {
  const ids = Array.from({ length: 250 }, (_, index) => create({ created: start + (index + 1) * 1000 }));
  now += 10 * minute;
  const bundles = [...(await poll()), ...(await poll()), ...(await poll())];
  expect(bundles.map(({ deal }) => deal.id)).toEqual(ids);
  expect(await poll()).toEqual([]);
});

it('asks for pages that overlap, so that a deal deleted meanwhile hides no other', async () => {
  for (let index = 0; index < 250; index += 1) create({ created: start + (index + 1) * 1000 });
  now += 10 * minute;
  await poll('deal.created', 1);
  const asked = make.wire.flatMap(({ request }) => (request.body.data ? [JSON.parse(request.body.data)] : []));
  expect(asked.map(({ status, offset, limit }) => [status, offset, limit])).toEqual([
    ['all', 0, 100],
    ['all', 90, 100],
    ['all', 180, 100],
    ['outdated', 0, 100],
  ]);
});

it.each(eventNames)('loses and repeats nothing of %s after a week of silence, nor when looks fail', async (event) => {
  const ids: string[] = [];
  for (let day = 0; day < 7; day += 1) {
    now += 24 * 60 * minute;
    ids.push(create());
    livespace.changeStatus(ids[day] as string, 'won');
    livespace.fault({ kind: 'http', status: 503, on: 'Deal/getAll' });
    await expect(poll(event)).rejects.toMatchObject({ type: 'ConnectionError' });
  }
  expect((await poll(event)).map(({ deal }) => deal.id)).toEqual(ids);
  expect(await poll(event)).toEqual([]);
});

it.each([-60, 60])('takes no time from Make’s own clock: it may be %d minutes off', async (off) => {
  await make.close();
  make = await new Make(livespace.url, () => now + off * minute).open();
  const ids: string[] = [];
  for (let run = 0; run < 3; run += 1) {
    now += minute;
    ids.push(create());
    await poll();
    now += minute;
  }
  expect(state.lastDate).toEqual(new Date(now - minute));
  expect(await poll()).toEqual([]);
  const again: TriggerState = { lastDate: new Date(start), ids: [] };
  const all = await make.poll('watchDealsScheduled', connection, { event: 'deal.created', limit: 100 }, again);
  expect(all.map(({ deal }) => deal.id)).toEqual(ids);
});

it('passes over what is no deal, has no id, or tells no time, and takes a page that came as a map', () => {
  const { response } = code('module', 'watchDealsScheduled', 'communication').at(-1);
  const deal = { id: 7, name: 'x', created: '2026-11-24 11:00:00+01' };
  const page = { 1: deal, 3: 'text', 4: { ...deal, id: null }, 5: { ...deal, id: 'a', created: 'soon' }, 6: [] };
  const context = { body: { data: { deal: page } }, parameters: { event: 'deal.created', limit: 9 } };
  const temp = { when: 'created,createdAt', ...(transform(response.temp, context) as object) };
  const rows = transform(response.iterate.container, { ...context, temp }) as Json[];
  expect(rows.filter((item) => transform(response.iterate.condition, { ...context, temp, item }))).toEqual([deal]);
});

it('finds a deal that was outdated before the run', async () => {
  now += minute;
  const id = create({ status: 'outdated' });
  expect((await poll()).map(({ deal }) => deal.id)).toEqual([id]);
});

it.each([
  ['midnight in Poland', '2026-11-24T22:59:30Z'],
  ['midnight in UTC', '2026-11-24T23:59:30Z'],
  ['the clocks going back', '2026-10-25T00:59:30Z'],
  ['the clocks going forward', '2026-03-29T00:59:30Z'],
])('loses nothing over %s', async (_, before) => {
  now = Date.parse(before);
  state = { lastDate: new Date(now), ids: [] };
  const first = create();
  now += minute;
  const second = create();
  expect((await poll()).map(({ deal }) => deal.id)).toEqual([first, second]);
});

describe('status changes', () => {
  it('are found though `modified` did not move, each once, and keep the webhook’s dedupe_key', async () => {
    const id = create({ created: start - minute, owner_id: 'o1', owner_name: 'Ola' });
    now += minute;
    livespace.changeStatus(id, 'won', 'Best price');
    const [bundle, ...others] = await poll('deal.status_changed');
    expect(others).toEqual([]);
    const [wire] = livespace.deals();
    const item = itemFromDeal(wire as Json, 'deal.status_changed');
    expect(bundle).toEqual({ ...item, is_late: null, raw: wire });
    expect(bundle.dedupe_key).toBe(`status:${id}:won:2026-11-24T10:01:00Z`);
    expect(await poll('deal.status_changed')).toEqual([]);
  });

  it('back and forth are told apart, except for the deal being open again', async () => {
    const id = create({ created: start - minute });
    const statuses: string[] = [];
    for (const status of ['won', 'open', 'lost', 'won'] as const) {
      now += minute;
      livespace.changeStatus(id, status);
      statuses.push(...(await poll('deal.status_changed')).map(({ deal }) => deal.status));
    }
    expect(statuses).toEqual(['won', 'lost', 'won']);
  });

  it('of an old deal are found when it was modified, wherever it stands in the list', async () => {
    const id = create({ created: start - 400 * 24 * 60 * minute });
    for (let index = 0; index < 120; index += 1)
      create({ created: start - index * minute, modified: 0, status: 'won' });
    now += minute;
    livespace.changeStatus(id, 'won');
    livespace.updateDeal(id, { note: 'touched' });
    expect((await poll('deal.status_changed')).map(({ deal }) => deal.id)).toEqual([id]);
  });
});

it('costs 4 requests a run for new deals, 6 in a burst, 10 for status changes, however many deals there are', async () => {
  const cost = async (event: EventName) => {
    const before = livespace.requests().length;
    await poll(event, 1);
    return livespace.requests().length - before;
  };
  for (let index = 0; index < 300; index += 1) create({ created: start - index * 24 * 60 * minute });
  expect([await cost('deal.created'), await cost('deal.status_changed')]).toEqual([4, 10]);
  for (let index = 0; index < 120; index += 1) create({ created: start + index * 1000 });
  now += 10 * minute;
  expect(await cost('deal.created')).toBe(6);
});

it.each([
  ['deal.created', { all: 1180, outdated: 100 }],
  ['deal.status_changed', { won: 370, lost: 370, outdated: 370 }],
] as const)('finds of %s as many between two runs as the README says', (event, capacity) => {
  const context = {
    parameters: { event },
    connection: { subdomain: 'acme', apiKey: 'k', apiSecret: 's' },
    data: { lastDate: new Date(start) },
    now: new Date(start),
    temp: { token: 't', session: 's' },
  };
  const windows: Record<string, number> = {};
  for (const { temp } of code('module', 'watchDealsScheduled', 'communication')) {
    if (!temp?.call) continue;
    const { status, created, modified, offset, limit } = transform(temp.call, context) as Json;
    const isWindow = [created.from, modified].includes('2026-11-23');
    if (isWindow) windows[status] = Math.max(windows[status] ?? 0, offset + limit);
  }
  expect(windows).toEqual(capacity);
});

it('says what the core says when the key stopped working', async () => {
  const revoked = { ...connection, data: { ...connection.data, apiKey: 'revoked' } };
  const run = make.poll('watchDealsScheduled', revoked, { event: 'deal.created', limit: 1 }, state);
  await expect(run).rejects.toMatchObject({
    type: 'InvalidAccessTokenError',
    message: expect.stringMatching(/API key/),
  });
});

it('sends the same parameters with every look: what one leaves out another would inherit through `temp`', () => {
  // Each costs two requests.
  const calls = code('module', 'watchDealsScheduled', 'communication').flatMap(({ temp }: Json) => temp?.call ?? []);
  expect(calls).toHaveLength(14);
  for (const call of calls) expect(Object.keys(call)).toEqual(Object.keys(calls[0]));
});

it('offers deals by name and date to start from, by the same date as it goes on', async () => {
  now += minute;
  create({ name: 'Nowa szansa' });
  const [item] = livespace.deals();
  const { output } = code('module', 'watchDealsScheduled', 'epoch').response;
  const context = { item, parameters: { event: 'deal.created' }, temp: { when: 'created' } };
  expect(transform(output, context)).toEqual({ label: 'Nowa szansa', date: new Date(now) });
  const { trigger } = code('module', 'watchDealsScheduled', 'communication').at(-1).response;
  expect(transform(trigger.date, context)).toEqual(new Date(now));
});

it('offers the core’s events', () => {
  const [{ options }] = code('module', 'watchDealsScheduled', 'staticParams');
  expect(options.map(({ value }: Json) => value)).toEqual(eventNames);
});

it('puts no key, secret, token or session into a log', async () => {
  create();
  await poll();
  const log = JSON.stringify(make.log);
  const wire = JSON.stringify(make.wire).replaceAll('\\', '');
  const planted = [...wire.matchAll(/"(?:_api_key|_api_sha|_api_session|token|session_id)":"([^"]+)"/g)];
  expect(planted.length).toBeGreaterThan(10);
  for (const [, canary] of planted) expect(log).not.toContain(canary);
});
