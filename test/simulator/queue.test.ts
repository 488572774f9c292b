import { endpoint, start, subscribe } from '../../testing/simulator/harness.ts';

jest.setTimeout(60_000);

test('200 deliveries are under way at once, retries included; the others follow in their order, and none is lost', async () => {
  const simulator = await start({ deals: [], deliveryTimeoutMs: 30_000 });
  let open = () => {};
  const opened = new Promise<number>((resolve) => {
    open = () => resolve(503);
  });
  const hook = await endpoint(200, ...Array.from({ length: 200 }, () => () => opened));
  await subscribe(simulator, hook.url);
  simulator.importDeals(450);
  while (hook.events().length < 200) await new Promise(setImmediate);
  expect(simulator.deliveries()).toHaveLength(200);
  open();
  await simulator.idle();
  const attempts = simulator.deliveries();
  const names = attempts.filter(({ attempt }) => attempt === 1).map(({ eventId }) => eventId);
  const told = new Map(hook.events().map(({ id, data }) => [id, data.name]));
  expect(names.map((id) => told.get(id))).toEqual(Array.from({ length: 450 }, (_, n) => `Imported deal ${n + 1}`));
  expect(attempts.filter(({ outcome }) => outcome === 'delivered')).toHaveLength(450);
  expect(attempts.filter(({ outcome }) => outcome === 'retrying')).toHaveLength(200);
});

test('the most copies of many events: the simulator answers meanwhile, and closing ends what waits', async () => {
  const simulator = await start({ deals: [] });
  const { id } = simulator.addSubscription({
    name: 'Own',
    url: `${simulator.url}/receiver`,
    events: ['deal.created'],
  });
  await simulator.activateSubscription(id);
  simulator.fault({ kind: 'duplicate', copies: 10_000, count: 'always' });
  simulator.importDeals(30);
  expect(simulator.deliveries().length).toBeLessThanOrEqual(200);
  const answer = await fetch(`${simulator.url}/_control/overview`);
  expect(answer.status).toBe(200);
  await answer.text();
  await simulator.close();
  await simulator.idle();
  expect(simulator.deliveries().length).toBeLessThan(300_000);
});
