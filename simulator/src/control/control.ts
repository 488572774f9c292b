import { randomUUID } from 'node:crypto';
import type { Deals, NewDeal } from '../account/deals.ts';
import type { Deliveries, Delivery } from '../account/deliveries.ts';
import type { Fault, Faults } from '../account/faults.ts';
import type { Outcome } from '../account/outbound.ts';
import type { NewSubscription, Subscriptions } from '../account/subscriptions.ts';
import type { Api, ApiRequest } from '../api/api.ts';
import type { Deal, DealFields, Status } from '../wire/deal.ts';
import type { Event } from '../wire/delivery.ts';
import { events } from '../wire/events.ts';
import { changeProfile, type Profile } from '../wire/profile.ts';
import type { Subscription } from '../wire/subscription.ts';
import { timeFormats } from '../wire/times.ts';

export type WireDeal = Record<string, unknown>;

/** What an act led to: the deal as `deals` lists it, and the id of the event that tells of it (null: none does). */
export interface Happening {
  deal: WireDeal;
  eventId: string | null;
}

/** An event made by hand, as odd as needed. What is left out is filled in as usual. */
export type CustomEvent = Pick<Event, 'name' | 'data'> & Partial<Event>;

export interface ControlOptions {
  api: Api;
  deals: Deals;
  subscriptions: Subscriptions;
  deliveries: Deliveries;
  faults: Faults;
  /** A deal as webhooks carry it. */
  show: (deal: Deal) => WireDeal;
  /** A deal as the API has it by default, whatever the profile. */
  showPlain: (deal: Deal) => WireDeal;
  now: () => number;
  settings: Settings;
  reset: () => void;
}

/** What can be changed while the simulator runs. Shared by all that depends on it. */
export interface Settings {
  profile: Profile;
}

/** What people do in Livespace, and what tests do to it. Throws plain Errors for ids and values that don't exist. */
export class Control {
  readonly #options: ControlOptions;

  constructor(options: ControlOptions) {
    this.#options = options;
  }

  /** Newest first, `limit` at most, with the API's observed names and formats whatever the profile. */
  deals(limit?: number): WireDeal[] {
    const deals = this.#options.deals.list().slice(0, limit);
    return deals.map(this.#options.showPlain);
  }

  createDeal(fields: NewDeal = {}): Happening {
    return this.#happened(null, this.#options.deals.create(fields));
  }

  /** Changes fields and `modified`. */
  updateDeal(id: string, fields: DealFields): Happening {
    const { deals } = this.#options;
    return this.#happened({ ...deals.require(id) }, deals.update(id, fields));
  }

  /** `modified` stays as it is, and everything if the deal has this status already. */
  changeStatus(id: string, status: Status, reason = '', note = ''): Happening {
    const { deals } = this.#options;
    return this.#happened({ ...deals.require(id) }, deals.changeStatus(id, status, { name: reason, note }));
  }

  /** Makes so many deals with these fields at once. A name gets a number behind it. */
  importDeals(count: number, { name = 'Imported deal', ...fields }: DealFields = {}): { count: number } {
    for (let number = 1; number <= count; number++) this.createDeal({ ...fields, name: `${name} ${number}` });
    return { count };
  }

  /** Sends an event of any name and content to the active subscriptions that list its name. Gives its id. */
  emit(event: CustomEvent): string {
    const complete = this.#complete(event);
    this.#options.deliveries.emit(complete);
    return complete.id;
  }

  /** Sends this subscription an event signed with a wrong secret, once, and gives the answer. */
  forge(subscriptionId: string, event: CustomEvent): Promise<Outcome> {
    const { subscriptions, deliveries } = this.#options;
    return deliveries.forge(subscriptions.require(subscriptionId), this.#complete(event));
  }

  /** Every attempt so far, oldest first. */
  deliveries(): readonly Delivery[] {
    return this.#options.deliveries.list();
  }

  /** Every API request so far, oldest first, token requests included. */
  requests(): readonly ApiRequest[] {
    return this.#options.api.requests();
  }

  subscriptions(): readonly Subscription[] {
    return this.#options.subscriptions.list();
  }

  /** By hand: inactive and without a secret until it is activated. */
  addSubscription(wanted: NewSubscription): Subscription {
    return this.#options.subscriptions.add(wanted);
  }

  /** Sends the handshake; throws when it fails. The secret is known afterwards. */
  activateSubscription(id: string): Promise<Subscription> {
    return this.#options.subscriptions.activate(id);
  }

  pauseSubscription(id: string): Subscription {
    return this.#options.subscriptions.pause(id);
  }

  deleteSubscription(id: string): void {
    this.#options.subscriptions.require(id);
    this.#options.subscriptions.delete(id);
  }

  /** Keeps events back until `flush`. */
  hold(): void {
    this.#options.deliveries.hold();
  }

  held(): readonly Event[] {
    return this.#options.deliveries.held();
  }

  /** Sends what `hold` kept, one after another: these event ids first, the others after them. */
  flush(order?: readonly string[]): void {
    this.#options.deliveries.flush(order);
  }

  fault(fault: Fault): void {
    this.#options.faults.set(fault);
  }

  /** The faults that have not struck yet, with what is left of their counts. */
  faults(): Fault[] {
    return this.#options.faults.list();
  }

  clearFaults(): void {
    this.#options.faults.reset();
  }

  profile(): Profile {
    return this.#options.settings.profile;
  }

  /** Changes what is given, from now on. Throws for an unknown key or value, naming those there are. */
  setProfile(change: Partial<Profile>): void {
    this.#options.settings.profile = changeProfile(this.profile(), change);
  }

  subscriptionApi(): Profile['api'] {
    return this.profile().api;
  }

  setSubscriptionApi(mode: Profile['api']): void {
    this.setProfile({ api: mode });
  }

  /** Resolves when every delivery has ended. */
  idle(): Promise<void> {
    return this.#options.deliveries.idle();
  }

  /** Back to a fresh account: fixture deals, the profile it was started with, no subscriptions, no logs, no faults, no sessions. */
  reset(): void {
    this.#options.reset();
  }

  /** Sends every event that tells of this. */
  #happened(before: Deal | null, after: Deal): Happening {
    const { show, showPlain } = this.#options;
    const data = show(after);
    const told = Object.keys(events).filter((name) => events[name]?.(before, after));
    const [eventId = null] = told.map((name) => this.emit({ name, data }));
    return { deal: showPlain(after), eventId };
  }

  #complete({ id = randomUUID(), version = '1.0', timestamp, name, data }: CustomEvent): Event {
    const now = timeFormats[this.profile().time].event(this.#options.now());
    return { version, name, id, timestamp: timestamp ?? now, data };
  }
}
