/*
 * A made-up third event, to prove that all of the code takes whatever the record of events holds. This module has the
 * shape of `shared/src/events.ts` and takes its place in a test:
 *
 *   jest.mock('../../shared/src/events.ts', () => jest.requireActual('../../testing/third-event.ts'));
 *
 * The simulator has a record of its own: `simulatorEvents` takes its place.
 *
 *   jest.mock('../../simulator/src/wire/events.ts', () => ({
 *     events: jest.requireActual('../../testing/third-event.ts').simulatorEvents,
 *   }));
 */
import type { EventKind } from '../shared/src/events.ts';
import type { TellsOf } from '../simulator/src/wire/events.ts';

const { events: documented } = jest.requireActual('../shared/src/events.ts');

export const valueChanged: EventKind = {
  label: 'Deal Value Changed',
  plural: 'Deal Value Changes',
  description: 'The value of a deal was changed',
  triggersWhen: 'the value of a deal is changed',
  occurredAt: ['modified_at'],
  key: { prefix: 'value', parts: ['value', 'when'] },
  filteredByStatus: false,
  schedule: {
    statuses: ['all', 'outdated'],
    by: 'modified',
    sweeps: false,
    description: 'A deal was changed, and its value may be another one',
    triggersWhen: 'a deal is found changed in a regular look',
  },
  sample: {
    id: '5ebf3192-4c6d-4aae-98f7-91a2b3c4d5e6',
    timestamp: '2026-11-24T15:00:00Z',
    deal: { value: '15000.00', modified: '2026-11-24 16:00:00+01' },
  },
};

export const events: Readonly<Record<string, EventKind>> = { ...documented, 'deal.value_changed': valueChanged };

export const eventNames: readonly string[] = Object.keys(events);

export function eventKind(name: string): EventKind | undefined {
  return Object.hasOwn(events, name) ? events[name] : undefined;
}

export const simulatorEvents: Readonly<Record<string, TellsOf>> = {
  ...jest.requireActual('../simulator/src/wire/events.ts').events,
  'deal.value_changed': (before, after) => before !== null && before.fields.value !== after.fields.value,
};
