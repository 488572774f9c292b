/*
 * What a scheduled look costs Livespace as an account grows: calls a look (a call is two HTTP requests) with nothing new and
 * with new facts, and in how many looks the sweep has been through all closed deals.
 */
import { type NewDeal, startSimulator } from 'livespace-simulator';
import { createAccount, type EventName, LivespaceClient, type LookMemory, look } from 'livespace-webhooks';
import { undiciTransport } from 'livespace-webhooks/undici';

const day = 24 * 60 * 60 * 1000;
const choices: EventName[][] = [['deal.created'], ['deal.status_changed'], ['deal.created', 'deal.status_changed']];

const row = (cells: (string | number)[]) =>
  console.log(cells.map((cell, index) => String(cell).padStart([7, 35, 6, 7, 10, 14][index] ?? 0)).join(' '));
row(['deals', 'events', 'quiet', '10 new', '1,000 new', 'looks a sweep']);
for (const total of [100, 1000, 10_000, 100_000]) for (const events of choices) row(await measure(total, events));

async function measure(total: number, events: EventName[]): Promise<(string | number)[]> {
  let now = Date.now();
  const deals: NewDeal[] = Array.from({ length: total }, (_, index) => ({
    id: `deal-${index}`,
    status: 'lost',
    created: now - 400 * day + index,
    modified: now - 300 * day,
  }));
  const livespace = await startSimulator({ deals, now: () => now });
  const { url: subdomain, apiKey, apiSecret } = livespace;
  const account = createAccount({ subdomain, apiKey, apiSecret }, { allowLoopback: true });
  // Without the pauses between calls, which cost time and no call.
  const clock = { now: () => now, wait: async () => {} };
  const client = new LivespaceClient({ account, transport: undiciTransport, clock });
  const request = { events, pageSize: 100, clock, until: Number.POSITIVE_INFINITY };
  const calls = () => livespace.requests().filter(({ method }) => method === 'Deal/getAll').length;

  let memory: LookMemory | undefined;
  const swept = () => memory?.events['deal.status_changed']?.swept;
  /** @returns the calls of a look some time later, when so many deals were won at once. */
  async function cost(won: number): Promise<number> {
    now += 10 * 60_000;
    for (let deal = 0; deal < won; deal += 1) livespace.createDeal({ status: 'won' });
    const before = calls();
    const done = await look(client, memory, request);
    memory = done.memory;
    if (done.items.length !== won * events.length) throw new Error(`${done.items.length} items for ${won} deals`);
    return calls() - before;
  }
  async function looksUntilSwept(): Promise<number> {
    const before = swept();
    for (let looks = 1; ; looks += 1) {
      await cost(0);
      if (swept() !== before) return looks;
    }
  }

  await cost(0);
  const quiet = await cost(0);
  const few = await cost(10);
  if (swept() !== undefined) await looksUntilSwept();
  const sweep = swept() === undefined ? '-' : await looksUntilSwept();
  const many = await cost(1000);
  await livespace.close();
  return [total, events.join(', '), quiet, few, many, sweep];
}
