/* What a scheduled look costs Livespace as an account grows: HTTP requests, with ten new facts to be found. */
import { type NewDeal, startSimulator } from 'livespace-simulator';
import { createAccount, dealChanges, type EventName, LivespaceClient, type SweepPosition } from 'livespace-webhooks';
import { undiciTransport } from 'livespace-webhooks/undici';

const day = 24 * 60 * 60 * 1000;
const fresh = 10;
const pageSize = 100;

for (const total of [100, 1000, 10_000, 100_000]) {
  const now = Date.now();
  const deals: NewDeal[] = Array.from({ length: total }, (_, index) => ({
    id: `deal-${index}`,
    status: index < total - fresh ? 'lost' : 'open',
    created: index < total - fresh ? now - 400 * day : now,
    modified: index < total - fresh ? now - 300 * day : now,
  }));
  const livespace = await startSimulator({ deals });
  const { url: subdomain, apiKey, apiSecret } = livespace;
  const account = createAccount({ subdomain, apiKey, apiSecret }, { allowLoopback: true });
  // Without the pauses between calls, which cost time and no request.
  const clock = { now: Date.now, wait: async () => {} };
  const client = new LivespaceClient({ account, transport: undiciTransport, clock });
  const look = async (event: EventName, sweep?: SweepPosition) => {
    const before = livespace.requests().length;
    const until = Number.POSITIVE_INFINITY;
    const changes = await dealChanges(client, { event, since: now - day, pageSize, clock, until, sweep });
    return { ...changes, cost: livespace.requests().length - before };
  };
  const created = await look('deal.created');
  for (let index = total - fresh; index < total; index += 1) livespace.changeStatus(`deal-${index}`, 'won');
  const changed = await look('deal.status_changed');
  const sweepLooks = Math.ceil((Math.ceil((total - fresh) / pageSize) + 2) / 2);
  console.log(
    `${total} deals: ${created.items.length} new ones ${created.cost} requests, ${changed.items.length} status changes ${changed.cost} requests; once round the closed deals in ${sweepLooks} looks (computed)`,
  );
  await livespace.close();
}
