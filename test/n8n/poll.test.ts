import type { Simulator } from 'livespace-simulator';
import type { INodeType } from 'n8n-workflow';
import { LivespaceScheduledTrigger } from '../../n8n/nodes/Livespace/LivespaceScheduledTrigger.node.ts';
import { account, startLivespace } from '../../testing/n8n/setup.ts';
import { StandIn } from '../../testing/n8n/stand-in.ts';

// A look makes its calls 150 ms apart, which is tried with the pacing itself.
jest.mock('n8n-workflow', () => ({ ...jest.requireActual('n8n-workflow'), sleep: async () => {} }));

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const both = ['deal.created', 'deal.status_changed'];

const opened: StandIn[] = [];
afterEach(async () => {
  for (const n8n of opened.splice(0)) await n8n.close();
});

async function node(livespace: Simulator, parameters: object = {}): Promise<StandIn> {
  const n8n = await StandIn.start(new LivespaceScheduledTrigger(), {
    parameters: { events: both, ...parameters },
    credentials: { livespaceApi: account(livespace) },
  });
  opened.push(n8n);
  return n8n;
}

/** The node's code as a process loads it that was just started. */
function anotherProcess(): INodeType {
  let type: INodeType | undefined;
  jest.isolateModules(() => {
    const loaded = require('../../n8n/nodes/Livespace/LivespaceScheduledTrigger.node.ts');
    type = new loaded.LivespaceScheduledTrigger();
  });
  return type as INodeType;
}

/** An account as it is today, and the node after its activation. */
async function activated(parameters: object = {}) {
  const livespace = await startLivespace({ deals: [], profile: { api: 'off' } });
  livespace.createDeal({ name: 'Before', created: Date.now() - hour });
  const n8n = await node(livespace, parameters);
  expect(await n8n.activatePolling()).toEqual([]);
  return { livespace, n8n };
}

test('what was there at activation starts nothing, what comes then starts the workflow once', async () => {
  const { livespace, n8n } = await activated();
  const { deal } = livespace.createDeal({ name: 'After' });
  expect(await n8n.poll()).toMatchObject([{ event: 'deal.created', deal: { id: deal.id, name: 'After' } }]);
  expect(await n8n.poll()).toEqual([]);
});

test('a status change of an old deal is found, although `modified` does not tell', async () => {
  const { livespace, n8n } = await activated();
  const { deal } = livespace.createDeal({ created: Date.now() - 400 * day, modified: Date.now() - 300 * day });
  livespace.changeStatus(String(deal.id), 'won');
  const found = [...(await n8n.poll()), ...(await n8n.poll())];
  expect(found).toMatchObject([{ event: 'deal.status_changed', deal: { id: deal.id, status: 'won' } }]);
});

test('a burst is read to its end, oldest first, each fact once', async () => {
  const { livespace, n8n } = await activated();
  for (let index = 0; index < 250; index += 1) livespace.createDeal({ name: String(index) });
  const found = await n8n.poll();
  expect(new Set(found.map((item) => item.dedupe_key)).size).toBe(250);
  expect(found).toHaveLength(250);
  expect(await n8n.poll()).toEqual([]);
});

test('a burst that takes longer than a look comes in batches, and the log says that there is more', async () => {
  const { livespace, n8n } = await activated({ events: ['deal.created'] });
  for (let index = 0; index < 250; index += 1) livespace.createDeal({ name: String(index) });
  const began = Date.now();
  // Each request seems to take half a minute.
  jest.spyOn(Date, 'now').mockImplementation(() => began + livespace.requests().length * 30_000);
  const batches = [await n8n.poll()];
  expect(n8n.log.join()).toContain('there is more, which the next look brings');
  while (batches.length < 12 && batches.flat().length < 250) batches.push(await n8n.poll());
  jest.restoreAllMocks();
  expect(batches.length).toBeGreaterThan(1);
  expect(new Set(batches.flat().map((item) => item.dedupe_key)).size).toBe(250);
  expect(batches.flat()).toHaveLength(250);
});

describe('a restart of n8n, which keeps what it saved with the last items', () => {
  test('after looks that found nothing: nothing is lost, nothing comes twice', async () => {
    const { livespace, n8n } = await activated();
    livespace.createDeal({ name: 'One' });
    expect(await n8n.poll()).toHaveLength(1);
    for (let look = 0; look < 3; look += 1) expect(await n8n.poll()).toEqual([]);
    expect(await n8n.restart(anotherProcess())).toEqual([]);
    livespace.createDeal({ name: 'Two' });
    expect(await n8n.restart(anotherProcess())).toMatchObject([{ deal: { name: 'Two' } }]);
  });

  test('after looks that found only what the filters hold back', async () => {
    const { livespace, n8n } = await activated({ options: { minimumValue: 500 } });
    livespace.createDeal({ name: 'Small', value: 100 });
    expect(await n8n.poll()).toEqual([]);
    livespace.createDeal({ name: 'Large', value: 900 });
    expect(await n8n.restart(anotherProcess())).toMatchObject([{ deal: { name: 'Large' } }]);
    expect(await n8n.restart(anotherProcess())).toEqual([]);
  });

  test('before the first regular look: what happened since the activation comes', async () => {
    const { livespace, n8n } = await activated();
    livespace.createDeal({ name: 'Meanwhile' });
    expect(await n8n.restart(anotherProcess())).toMatchObject([{ deal: { name: 'Meanwhile' } }]);
    expect(n8n.log).toEqual([]);
  });
});

