import type { Simulator } from 'livespace-simulator';
import { type EventName, type Item, type LookMemory, look } from 'livespace-webhooks';
import { itemFromEvent } from 'livespace-webhooks/host';
import { clientFor, serve, start } from '../../testing/livespace/harness.ts';

/*
 * Whoever runs the schedule beside the webhook recognises a fact by its `dedupe_key`. The second list is what can't be
 * recognised; README.md repeats it.
 */

const hour = 60 * 60 * 1000;

let now = 0;

async function account() {
  now = Date.parse('2026-11-24T10:00:00.400Z');
  const livespace = await start({ now: () => now, deals: [] });
  const delivered: Item[] = [];
  const endpoint = await serve(({ body }, response) => {
    if (body.length > 0) delivered.push(itemFromEvent(JSON.parse(body.toString())));
    response.end();
  });
  const events = ['deal.created', 'deal.status_changed'];
  const { id } = livespace.addSubscription({ name: 'Both', url: endpoint.url, events });
  await livespace.activateSubscription(id);
  return { livespace, delivered };
}

/** Looks often enough for the sweep to come round. */
async function scheduled(livespace: Simulator, event: EventName): Promise<string[]> {
  const request = {
    events: [event],
    pageSize: 100,
    clock: { now: () => now, wait: async () => {} },
    until: Number.POSITIVE_INFINITY,
    startFrom: '2026-11-24',
  };
  const keys: string[] = [];
  let memory: LookMemory | undefined;
  for (let time = 0; time < 4; time += 1) {
    const found = await look(clientFor(livespace), memory, request);
    memory = found.memory;
    keys.push(...found.items.map((item) => item.dedupe_key));
  }
  return keys;
}

async function sent(livespace: Simulator, delivered: Item[], event: string): Promise<string[]> {
  await livespace.idle();
  return delivered.filter((item) => item.event === event).map((item) => item.dedupe_key);
}

describe('the same fact has the same dedupe_key', () => {
  test('a new deal', async () => {
    const { livespace, delivered } = await account();
    livespace.createDeal();
    expect(await scheduled(livespace, 'deal.created')).toEqual(await sent(livespace, delivered, 'deal.created'));
  });

  test('a new deal that was edited since', async () => {
    const { livespace, delivered } = await account();
    const { deal } = livespace.createDeal();
    now += hour;
    livespace.updateDeal(String(deal.id), { name: 'Edited' });
    expect(await scheduled(livespace, 'deal.created')).toEqual(await sent(livespace, delivered, 'deal.created'));
  });

  test.each(['won', 'lost', 'outdated'] as const)('a deal that became %s', async (status) => {
    const { livespace, delivered } = await account();
    const { deal } = livespace.createDeal();
    now += hour;
    livespace.changeStatus(String(deal.id), status);
    const keys = await sent(livespace, delivered, 'deal.status_changed');
    expect(keys).toHaveLength(1);
    expect(await scheduled(livespace, 'deal.status_changed')).toEqual(keys);
  });

  test('a deal that was won, and edited since', async () => {
    const { livespace, delivered } = await account();
    const { deal } = livespace.createDeal();
    livespace.changeStatus(String(deal.id), 'won');
    now += hour;
    livespace.updateDeal(String(deal.id), { value: 1 });
    const keys = await sent(livespace, delivered, 'deal.status_changed');
    expect(await scheduled(livespace, 'deal.status_changed')).toEqual(keys);
  });
});

describe('what can’t be recognised', () => {
  test('a reopened deal: the API tells no time of it, so the schedule does not find it', async () => {
    const { livespace, delivered } = await account();
    const { deal } = livespace.createDeal();
    livespace.changeStatus(String(deal.id), 'lost');
    now += hour;
    livespace.changeStatus(String(deal.id), 'open');
    expect(await sent(livespace, delivered, 'deal.status_changed')).toHaveLength(2);
    expect(await scheduled(livespace, 'deal.status_changed')).toEqual([]);
  });

  test('a status changed twice between two looks: the schedule finds the last change only', async () => {
    const { livespace, delivered } = await account();
    const { deal } = livespace.createDeal();
    livespace.changeStatus(String(deal.id), 'lost');
    now += hour;
    livespace.changeStatus(String(deal.id), 'won');
    const [first, last] = await sent(livespace, delivered, 'deal.status_changed');
    const found = await scheduled(livespace, 'deal.status_changed');
    expect(found).toEqual([last]);
    expect(found).not.toContain(first);
  });

  test('a deal deleted before the look: only the webhook tells of it', async () => {
    const { livespace, delivered } = await account();
    livespace.emit({ name: 'deal.created', data: { id: 'deleted since' } });
    expect(await sent(livespace, delivered, 'deal.created')).toEqual(['created:deleted since']);
    expect(await scheduled(livespace, 'deal.created')).toEqual([]);
  });

  test('an event without `status_change_date`, should Livespace leave it out: its own time stands in', async () => {
    const { livespace, delivered } = await account();
    const { deal } = livespace.createDeal();
    livespace.changeStatus(String(deal.id), 'won');
    now += 1000;
    livespace.emit({ name: 'deal.status_changed', data: { id: deal.id, status: 'won' } });
    const [withDate, withoutDate] = await sent(livespace, delivered, 'deal.status_changed');
    expect(await scheduled(livespace, 'deal.status_changed')).toEqual([withDate]);
    expect(withoutDate).not.toBe(withDate);
  });
});
