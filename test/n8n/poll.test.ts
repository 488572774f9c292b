import { LivespaceScheduledTrigger } from '../../n8n/nodes/Livespace/LivespaceScheduledTrigger.node.ts';
import { account, startLivespace } from '../../testing/n8n/setup.ts';
import { StandIn } from '../../testing/n8n/stand-in.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

const opened: StandIn[] = [];
afterEach(async () => {
  for (const n8n of opened.splice(0)) await n8n.close();
});

/** An account without a subscription API, and the node after its activation, which looks at once. */
async function activated(parameters: object = {}) {
  const livespace = await startLivespace({ deals: [], profile: { api: 'off' } });
  livespace.createDeal({ name: 'Before', created: Date.now() - hour });
  const n8n = await StandIn.start(new LivespaceScheduledTrigger(), {
    parameters: { events: ['deal.created', 'deal.status_changed'], ...parameters },
    credentials: { livespaceApi: account(livespace) },
  });
  opened.push(n8n);
  expect(await n8n.poll()).toEqual([]);
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

test('after a restart that lost what the last looks wrote, nothing is missed', async () => {
  const { livespace, n8n } = await activated();
  const saved = structuredClone(n8n.staticData);
  livespace.createDeal({ name: 'Lost with the process' });
  await n8n.poll();
  n8n.staticData = saved;
  expect(await n8n.poll()).toMatchObject([{ deal: { name: 'Lost with the process' } }]);
});

test('a look that fails says why, and is made again', async () => {
  const { livespace, n8n } = await activated();
  livespace.createDeal({ name: 'Patient' });
  livespace.fault({ kind: 'result', result: 540, on: 'Deal/getAll' });
  await expect(n8n.poll()).rejects.toThrow('Livespace did not permit this request (result 540). Ask an administrator');
  expect(await n8n.poll()).toMatchObject([{ deal: { name: 'Patient' } }]);
});

test('two looks at once read once', async () => {
  const { livespace, n8n } = await activated();
  livespace.createDeal();
  const looks = await Promise.all([n8n.poll(), n8n.poll()]);
  expect(looks.flat()).toHaveLength(1);
});

test('the filters hold back what does not match', async () => {
  const { livespace, n8n } = await activated({ options: { minimumValue: 500 } });
  for (const value of [100, 900]) livespace.createDeal({ value });
  expect(await n8n.poll()).toMatchObject([{ deal: { value: 900 } }]);
});

test('a test run shows the newest deals, and remembers nothing', async () => {
  const { n8n } = await activated();
  const before = structuredClone(n8n.staticData);
  expect(await n8n.poll('manual')).toMatchObject([{ event: 'deal.created', deal: { name: 'Before' } }, {}]);
  expect(n8n.staticData).toEqual(before);
});

test('without an event the remedy is told', async () => {
  const livespace = await startLivespace();
  const credentials = { livespaceApi: account(livespace) };
  const n8n = await StandIn.start(new LivespaceScheduledTrigger(), { parameters: { events: [] }, credentials });
  opened.push(n8n);
  await expect(n8n.poll()).rejects.toThrow('No event is chosen. Choose at least one in the node.');
});
