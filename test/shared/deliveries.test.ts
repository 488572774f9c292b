import { type Accepted, MemoryStore, type ReceiveOptions, receive, Subscriptions } from 'livespace-webhooks';
import { Guard } from 'livespace-webhooks/host';
import { clientFor, serve, start } from '../../testing/livespace/harness.ts';

interface Way extends Partial<ReceiveOptions> {
  /** Whether it could take the event. */
  host?: (received: Accepted) => Promise<boolean>;
  beforeRetry?: () => void;
}

/** The whole way over real HTTP: subscribed, an event at the simulator, a signed delivery, the gate, an answer. */
async function way({ host = async () => true, beforeRetry = () => {}, ...options }: Way = {}) {
  // Livespace's times are whole seconds: each look at the clock is one.
  let time = Date.parse('2026-11-24T10:00:00Z');
  const simulator = await start({ now: () => (time += 1000), wait: async () => beforeRetry() });
  const secrets: string[] = [];
  const guard = new Guard(new MemoryStore({ now: Date.now }));
  const taken: Accepted[] = [];
  const answers: string[] = [];
  const endpoint = await serve(async ({ headers, body }, response) => {
    const url = `${endpoint.url}/hook?flow=ż`;
    const received = await receive({ url, headers, body }, { secrets, events: 'any', guard, scope: 's', ...options });
    let { status }: { status: number } = received;
    if (received.kind === 'accepted') {
      const took = await host(received);
      if (took) taken.push(received);
      await (took ? received.keep() : received.release());
      if (!took) status = 500;
    }
    answers.push(`${received.kind} ${status}`);
    response.writeHead(status).end();
  });
  const request = { url: `${endpoint.url}/hook?flow=ż`, events: ['deal.created', 'deal.status_changed'] };
  const made = await new Subscriptions(clientFor(simulator)).ensure({ ...request, host: 'own', label: 'test' });
  secrets.push(made.secret);
  answers.length = 0;
  return { simulator, taken, answers, secrets, subscription: made };
}

test('an event arrives once, and is what was created', async () => {
  const { simulator, taken, answers } = await way();
  const { deal, eventId } = simulator.createDeal({ name: 'Żaba / Łódź €', value: 1234.5 });
  await simulator.idle();
  expect(answers).toEqual(['accepted 200']);
  expect(taken).toMatchObject([
    { item: { id: eventId, event: 'deal.created', deal: { id: deal.id, name: 'Żaba / Łódź €', value: 1234.5 } } },
  ]);
});

test('five copies at once make one', async () => {
  const pause = () => new Promise<boolean>((resolve) => setTimeout(resolve, 50, true));
  const { simulator, taken, answers } = await way({ host: pause });
  simulator.fault({ kind: 'duplicate', copies: 5, on: 'deal.created' });
  simulator.createDeal({ name: 'Once' });
  await simulator.idle();
  expect(taken).toHaveLength(1);
  expect(answers.filter((answer) => answer === 'duplicate 503').length).toBeGreaterThan(0);
});

test('a host that fails twice has the event at the third attempt', async () => {
  let failures = 2;
  const { simulator, taken, answers } = await way({ host: async () => failures-- <= 0 });
  simulator.createDeal({ name: 'Third time' });
  await simulator.idle();
  expect(answers).toEqual(['accepted 500', 'accepted 500', 'accepted 200']);
  expect(taken).toMatchObject([{ item: { delivery_attempt: 3 } }]);
});

test('an event that comes before the secret is known comes again', async () => {
  let secret = '';
  const { simulator, taken, answers, secrets } = await way({ beforeRetry: () => secrets.push(secret) });
  secret = secrets.pop() ?? '';
  simulator.createDeal({ name: 'Early' });
  await simulator.idle();
  expect(answers).toEqual(['not_ready 503', 'accepted 200']);
  expect(taken).toHaveLength(1);
});

test('of two events in the wrong order the older is late', async () => {
  const { simulator, taken } = await way();
  const { deal } = simulator.createDeal({ name: 'Moving' });
  await simulator.idle();
  simulator.hold();
  const won = simulator.changeStatus(String(deal.id), 'won').eventId;
  const lost = simulator.changeStatus(String(deal.id), 'lost').eventId;
  await simulator.flush([lost, won].map(String));
  await simulator.idle();
  expect(taken.map(({ item }) => [item.id, item.is_late]).slice(1)).toEqual([
    [lost, false],
    [won, true],
  ]);
});

test('a forged event is told from a true one, and leaves no trace', async () => {
  const { simulator, taken, answers, subscription } = await way();
  const forged = { name: 'deal.created' as const, data: { id: 'd' }, id: 'the-id' };
  await expect(simulator.forge(subscription.id, forged)).resolves.toMatchObject({ status: 401 });
  simulator.emit(forged);
  await simulator.idle();
  expect(answers).toEqual(['rejected 401', 'accepted 200']);
  expect(taken).toHaveLength(1);
});
