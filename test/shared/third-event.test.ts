jest.mock('../../shared/src/events.ts', () => jest.requireActual('../../testing/third-event.ts'));
jest.mock('../../simulator/src/wire/events.ts', () => ({
  events: jest.requireActual('../../testing/third-event.ts').simulatorEvents,
}));

import {
  type EventName,
  eventNames,
  itemFromDeal,
  look,
  MemoryStore,
  receive,
  samples,
  whyHeldBack,
} from 'livespace-webhooks';
import { events, Guard, itemFromEvent, sampleEvents } from 'livespace-webhooks/host';
import { clientFor, instantClock, serve, start } from '../../testing/livespace/harness.ts';

const valueChanged = 'deal.value_changed' as EventName;

test('the core has it, with its labels', () => {
  expect(eventNames).toEqual(['deal.created', 'deal.status_changed', valueChanged]);
  expect(events[valueChanged]).toMatchObject({ label: 'Deal Value Changed', plural: 'Deal Value Changes' });
});

test('it has a sample, which is what its event gives', () => {
  expect(samples[valueChanged]).toEqual(itemFromEvent(sampleEvents[valueChanged]));
  expect(samples[valueChanged]).toMatchObject({
    event: valueChanged,
    occurred_at: '2026-11-24T15:00:00.000Z',
    deal: { value: 15000 },
    dedupe_key: 'value:6f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11:15000:2026-11-24T15:00:00Z',
  });
});

test('its item is the same from the API, under the same key', () => {
  const row = sampleEvents[valueChanged].data;
  expect(itemFromDeal(row, valueChanged)).toEqual({
    ...samples[valueChanged],
    id: samples[valueChanged].dedupe_key,
    delivery_attempt: null,
  });
});

test('a value that is unknown, or a time, makes no key', () => {
  const event = { ...sampleEvents[valueChanged], timestamp: null };
  for (const data of [
    { id: 'd', modified: '2026-11-24' },
    { id: 'd', value: 1 },
  ])
    expect(itemFromEvent({ ...event, data }).dedupe_key).toBe(event.id);
});

test('the filter by status does not concern it, as its record says; the others do', () => {
  expect(whyHeldBack(samples[valueChanged], { statuses: ['won'] })).toBeUndefined();
  expect(whyHeldBack(samples[valueChanged], { minimumValue: 15_001 })).toEqual(expect.any(String));
});

test('a look finds it, each change once, under the key of its webhook', async () => {
  let now = Date.parse('2026-11-24T10:00:00Z');
  const simulator = await start({ deals: [], now: () => now });
  const clock = { ...instantClock(), now: () => now };
  const request = { events: [valueChanged], pageSize: 100, clock, until: Number.POSITIVE_INFINITY };
  const client = clientFor(simulator, { clock });
  const { deal } = simulator.createDeal({ value: 1 });
  now += 1000;
  let { memory } = await look(client, undefined, request);
  const found: string[][] = [];
  for (const value of [2.5, undefined, 3]) {
    now += 60_000;
    if (value) simulator.updateDeal(String(deal.id), { value });
    const next = await look(client, memory, request);
    memory = next.memory;
    found.push(next.items.map(({ dedupe_key: key }) => key));
  }
  expect(found).toEqual([
    [`value:${deal.id}:2.5:2026-11-24T10:01:01Z`],
    [],
    [`value:${deal.id}:3:2026-11-24T10:03:01Z`],
  ]);
});

test('Livespace delivers it, and it is received', async () => {
  const secrets: string[] = [];
  const guard = new Guard(new MemoryStore());
  const kinds: string[] = [];
  const keys: string[] = [];
  const endpoint = await serve(async ({ headers, body }, response) => {
    const request = { url: endpoint.url, headers, body };
    const received = await receive(request, { secrets, events: [valueChanged], guard, scope: 's' });
    kinds.push(received.kind);
    if (received.kind === 'accepted') keys.push(received.item.dedupe_key);
    response.writeHead(received.status).end();
  });
  const simulator = await start({ deals: [], now: () => Date.parse('2026-11-24T10:00:00Z') });
  const { id } = simulator.addSubscription({ name: 'Values', url: endpoint.url, events: [valueChanged] });
  secrets.push((await simulator.activateSubscription(id)).secret);
  const { deal } = simulator.createDeal({ value: 1 });
  simulator.updateDeal(String(deal.id), { value: 2.5 });
  await simulator.idle();
  expect(kinds).toEqual(['handshake', 'accepted']);
  expect(keys).toEqual([`value:${deal.id}:2.5:2026-11-24T10:00:00Z`]);
});