test('what the filters held back stays so when others are published, and what was saved with items is not needed', async () => {
  const { livespace, n8n } = await activated({ options: { minimumValue: 500 } });
  livespace.createDeal({ name: 'Large', value: 900 });
  expect(await n8n.poll()).toHaveLength(1);
  for (const name of ['Small', 'Smaller']) {
    livespace.createDeal({ name, value: 100 });
    expect(await n8n.poll()).toEqual([]);
  }
  n8n.node.parameters.options = { minimumValue: 10 };
  expect(await n8n.publishAgain()).toEqual([]);
  livespace.createDeal({ name: 'Next', value: 100 });
  expect(await n8n.publishAgain()).toMatchObject([{ deal: { name: 'Next' } }]);
  expect(await n8n.publishAgain()).toEqual([]);
});

describe('Start From', () => {
  async function since(startFrom: string) {
    const livespace = await startLivespace({ deals: [], profile: { api: 'off' } });
    livespace.createDeal({ name: 'Old', created: Date.parse('2026-11-19T22:30:00Z') });
    livespace.createDeal({ name: 'New', created: Date.parse('2026-11-19T23:30:00Z') });
    const n8n = await node(livespace, { events: ['deal.created'], options: { startFrom } });
    return { livespace, n8n };
  }

  test.each([
    ['2026-11-20T00:00:00', ['New']],
    ['2026-11-20', ['New']],
    ['2026-11-20T00:00:00Z', []],
    ['2026-11-19T23:00:00.000+01:00', ['Old', 'New']],
    ['', []],
  ])('“%s”, in the workflow’s time zone unless it has one: %j', async (startFrom, names) => {
    const { n8n } = await since(startFrom);
    expect((await n8n.activatePolling()).map(({ deal }) => (deal as { name: string }).name)).toEqual(names);
    expect(await n8n.poll()).toEqual([]);
  });

  test.each(['yesterday', '1', '2026-02-31', '2026-13-45', '2026-11-24T25:00:00'])(
    '“%s” is no date, and the message says so',
    async (startFrom) => {
      const { n8n } = await since(startFrom);
      await expect(n8n.poll()).rejects.toThrow(`“${startFrom}” is not a date. Check the values in the node`);
    },
  );

  test('a year that was mistyped may be corrected', async () => {
    const { n8n } = await since('2062-11-20');
    expect(await n8n.activatePolling()).toEqual([]);
    n8n.node.parameters.options = { startFrom: '2026-11-20' };
    expect(await n8n.poll()).toMatchObject([{ deal: { name: 'New' } }]);
  });

  test('changed later it means nothing', async () => {
    const { livespace, n8n } = await since('');
    await n8n.activatePolling();
    n8n.node.parameters.options = { startFrom: '2026-01-01' };
    livespace.createDeal({ name: 'Now' });
    expect(await n8n.poll()).toMatchObject([{ deal: { name: 'Now' } }]);
  });
});

test('a renamed node has lost its memory: its next look starts nothing, and then it goes on', async () => {
  const { livespace, n8n } = await activated();
  livespace.createDeal({ name: 'Meanwhile' });
  expect(await n8n.rename('Deals')).toEqual([]);
  livespace.createDeal({ name: 'Afterwards', created: Date.now() + 2000 });
  expect(await n8n.poll()).toMatchObject([{ deal: { name: 'Afterwards' } }]);
});

test.each([['{'], [[]], [{ version: 0 }], [{ version: 1, events: 5 }], [null]])(
  'a damaged memory, %j, begins anew, and the log says so',
  async (memory) => {
    const { livespace, n8n } = await activated();
    livespace.createDeal({ created: Date.now() - hour });
    n8n.staticData.memory = memory;
    expect(await n8n.poll()).toEqual([]);
    expect(n8n.log.join()).toContain('could not read its memory and started afresh');
  },
);

test('an event that is added begins with the next look; the other goes on', async () => {
  const { livespace, n8n } = await activated({ events: ['deal.created'] });
  const { deal } = livespace.createDeal({
    name: 'Won before',
    created: Date.now() - hour,
    modified: Date.now() - hour,
  });
  livespace.changeStatus(String(deal.id), 'won');
  n8n.node.parameters.events = [...both].reverse();
  await new Promise((later) => setTimeout(later, 1100));
  livespace.createDeal({ name: 'New' });
  const found = [...(await n8n.poll()), ...(await n8n.poll())];
  expect(found).toMatchObject([{ event: 'deal.created', deal: { name: 'New' } }]);
});

