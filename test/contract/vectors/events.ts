import { accepted, bytes, event, eventText, genuine, maxBytes, signed, theDeal } from './build.ts';
import { tooLarge } from './rejections.ts';
import type { Vector } from './vector.ts';

export const events: Vector[] = [
  accepted('an event', eventText, {
    id: '8d1f0c9e-52b1-4a7e-9a51-0d3f6c2b7a10',
    dedupe_key: 'created:6f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11',
    event: 'deal.created',
    occurred_at: '2026-11-24T10:00:00.000Z',
    delivery_attempt: 1,
    is_late: false,
    deal: {
      name: 'Zażółć 50 €',
      status: 'open',
      value: 1234.5,
      currency: null,
      process: { id: null, name: null },
      owners: [{ id: 'u-1', name: 'Anna', email: null }],
      products: [],
      costs: [],
      tags: ['vip', 'A/B'],
    },
  }),
  accepted('only what is sure', '{"name":"deal.created","data":{"id":"d-1"}}', {
    occurred_at: null,
    delivery_attempt: null,
    deal: { id: 'd-1', name: null, value: null, owners: [], tags: [] },
  }),
  accepted('no Content-Type', eventText, theDeal, { headers: { 'X-Livespace-Signature': genuine } }),
  accepted('fields that do not exist yet', event({ trace: { a: [1] } }, { forecast: [{ x: null }] }), theDeal),
  accepted(
    'nulls',
    event({ timestamp: null, version: null }, { name: null, value: null, owners: null, tags: null, products: null }),
    { occurred_at: null, deal: { name: null, value: null, tags: [], products: [] } },
  ),
  accepted('[] for {}', event({ version: [] }, { process: [], company: [], name: [], owners: [], products: [] }), {
    deal: { name: null, process: { id: null, name: null }, products: [] },
  }),
  accepted(
    'numbers for strings, strings for numbers',
    event({ id: 77, webhook_delivery_attempt: '2' }, { id: 4711, stage_id: 12, value: 99.5, probability: '5,00' }),
    { id: '77', delivery_attempt: 2, deal: { id: '4711', stage: { id: '12' }, value: 99.5, probability: 5 } },
  ),
  accepted('other types than expected', event({ timestamp: true }, { status: 7, tags: 'vip', url: {} }), {
    occurred_at: null,
    deal: { status: '7', tags: ['vip'], url: null },
  }),
  accepted('an hour-only offset', event({ timestamp: '2026-11-24 12:00:00+02' }), {
    occurred_at: '2026-11-24T10:00:00.000Z',
  }),
  accepted('a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes(eventText)]), theDeal),
  accepted('bytes that are not UTF-8', Buffer.from(eventText.replace('Zażółć 50 €', 'Caf\xe9'), 'latin1'), {
    deal: { name: 'Caf\ufffd' },
  }),
  accepted(
    'keys of JavaScript’s own objects',
    '{"__proto__":{"polluted":1},"name":"deal.created","constructor":{},"data":{"id":"d-1","__proto__":{"name":"x"},"toString":1}}',
    { deal: { id: 'd-1', name: null } },
  ),
  accepted('exactly 10 MB', tooLarge.subarray(0, maxBytes), theDeal),
  signed(
    'an event that was not chosen',
    event({ name: 'deal.status_changed' }),
    { kind: 'filtered', status: 200 },
    {
      events: ['deal.created'],
    },
  ),
  signed('an event that does not exist yet', event({ name: 'deal.deleted' }), { kind: 'filtered', status: 200 }),
];
