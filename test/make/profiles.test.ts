import type { Profile } from 'livespace-simulator';
import { type EventName, itemFromDeal } from 'livespace-webhooks';
import { account, addByHand, livespace, make, useAccount } from '../../testing/make/account.ts';

const start = Date.parse('2026-11-24T10:00:00Z');
let now = start;

useAccount({ deals: [], now: () => now });

const events: EventName[] = ['deal.created', 'deal.status_changed'];

const fields: Profile['fields'][] = ['snake', 'camel', 'nested'];
const times: Profile['time'][] = ['iso', 'iso-offset', 'livespace', 'zoneless', 'unix', 'unix-text', 'unix-ms', 'none'];

const profiles: Partial<Profile>[] = [
  ...fields.map((style) => ({ fields: style })),
  ...times.map((time) => ({ time })),
  { fields: 'nested', time: 'unix-ms' },
];

it.each(profiles)('with %j the item is the same, by hand and by schedule', async (profile) => {
  now = start;
  livespace.setProfile(profile);
  const connection = await make.connect(account());
  const webhook = await addByHand(events);
  const states = events.map((event) => ({ event, state: { lastDate: new Date(start), ids: [] as string[] } }));
  now += 60_000;
  const { deal } = livespace.createDeal({
    name: 'Żuraw',
    value: 12_500.5,
    probability: 80,
    process_id: 'p-1',
    process_name: 'New business',
    owner_id: 'u-1',
    owner_name: 'Anna',
    owner_email: 'anna@acme.example',
  });
  now += 60_000;
  livespace.changeStatus(deal.id as string, 'won', 'Best price');
  await livespace.idle();
  const [wire = { id: '' }] = livespace.deals();

  const byHand = make.bundles(webhook);
  const bySchedule = [];
  for (const { event, state } of states) {
    const found = await make.poll('watchDealsScheduled', connection, { event, limit: 100 }, state);
    expect(await make.poll('watchDealsScheduled', connection, { event, limit: 100 }, state)).toEqual([]);
    bySchedule.push(...found);
  }
  expect(byHand.map(({ event }) => event)).toEqual(events);
  expect(bySchedule.map(({ event }) => event)).toEqual(events);
  for (const [index, event] of events.entries()) {
    const { deal: expected, ...item } = itemFromDeal(wire as { id: string }, event);
    expect(bySchedule[index]).toMatchObject({ ...item, is_late: null });
    // Of the first event only the deal as it was then is told.
    if (event === 'deal.status_changed') expect(byHand[index].deal).toEqual(expected);
    expect(bySchedule[index].deal).toEqual(expected);
    expect(byHand[index].deal).toMatchObject({
      name: 'Żuraw',
      value: 12_500.5,
      currency: 'PLN',
      probability: 80,
      process: { id: 'p-1', name: 'New business' },
      owner: { id: 'u-1', name: 'Anna', email: 'anna@acme.example' },
    });
    const told = profile.time === 'none' ? null : item.occurred_at;
    expect(byHand[index].occurred_at).toBe(told);
    expect(byHand[index].dedupe_key).toBe(item.dedupe_key);
  }
});
