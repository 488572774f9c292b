import { randomUUID } from 'node:crypto';
import { deliveryBody, type Event, signatureHeader } from '../wire/delivery.ts';
import { type SignatureForm, sign } from '../wire/signature-forms.ts';
import type { Subscription } from '../wire/subscription.ts';
import type { Faults } from './faults.ts';
import { isSuccess, type Outcome } from './outbound.ts';

/** One attempt at delivering one event to one subscription. */
export interface Delivery {
  eventId: string;
  eventName: string;
  subscriptionId: string;
  url: string;
  /** 1 to 3. */
  attempt: number;
  /** The HTTP status answered; null when `error` says why there is none. */
  status: number | null;
  error: string | null;
  /** `retrying`: another attempt follows. `lost`: none does, ever (DOC). */
  outcome: 'under way' | 'delivered' | 'retrying' | 'lost';
  /** Epoch milliseconds. */
  startedAt: number;
  endedAt: number | null;
}

export interface DeliveryOptions {
  subscriptions: () => readonly Subscription[];
  faults: Faults;
  form: () => SignatureForm;
  send: (url: string, headers: Record<string, string>, body: string) => Promise<Outcome>;
  now: () => number;
  wait: (ms: number) => Promise<void>;
  /** Before the second and before the third attempt. */
  retryDelaysMs: readonly [number, number];
}

/** From an event to signed POSTs: which subscriptions, how often, in which order. */
export class Deliveries {
  readonly #options: DeliveryOptions;
  #log: Delivery[] = [];
  #held: Event[] = [];
  #isHolding = false;
  #reordered: Event[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  list(): readonly Delivery[] {
    return this.#log;
  }

  held(): readonly Event[] {
    return this.#held;
  }

  /** Returns at once; `idle` tells when it is done. Events overtake each other freely: order is not kept (DOC). */
  emit(event: Event): void {
    const { faults, wait } = this.#options;
    if (this.#isHolding) {
      this.#held.push(event);
      return;
    }
    const reorder = faults.take('reorder', event.name);
    if (reorder) {
      this.#reordered.push(event);
      if (reorder.isLast) this.#track(this.#inTurn(this.#reordered.splice(0).reverse()));
      return;
    }
    const delay = faults.take('delay', event.name);
    this.#track(delay ? wait(delay.ms).then(() => this.#fanOut(event)) : this.#fanOut(event));
  }

  /** Keeps every event from now on, until `flush`. */
  hold(): void {
    this.#isHolding = true;
  }

  /** Ends `hold` and sends what it kept one after another: the ids given first, the others after them. */
  flush(order: readonly string[] = []): void {
    const rank = ({ id }: Event) => (order.includes(id) ? order.indexOf(id) : order.length);
    this.#isHolding = false;
    this.#track(this.#inTurn(this.#held.splice(0).sort((a, b) => rank(a) - rank(b))));
  }

  /** Sends one delivery whose signature is made with another secret, as a forger would: once. */
  forge(subscription: Subscription, event: Event): Promise<Outcome> {
    return this.#send(subscription.url, randomUUID(), event, 1);
  }

  /** Resolves when nothing is under way any more, waits between attempts included. Held events don't count. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  reset(): void {
    this.#log = [];
    this.#held = [];
    this.#reordered = [];
    this.#isHolding = false;
  }

  #track(work: Promise<unknown>): void {
    const done = work.then(() => {
      this.#running.delete(done);
    });
    this.#running.add(done);
  }

  async #inTurn(events: readonly Event[]): Promise<void> {
    for (const event of events) await this.#fanOut(event);
  }

  async #fanOut(event: Event): Promise<void> {
    const { subscriptions, faults } = this.#options;
    const copies = faults.take('duplicate', event.name)?.copies ?? 1;
    const receivers = subscriptions().filter(({ events }) => events.includes(event.name));
    await Promise.all(
      receivers.flatMap((receiver) => Array.from({ length: copies }, () => this.#deliver(receiver, event))),
    );
  }

  /** DOC: three attempts in all, then the event is lost for good. */
  async #deliver(subscription: Subscription, event: Event): Promise<void> {
    const { now, wait, retryDelaysMs } = this.#options;
    for (const [index, delay] of [0, ...retryDelaysMs].entries()) {
      if (delay > 0) await wait(delay);
      // Pausing or deleting a subscription ends the attempts that are left, too (ASSUMED).
      if (!this.#options.subscriptions().includes(subscription) || !subscription.isActive) return;
      const delivery = this.#record(subscription, event, index + 1);
      subscription.lastTriggered = delivery.startedAt;
      const outcome = await this.#send(subscription.url, subscription.secret, event, index + 1);
      const failed = index === retryDelaysMs.length ? 'lost' : 'retrying';
      Object.assign(delivery, outcome, { outcome: isSuccess(outcome) ? 'delivered' : failed, endedAt: now() });
      if (isSuccess(outcome)) return;
    }
  }

  #record(subscription: Subscription, event: Event, attempt: number): Delivery {
    const delivery: Delivery = {
      eventId: event.id,
      eventName: event.name,
      subscriptionId: subscription.id,
      url: subscription.url,
      attempt,
      status: null,
      error: null,
      outcome: 'under way',
      startedAt: this.#options.now(),
      endedAt: null,
    };
    this.#log.push(delivery);
    return delivery;
  }

  async #send(url: string, secret: string, event: Event, attempt: number): Promise<Outcome> {
    const body = deliveryBody(event, attempt);
    const headers = {
      'Content-Type': 'application/json',
      [signatureHeader]: sign(this.#options.form(), url, body, secret),
    };
    return this.#options.send(url, headers, body);
  }
}
