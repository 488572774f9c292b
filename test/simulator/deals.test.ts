import type { NewDeal } from '../../simulator/src/index.ts';
import { call, endpoint, start, subscribe } from '../../testing/simulator/harness.ts';

jest.setTimeout(60_000);

const deal = (name: string, fields: NewDeal = {}): NewDeal => ({ name, ...fields });

async function list(deals: NewDeal[], params: object, allIncludesOutdated = false): Promise<string[]> {
  const simulator = await start({ deals, allIncludesOutdated });
  const { data } = await call(simulator, 'Deal/getAll', params);
  return data.deal.map(({ name }: { name: string }) => name);
}

/** One deal as the API shows it. */
async function wire(fields: NewDeal, options = {}) {
  const simulator = await start({ deals: [{ id: 'd1', ...fields }], ...options });
  return (await call(simulator, 'Deal/get', { id: 'd1' })).data.deal;
}

describe('Deal/getAll', () => {
  const byStatus = [
    deal('a', { status: 'open', created: '2026-01-01T10:00:00Z' }),
    deal('b', { status: 'won', created: '2026-01-02T10:00:00Z' }),
    deal('c', { status: 'lost', created: '2026-01-03T10:00:00Z' }),
    deal('d', { status: 'outdated', created: '2026-01-04T10:00:00Z' }),
  ];

  test('OBS: it needs a condition (ASSUMED: 420 without one)', async () => {
    const simulator = await start();
    expect(await call(simulator, 'Deal/getAll', { limit: 10, offset: 0 })).toMatchObject({ result: 420 });
  });

  test.each([[{ status: 'all' }], [{ modified: '2026-01-01' }], [{ created: { from: '2026-01-01' } }]])(
    'OBS: %j is condition enough',
    async (params) => {
      const simulator = await start();
      expect(await call(simulator, 'Deal/getAll', params)).toMatchObject({ result: 200 });
    },
  );

  test.each([
    ['open', ['a']],
    ['won', ['b']],
    ['lost', ['c']],
    ['outdated', ['d']],
  ])('OBS: status %s', async (status, names) => {
    expect(await list(byStatus, { status })).toEqual(names);
  });

  test('unknown: whether "all" includes outdated deals; by default it does not', async () => {
    expect(await list(byStatus, { status: 'all' })).toEqual(['c', 'b', 'a']);
    expect(await list(byStatus, { status: 'all' }, true)).toEqual(['d', 'c', 'b', 'a']);
  });

  test.each([['Won'], ['closed'], [''], [3], [null]])(
    'OBS: a wrong status, %j, gives the unfiltered list',
    async (status) => {
      expect(await list(byStatus, { status })).toEqual(['d', 'c', 'b', 'a']);
    },
  );

  test('OBS: the order is created descending, and order is ignored', async () => {
    const mixed = [byStatus[1], byStatus[2], byStatus[0]] as NewDeal[];
    expect(await list(mixed, { status: 'all', order: 'created ASC' })).toEqual(['c', 'b', 'a']);
  });

  test('OBS: limit and offset are honoured, as numbers or texts', async () => {
    expect(await list(byStatus, { status: 'all', limit: 1, offset: 1 })).toEqual(['b']);
    expect(await list(byStatus, { status: 'all', limit: '2', offset: '0' })).toEqual(['c', 'b']);
    expect(await list(byStatus, { status: 'all', limit: 2, offset: 9 })).toEqual([]);
  });

  // Warsaw is at +02 in July and at +01 in January.
  const aroundMidnight = [
    deal('summer, before', { created: '2026-07-01T21:59:59Z' }),
    deal('summer, at', { created: '2026-07-01T22:00:00Z' }),
    deal('winter, before', { created: '2026-01-09T22:59:59Z' }),
    deal('winter, at', { created: '2026-01-09T23:00:00Z' }),
  ];

  test('OBS: modified is inclusive from local midnight', async () => {
    expect(await list(aroundMidnight, { modified: '2026-07-02' })).toEqual(['summer, at']);
    expect(await list(aroundMidnight, { modified: '2026-01-10' })).toEqual([
      'summer, at',
      'summer, before',
      'winter, at',
    ]);
  });

  test('OBS: modified goes by the last change, not by the creation', async () => {
    const deals = [deal('old', { created: '2025-01-01T00:00:00Z', modified: '2026-05-05T12:00:00Z' })];
    expect(await list(deals, { modified: '2026-05-05' })).toEqual(['old']);
    expect(await list(deals, { modified: '2026-05-06' })).toEqual([]);
  });

  test.each([[{ toString: 1 }], [{ valueOf: null }], [[]], [true]])(
    'conditions of an odd type, %j, are like unreadable ones',
    async (odd) => {
      expect(await list(byStatus, { status: odd, modified: odd, created: odd, limit: odd, offset: odd })).toHaveLength(
        4,
      );
    },
  );

  test.each([['02.07.2026'], ['2026-7-2'], ['2026-13-01'], ['2026-02-30'], ['2026-07-02T00:00:00Z'], [''], [7]])(
    'OBS: an unreadable date, %j, gives the unfiltered list',
    async (date) => {
      expect(await list(aroundMidnight, { modified: date })).toHaveLength(4);
      expect(await list(aroundMidnight, { created: { from: date, to: date } })).toHaveLength(4);
    },
  );

  test('ASSUMED: modified reads no time of day', async () => {
    expect(await list(aroundMidnight, { modified: '2026-07-02 00:00:00' })).toHaveLength(4);
  });

  test('ASSUMED: of deals created at the same time the later one comes first', async () => {
    const created = '2026-01-01T10:00:00Z';
    expect(await list([deal('first', { created }), deal('second', { created })], { status: 'all' })).toEqual([
      'second',
      'first',
    ]);
  });

  test('OBS: an unreadable date leaves the other conditions alone', async () => {
    expect(await list(byStatus, { status: 'won', modified: 'yesterday' })).toEqual(['b']);
  });

  test('OBS: created takes from and to; to needs 23:59:59 to cover its day', async () => {
    const deals = [
      deal('9th', { created: '2026-03-09T12:00:00Z' }),
      deal('10th', { created: '2026-03-10T12:00:00Z' }),
      deal('10th, last second', { created: '2026-03-10T22:59:59.999Z' }),
      deal('11th', { created: '2026-03-10T23:00:00Z' }),
    ];
    const day = { from: '2026-03-10', to: '2026-03-10 23:59:59' };
    expect(await list(deals, { created: day })).toEqual(['10th, last second', '10th']);
    expect(await list(deals, { created: { from: '2026-03-10', to: '2026-03-10' } })).toEqual([]);
    expect(await list(deals, { created: { from: '2026-03-10' } })).toEqual(['11th', '10th, last second', '10th']);
    expect(await list(deals, { created: { to: '2026-03-09 23:59:59' } })).toEqual(['9th']);
  });

  test('conditions hold together', async () => {
    const params = { status: 'won', modified: '2026-01-02', created: { from: '2026-01-02' } };
    expect(await list(byStatus, params)).toEqual(['b']);
    expect(await list(byStatus, { ...params, status: 'open' })).toEqual([]);
  });
});

