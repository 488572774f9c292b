import type { CustomEvent } from '../account/announcer.ts';
import type { NewDeal } from '../account/deals.ts';
import type { Delivery, Exchange } from '../account/delivery-log.ts';
import type { Fault, FaultKind } from '../account/faults.ts';
import type { Outcome } from '../account/outbound.ts';
import type { NewSubscription } from '../account/subscriptions.ts';
import { whyFailed } from '../account/why.ts';
import type { ApiRequest } from '../api/api.ts';
import { type ReceiverMode, receiverModes } from '../receiver.ts';
import type { Deal, DealFields, Status } from '../wire/deal.ts';
import type { Event } from '../wire/delivery.ts';
import { changeProfile, type Profile } from '../wire/profile.ts';
import type { Subscription } from '../wire/subscription.ts';
import type { ControlOptions, Happening, WireDeal } from './options.ts';

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
    const { announcer, deals } = this.#options;
    for (let number = 1; number <= count; number++) {
      announcer.tell(null, deals.create({ ...fields, name: `${name} ${number}` }));
    }
    return { count };
  }

  /** Sends an event of any name and content to the active subscriptions that list its name. Gives its id. */
  emit(event: CustomEvent): string {
    return this.#options.announcer.emit(event);
  }

  /** Sends this subscription an event signed with a wrong secret, once, and gives the answer. */
  forge(subscriptionId: string, event: CustomEvent): Promise<Outcome> {
    const { subscriptions, deliveries, announcer } = this.#options;
    return deliveries.forge(subscriptions.require(subscriptionId), announcer.complete(event));
  }

  /** Every attempt so far, oldest first. */
  deliveries(): readonly Delivery[] {
    return this.#options.deliveries.list();
  }

  /** The attempt of this number, counted from 1, with why it failed and, unless it is long ago, what went over the wire. */
  delivery(number: number): Delivery & { why: string | null } & Partial<Exchange> {
    const { deliveries } = this.#options;
    const delivery = deliveries.list()[number - 1];
    if (!delivery) throw new Error(`no delivery ${number}`);
    return { ...delivery, why: whyFailed(delivery), ...deliveries.exchange(delivery) };
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

  /** Of this kind, or all. */
  clearFaults(kind?: FaultKind): void {
    this.#options.faults.clear(kind);
    if (kind === undefined || kind === 'reorder') this.#options.deliveries.release();
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

  receiver(): ReceiverMode {
    return this.#options.settings.receiver;
  }

  /** What the built-in test receiver makes of what it is sent. */
  setReceiver(mode: ReceiverMode): void {
    if (!Object.hasOwn(receiverModes, mode)) throw new Error(`mode: the receiver can't be ${JSON.stringify(mode)}`);
    this.#options.settings.receiver = mode;
  }

  /** Resolves when every delivery has ended. */
  idle(): Promise<void> {
    return this.#options.deliveries.idle();
  }

  /** Back to a fresh account: fixture deals, the profile it was started with, no subscriptions, no logs, no faults, no sessions. */
  reset(): void {
    this.#options.reset();
  }

  #happened(before: Deal | null, after: Deal): Happening {
    const { announcer, showPlain } = this.#options;
    return { deal: showPlain(after), eventId: announcer.tell(before, after) };
  }
}
