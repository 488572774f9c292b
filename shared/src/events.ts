import type { ListStatus, ListTime } from './wire/deal-list.ts';

/** A time of the item's deal. */
export type DealTime = 'created_at' | 'modified_at' | 'status_changed_at';

/** All that differs between two events: nobody else tests an event's name. `docs/architecture.md` says how to add one. */
export interface EventKind {
  /** In Title Case, as hosts name their triggers. */
  label: string;
  /** The label of a list of them, in Title Case. */
  plural: string;
  /** What happened, as a sentence without a full stop. */
  description: string;
  /** After “Triggers when”, without a full stop. */
  triggersWhen: string;
  /** When it occurred, for a deal read from the API: the first of these that is known. */
  occurredAt: readonly DealTime[];
  /** The fact: prefix, deal and these, so that a webhook and a schedule find the same key for the same fact. */
  key: { prefix: string; parts: readonly ('status' | 'value' | 'when')[] };
  /** Whether the filter by status concerns it. */
  filteredByStatus: boolean;
  schedule: {
    /** One window a look and status of `Deal/getAll`. Whether `all` has the outdated ones is unknown (observed). */
    statuses: readonly ListStatus[];
    /** The condition that limits a window. */
    by: ListTime;
    /** Whether it can occur without `by` telling, so that a sweep through all deals of these statuses is needed. */
    sweeps: boolean;
    /** What a schedule finds of it, as a sentence without a full stop. */
    description: string;
    triggersWhen: string;
  };
  /** What Livespace would deliver: the notification's id and time, and how its deal differs from the common sample. */
  sample: { id: string; timestamp: string; deal: Readonly<Record<string, unknown>> };
}

/** The events Livespace documents (docs/livespace.md#events). */
export const events = {
  'deal.created': {
    label: 'New Deal',
    plural: 'New Deals',
    description: 'A deal was added',
    triggersWhen: 'a new deal is added',
    occurredAt: ['created_at'],
    key: { prefix: 'created', parts: [] },
    filteredByStatus: false,
    schedule: {
      statuses: ['all', 'outdated'],
      by: 'created',
      sweeps: false,
      description: 'A deal was added',
      triggersWhen: 'a regular check finds a new deal',
    },
    sample: { id: '3c9d1f70-2a4b-4e8c-b6d5-7f8091a2b3c4', timestamp: '2026-11-24T09:00:00Z', deal: {} },
  },
  'deal.status_changed': {
    label: 'Deal Status Changed',
    plural: 'Deal Status Changes',
    description: 'A deal was won, lost or reopened, or became outdated',
    triggersWhen: 'a deal is won, lost or reopened, or becomes outdated',
    occurredAt: ['status_changed_at', 'modified_at'],
    key: { prefix: 'status', parts: ['status', 'when'] },
    filteredByStatus: true,
    schedule: {
      // A reopened deal has no time of its change (observed), so only these can be found.
      statuses: ['won', 'lost', 'outdated'],
      by: 'modified',
      // A change of status can be later than `modified` (observed).
      sweeps: true,
      description: 'A deal was won or lost, or became outdated. Reopened deals are not found',
      triggersWhen: 'a regular check finds that a deal was won or lost, or became outdated',
    },
    sample: {
      id: '4dae2081-3b5c-4f9d-87e6-8091a2b3c4d5',
      timestamp: '2026-11-24T14:30:00Z',
      deal: {
        status: 'won',
        status_name: 'Won',
        modified: '2026-11-24 15:30:00+01',
        status_change_date: '2026-11-24 15:30:00+01',
        won_reason_name: 'Best price',
        won_reason_note: 'The board decided',
      },
    },
  },
} as const satisfies Record<string, EventKind>;

export type EventName = keyof typeof events;

export const eventNames = Object.keys(events) as EventName[];

/** @returns what is known of the event, `undefined` for one that Livespace may add. */
export function eventKind(name: string): EventKind | undefined {
  return Object.hasOwn(events, name) ? (events as Readonly<Record<string, EventKind>>)[name] : undefined;
}
