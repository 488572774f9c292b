import { randomUUID } from 'node:crypto';
import type { Deal } from '../wire/deal.ts';
import type { Event } from '../wire/delivery.ts';
import { events } from '../wire/events.ts';
import { type TimeFormat, timeFormats } from '../wire/times.ts';
import type { Deliveries } from './deliveries.ts';

/** An event made by hand, as odd as needed. What is left out is filled in as usual. */
export type CustomEvent = Pick<Event, 'name' | 'data'> & Partial<Event>;

export interface AnnouncerOptions {
  deliveries: Deliveries;
  /** A deal as webhooks carry it. */
  show: (deal: Deal) => unknown;
  time: () => TimeFormat;
  now: () => number;
}

/** Tells the subscribers what happened to deals. */
export class Announcer {
  readonly #options: AnnouncerOptions;

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  /** Sends every event that tells of this, and gives the id of the first; null when none does. */
  tell(before: Deal | null, after: Deal): string | null {
    const names = Object.keys(events).filter((name) => events[name]?.(before, after));
    if (names.length === 0) return null;
    const data = this.#options.show(after);
    const [id = null] = names.map((name) => this.emit({ name, data }));
    return id;
  }

  /** Gives the event's id. */
  emit(event: CustomEvent): string {
    const complete = this.complete(event);
    this.#options.deliveries.emit(complete);
    return complete.id;
  }

  complete({ id = randomUUID(), version = '1.0', timestamp, name, data }: CustomEvent): Event {
    const { time, now } = this.#options;
    return { version, name, id, timestamp: timestamp ?? timeFormats[time()].event(now()), data };
  }
}
