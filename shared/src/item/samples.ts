import { type EventKind, type EventName, eventNames, events } from '../events.ts';
import { attemptField, type WebhookEvent } from '../wire/delivery.ts';
import { type Item, itemFromEvent } from './item.ts';

const deal = {
  id: '6f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11',
  name: 'Office furniture for Nowak & Partners',
  status: 'open',
  status_name: 'Open',
  value: '12500.50',
  value_final: '0',
  currency: 'PLN',
  probability: '80,00',
  process_id: '0b0f5d0e-3b9c-4c53-8f5a-1d4f3c2b1a00',
  process_name: 'New business',
  stage_id: '5a2e7c14-91d3-4f6b-a0e8-6c7d8e9fa0b1',
  stage_name: 'Offer sent',
  owner_id: '9d8c7b6a-5f4e-4d3c-8b2a-190807060504',
  owner_name: 'Anna Kowalska',
  owner_email: 'anna.kowalska@example.com',
  company_id: '1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f9',
  company_name: 'Nowak & Partners',
  contact_id: '2a3b4c5d-6e7f-4081-92a3-b4c5d6e7f809',
  contact_name: 'Jan Nowak',
  products: [],
  costs: [],
  tags: ['furniture'],
  created: '2026-11-24 10:00:00+01',
  modified: '2026-11-24 10:00:00+01',
  status_change_date: '',
  date_end: '2026-12-31',
  url: 'https://acme.livespace.io/Deal/deal/details/api_id/6f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11',
};

/** One event of each kind as Livespace would deliver it: what the samples are mapped from. */
export const sampleEvents = forEach((name, { sample: { id, timestamp, deal: difference } }): WebhookEvent => {
  const data = { ...deal, ...difference };
  return { version: '1.0', name, id, timestamp, [attemptField]: 1, data };
});

/** What a host shows before the first real event. */
export const samples = forEach((name): Item => itemFromEvent(sampleEvents[name]));

function forEach<T>(make: (name: EventName, kind: EventKind) => T): Readonly<Record<EventName, T>> {
  return Object.fromEntries(eventNames.map((name) => [name, make(name, events[name])])) as Record<EventName, T>;
}