test('another account begins with the next look', async () => {
  const { n8n } = await activated();
  const other = await startLivespace({ deals: [], profile: { api: 'off' } });
  other.createDeal({ created: Date.now() - hour });
  n8n.choose('livespaceApi', account(other));
  expect(await n8n.poll()).toEqual([]);
  other.createDeal({ name: 'Here', created: Date.now() + 2000 });
  expect(await n8n.poll()).toMatchObject([{ deal: { name: 'Here' } }]);
});

test('looks that fail say why, and then everything of the meantime comes, once', async () => {
  const { livespace, n8n } = await activated();
  livespace.createDeal({ name: 'Patient' });
  livespace.fault({ kind: 'result', result: 540, on: 'Deal/getAll', count: 'always' });
  const refusal = 'Livespace did not allow this request (result 540). Ask an administrator';
  for (let look = 0; look < 3; look += 1) await expect(n8n.poll()).rejects.toThrow(refusal);
  livespace.clearFaults();
  expect(await n8n.poll()).toMatchObject([{ deal: { name: 'Patient' } }]);
  expect(await n8n.poll()).toEqual([]);
});

test('a look that is cut off returns what it read, says so in the log, and goes on', async () => {
  const { livespace, n8n } = await activated();
  livespace.importDeals(150, { name: 'Patient' });
  livespace.fault({ kind: 'result', result: 540, on: 'Deal/getAll', page: 2 });
  const found = [...(await n8n.poll()), ...(await n8n.poll())];
  expect(new Set(found.map(({ dedupe_key: key }) => key)).size).toBe(150);
  expect(found).toHaveLength(150);
  expect(n8n.log).toContainEqual(
    expect.stringMatching(/^warn .*was interrupted, and continues at the next look: Livespace did not/),
  );
});

test('an expression may choose one event or one status as a text', async () => {
  const { livespace, n8n } = await activated({ events: ' deal.status_changed', options: { status: 'Won' } });
  const [lost, won] = [livespace.createDeal().deal, livespace.createDeal().deal];
  livespace.changeStatus(String(lost.id), 'lost');
  livespace.changeStatus(String(won.id), 'won');
  const found = [...(await n8n.poll()), ...(await n8n.poll())];
  expect(found).toMatchObject([{ event: 'deal.status_changed', deal: { id: won.id, status: 'won' } }]);
});

test.each(['trigger', 'manual'] as const)('a status that there is none is told, in mode %s', async (mode) => {
  const livespace = await startLivespace();
  const n8n = await node(livespace, { options: { status: ['won', 'wonn'] } });
  await expect(n8n.poll(mode)).rejects.toThrow('There is no deal status “wonn”. Check the values in the node.');
});

test('two looks at once read once', async () => {
  const { livespace, n8n } = await activated();
  livespace.createDeal();
  const looks = await Promise.all([n8n.poll(), n8n.poll()]);
  expect(looks.flat()).toHaveLength(1);
});

test('the raw row on request', async () => {
  const { livespace, n8n } = await activated({ options: { includeRaw: true } });
  livespace.createDeal({ name: 'Chairs' });
  expect(await n8n.poll()).toMatchObject([{ raw: { name: 'Chairs', process_name: expect.anything() } }]);
});

describe('a test in the editor', () => {
  test('shows the newest of what starts the workflow, and remembers nothing', async () => {
    const { livespace, n8n } = await activated();
    const { deal } = livespace.createDeal({ name: 'Chairs' });
    livespace.changeStatus(String(deal.id), 'won');
    const before = JSON.stringify(n8n.staticData);
    expect(await n8n.poll('manual')).toMatchObject([
      { event: 'deal.created', deal: { name: 'Chairs' } },
      { event: 'deal.created', deal: { name: 'Before' } },
      { event: 'deal.status_changed', deal: { name: 'Chairs', status: 'won' } },
    ]);
    expect(JSON.stringify(n8n.staticData)).toEqual(before);
  });

  test('shows them while a look, or another test, still reads', async () => {
    const { livespace, n8n } = await activated({ events: ['deal.created'] });
    livespace.fault({ kind: 'slow', ms: 300, on: 'Deal/getAll' });
    const look = n8n.poll();
    const tests = await Promise.all([n8n.poll('manual'), n8n.poll('manual')]);
    expect(tests).toMatchObject([[{ deal: { name: 'Before' } }], [{ deal: { name: 'Before' } }]]);
    expect(await look).toEqual([]);
  });

  test('shows samples where there is nothing, as a look would bring them', async () => {
    const livespace = await startLivespace({ deals: [] });
    const shown = await (await node(livespace)).poll('manual');
    expect(shown).toMatchObject(both.map((event) => ({ event, deal: {}, delivery_attempt: null })));
    for (const { id, dedupe_key } of shown) expect(id).toBe(dedupe_key);
  });
});

test('without an event the remedy is told', async () => {
  const livespace = await startLivespace();
  const n8n = await node(livespace, { events: [] });
  await expect(n8n.poll()).rejects.toThrow('No event is chosen. Choose at least one in the node.');
});