test('a bulk import: 5,000 deals at once, each with its event', async () => {
  const simulator = await start({ deals: [] });
  const answer = await fetch(`${simulator.url}/_control/deals/import`, {
    method: 'POST',
    body: '{"count":5000,"fields":{"name":"Z pliku","value":10}}',
  });
  expect(await answer.json()).toEqual({ count: 5000 });
  const { data } = await call(simulator, 'Deal/getAll', { status: 'all', limit: 2, offset: 4998 });
  expect(data.deal).toMatchObject([
    { name: 'Z pliku 2', value: 10 },
    { name: 'Z pliku 1', value: 10 },
  ]);
  const hook = await endpoint();
  await subscribe(simulator, hook.url, ['deal.created']);
  simulator.importDeals(100);
  await simulator.idle();
  expect(new Set(hook.events().map(({ data }) => data.name)).size).toBe(100);
});

test('100,000 deals are paged through', async () => {
  const from = Date.parse('2020-01-01T00:00:00Z');
  const deals = Array.from({ length: 100_000 }, (_, n) => ({ id: `d${n}`, created: from + n * 60_000 }));
  const simulator = await start({ deals });
  for (const offset of [0, 100, 50_000, 99_900]) {
    const { data } = await call(simulator, 'Deal/getAll', { status: 'all', limit: 100, offset });
    expect(data.deal).toHaveLength(100);
    expect(data.deal[0].id).toBe(`d${99_999 - offset}`);
  }
});

