import fc from 'fast-check';
import { type EventName, eventNames, itemFromDeal, MemoryStore } from 'livespace-webhooks';
import { Guard, itemFromEvent } from 'livespace-webhooks/host';
import { property } from '../../../testing/property.ts';

/** Few and awkward, so that two often meet. */
const part = fc.oneof(
  fc.constantFrom('a', 'b', 'a:b', 'a%3Ab', '%', ':', '%3A', 'won', 'created', 'null', '2026-11-24T10'),
  fc.string({ unit: fc.constantFrom('a', ':', '%', '3', 'A'), minLength: 1, maxLength: 4 }),
);
const name = fc.oneof(
  fc.constantFrom(...eventNames),
  fc.constantFrom('created', 'status', 'deal.deleted', 'status:a'),
  part,
);
const seconds = fc.constantFrom(0, 1, 59, 3600).map((more) => 1_795_514_400 + more);
const fact = fc.record({ name, deal: part, status: part, seconds });
type Fact = typeof fact extends fc.Arbitrary<infer One> ? One : never;

let deliveries = 0;

function keyOf({ name: event, deal, status, seconds: when }: Fact, timestamp: unknown = when): string {
  deliveries += 1;
  const data = { id: deal, status };
  return itemFromEvent({ name: event, id: `e-${deliveries}`, timestamp, webhook_delivery_attempt: 1, data }).dedupe_key;
}

/** What a fact is, by the vendor's words: a deal is created once; its status may change again and again. */
function identity({ name: event, deal, status, seconds: when }: Fact): unknown[] {
  if (event === 'deal.created') return [event, deal];
  const known = ['open', 'won', 'lost', 'outdated'].includes(status.trim().toLowerCase());
  const itsStatus = known ? status.trim().toLowerCase() : status;
  return event === 'deal.status_changed' ? [event, deal, itsStatus, when] : [event, deal, when];
}

property('two facts have the same key where they are the same, and only there', [fact, fact], (one, other) => {
  const isSame = JSON.stringify(identity(one)) === JSON.stringify(identity(other));
  expect(keyOf(one) === keyOf(other)).toBe(isSame);
});

property('copies of a fact have one key, however its time is written', [fact, fc.nat(999)], (one, milliseconds) => {
  const time = new Date(one.seconds * 1000);
  const spellings = [
    time.toISOString(),
    `${time.toISOString().slice(0, 19)}Z`,
    `${new Date(time.getTime() + 2 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')}+02`,
    String(one.seconds),
    one.seconds * 1000 + milliseconds,
  ];
  const keys = spellings.map((timestamp) => keyOf(one, timestamp));
  expect(new Set([...keys, keyOf(one)]).size).toBe(1);
});

property('a fact has one key from a webhook and from a schedule', [fact], ({ deal, status, seconds: when }) => {
  const time = new Date(when * 1000).toISOString();
  for (const event of eventNames as EventName[]) {
    const row = { id: deal, status, created: time, modified: time, status_change_date: time };
    const sent = { name: event, id: 'e', timestamp: when, webhook_delivery_attempt: 1, data: row };
    expect(itemFromDeal(row, event).dedupe_key).toBe(itemFromEvent(sent).dedupe_key);
  }
});

property(
  'without a time two events never share a key',
  [fact, fact, fc.constantFrom(null, '', 'soon', [], 0)],
  (one, other, timestamp) => {
    const created = [one, other].every(({ name: event }) => event === 'deal.created');
    if (!created || one.deal !== other.deal) expect(keyOf(one, timestamp)).not.toBe(keyOf(other, timestamp));
  },
);

const scoped = fc.tuple(part, part);

property('two scopes never share a reservation', [scoped, scoped], async ([scope, id], [otherScope, otherId]) => {
  const guard = new Guard(new MemoryStore());
  await guard.reserve(scope, id);
  const isSame = scope === otherScope && id === otherId;
  expect(await guard.reserve(otherScope, otherId)).toBe(isSame ? 'pending' : 'fresh');
});