describe('Deal/get', () => {
  test('OBS: the deal is nested in deal', async () => {
    const simulator = await start({ deals: [{ id: 'd1', name: 'Oferta' }] });
    expect((await call(simulator, 'Deal/get', { id: 'd1' })).data).toEqual({
      deal: expect.objectContaining({ id: 'd1', name: 'Oferta' }),
    });
  });

  test.each([[{ id: 'nobody' }], [{}]])('OBS: a missing deal, %j, answers 550', async (params) => {
    const simulator = await start();
    expect(await call(simulator, 'Deal/get', params)).toMatchObject({ data: null, result: 550, status: false });
  });

  test('OBS: deal_id is not the id', async () => {
    const simulator = await start({ deals: [{ id: 'd1' }] });
    const { deal } = (await call(simulator, 'Deal/get', { id: 'd1' })).data;
    expect(deal.deal_id).not.toBe(deal.id);
    expect(await call(simulator, 'Deal/get', { id: deal.deal_id })).toMatchObject({ result: 550 });
  });
});

describe('a deal on the wire', () => {
  test('OBS: all keys are there, and empty strings stand for missing', async () => {
    expect(await wire({ created: '2025-10-08T13:19:13Z' })).toEqual({
      id: 'd1',
      deal_id: expect.any(String),
      name: '',
      status: 'open',
      status_name: 'Open',
      created: '2025-10-08 15:19:13+02',
      modified: '2025-10-08 15:19:13+02',
      date_end: '',
      currency: 'PLN',
      probability: '',
      value: 0,
      value_final: null,
      process_id: '',
      process_name: '',
      stage_id: '',
      stage_name: '',
      owner_id: '',
      owner_name: '',
      owner_email: '',
      company_id: '',
      company_name: '',
      contact_id: '',
      contact_name: '',
      tags: [],
      source_name: '',
      note: '',
      creator_name: '',
      status_change_date: '',
      won_reason_name: '',
      won_reason_note: '',
      lost_reason_name: '',
      lost_reason_note: '',
      outdated_reason_name: '',
      outdated_reason_note: '',
      url: 'https://acme.livespace.io/Deal/deal/details/api_id/d1',
      products: [],
      costs: [],
    });
  });

  test.each([
    ['2025-10-08T13:19:13Z', '2025-10-08 15:19:13+02'],
    ['2026-01-08T13:19:13Z', '2026-01-08 14:19:13+01'],
    ['2026-03-29T00:59:59Z', '2026-03-29 01:59:59+01'],
    ['2026-03-29T01:00:00Z', '2026-03-29 03:00:00+02'],
    ['2025-12-31T23:30:00Z', '2026-01-01 00:30:00+01'],
  ])('OBS: the time %s is written %s', async (created, text) => {
    expect(await wire({ created })).toMatchObject({ created: text });
  });

  test('OBS: a day stays a day', async () => {
    expect(await wire({ date_end: '2026-12-31' })).toMatchObject({ date_end: '2026-12-31' });
  });

  test('OBS: a probability has a decimal comma', async () => {
    expect(await wire({ probability: 5 })).toMatchObject({ probability: '5,00' });
  });

  test('OBS: the amount is in value, a number, or in value_final, a text; the other one says nothing', async () => {
    const fields = { value: 1_234_567.5 };
    expect(await wire(fields)).toMatchObject({ value: 1_234_567.5, value_final: null });
    expect(await wire(fields, { amountField: 'value_final' })).toMatchObject({ value: 0, value_final: '1234567.50' });
  });

  test('OBS: names follow from the ids', async () => {
    const simulator = await start();
    const { data } = await call(simulator, 'Deal/getAll', { status: 'open', limit: 1, offset: 0 });
    expect(data.deal[0]).toMatchObject({
      process_name: 'Sprzedaż B2B',
      stage_name: 'Kwalifikacja',
      owner_name: 'Łukasz Wiśniewski',
      owner_email: 'lukasz.wisniewski@acme.example',
    });
  });

  test('OBS: tags are texts or objects with a name', async () => {
    const simulator = await start();
    const { data } = await call(simulator, 'Deal/getAll', { status: 'won' });
    expect(data.deal[0].tags).toEqual(['wdrożenie', { id: '17', name: 'kluczowy klient' }]);
  });

  test('new fields, nulls and odd types reach the wire as they are', async () => {
    const odd = { name: null, value: '12 000,00', probability: null, tags: {}, owner_id: 7, brand_new: [] };
    expect(await wire(odd)).toMatchObject(odd);
  });

  test('OBS: status_change_date is there on closed deals only: a reopened one has none', async () => {
    let now = Date.parse('2026-02-02T09:00:00Z');
    const simulator = await start({ now: () => now, deals: [{ id: 'd1' }] });
    now += 3_600_000;
    for (const status of ['won', 'lost', 'outdated'] as const) {
      expect(simulator.changeStatus('d1', status).deal).toMatchObject({
        status,
        status_change_date: '2026-02-02 11:00:00+01',
      });
    }
    expect(simulator.changeStatus('d1', 'open').deal).toMatchObject({ status: 'open', status_change_date: '' });
  });

  test('OBS: a status change can be later than modified, and polling by modified then misses it', async () => {
    let now = Date.parse('2026-02-02T09:00:00Z');
    const simulator = await start({ now: () => now, deals: [{ id: 'd1' }] });
    now = Date.parse('2026-02-05T09:00:00Z');
    expect(simulator.changeStatus('d1', 'won', 'Cena').deal).toMatchObject({
      modified: '2026-02-02 10:00:00+01',
      status_change_date: '2026-02-05 10:00:00+01',
      won_reason_name: 'Cena',
    });
    expect((await call(simulator, 'Deal/getAll', { modified: '2026-02-05' })).data.deal).toEqual([]);
  });

  test('OBS: the reason and its note belong to the status they came with; opened again, a deal keeps them', async () => {
    const simulator = await start({ deals: [{ id: 'd1' }] });
    simulator.changeStatus('d1', 'lost', 'Cena', 'Konkurencja była tańsza');
    const lost = { lost_reason_name: 'Cena', lost_reason_note: 'Konkurencja była tańsza' };
    expect(simulator.changeStatus('d1', 'open').deal).toMatchObject({ status: 'open', won_reason_name: '', ...lost });
    expect(simulator.changeStatus('d1', 'outdated', 'Brak kontaktu').deal).toMatchObject({
      outdated_reason_name: 'Brak kontaktu',
      outdated_reason_note: '',
      ...lost,
    });
  });

  test.each(['constructor', '__proto__', { toString: 1 }, 7, null])(
    'ids that name nothing, %j, give no names and break no list',
    async (id) => {
      const simulator = await start({
        deals: [{ id: 'd1', process_id: id, stage_id: id, owner_id: id, value_final: {} }],
      });
      for (const fields of ['snake', 'camel', 'nested'] as const) {
        simulator.setProfile({ fields });
        expect((await call(simulator, 'Deal/getAll', { status: 'all' })).data.deal).toHaveLength(1);
      }
      expect(simulator.deals()).toMatchObject([{ process_name: '', stage_name: '', owner_name: '' }]);
    },
  );

  test('an update of a field sets modified', async () => {
    let now = Date.parse('2026-02-02T09:00:00Z');
    const simulator = await start({ now: () => now, deals: [{ id: 'd1', name: 'old', note: 'kept' }] });
    now = Date.parse('2026-02-05T09:00:00Z');
    simulator.updateDeal('d1', { name: 'new' });
    const { data } = await call(simulator, 'Deal/getAll', { modified: '2026-02-05' });
    expect(data.deal).toMatchObject([{ name: 'new', note: 'kept', modified: '2026-02-05 10:00:00+01' }]);
  });
});
