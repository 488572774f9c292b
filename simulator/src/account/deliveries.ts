import { randomUUID } from 'node:crypto';
import { deliveryBody, type Event, signatureHeader } from '../wire/delivery.ts';
import { type SignatureForm, sign } from '../wire/signature-forms.ts';
import type { Subscription } from '../wire/subscription.ts';
import { type Delivery, DeliveryLog, type Exchange } from './delivery-log.ts';
import type { Faults } from './faults.ts';
import { type Answer, isSuccess, type Outcome } from './outbound.ts';
import { Queue } from './queue.ts';

export interface DeliveryOptions {
  subscriptions: () => readonly Subscription[];
  faults: Faults;
  form: () => SignatureForm;
  send: (url: string, headers: Record<string, string>, body: string) => Promise<Answer>;
  now: () => number;
  wait: (ms: number) => Promise<void>;
  /** Before the second and before the third attempt. */
  retryDelaysMs: readonly [number, number];
  /** Aborted when the simulator closes: what waits then is not sent any more. */
  signal: AbortSignal;
}

/** Deliveries under way at once, waits between their attempts included: the simulator has to answer meanwhile. */
const atOnce = 200;

/** From an event to signed POSTs: which subscriptions, how often, in which order. */
export class Deliveries {
  readonly #options: DeliveryOptions;
  readonly #log = new DeliveryLog();
  readonly #queue = new Queue(atOnce);
  #held: Event[] = [];
  #isHolding = false;
  #reordered: Event[] = [];
  readonly #running = new Set<Promise<void>>();

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  list(): readonly Delivery[] {
    return this.#log.list();
  }

  /** What went over the wire; undefined when it is too long ago. */
  exchange(delivery: Delivery): Exchange | undefined {
    return this.#log.exchange(delivery);
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
      if (reorder.isLast) this.release();
      return;
    }
    const delay = faults.take('delay', event.name);
    this.#track(delay ? wait(delay.ms).then(() => this.#fanOut(event)) : this.#fanOut(event));
  }

  /** Sends what the fault `reorder` still keeps back, the later ones first. */
  release(): void {
    this.#track(this.#inTurn(this.#reordered.splice(0).reverse()));
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
  async forge({ url }: Subscription, event: Event): Promise<Outcome> {
    const { headers, body } = this.#compose(url, randomUUID(), event, 1).request;
    const { status, error } = await this.#options.send(url, headers, body);
    return { status, error };
  }

  /** Resolves when nothing is under way any more, waits between attempts included. Held events don't count. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  reset(): void {
    this.#log.reset();
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
    const deliver = this.#deliver.bind(this);
    function* each() {
      for (const receiver of receivers) for (let copy = 0; copy < copies; copy++) yield () => deliver(receiver, event);
    }
    if (receivers.length > 0) await this.#queue.run(each());
  }

  /** DOC: three attempts in all, then the event is lost for good. */
  async #deliver(subscription: Subscription, event: Event): Promise<void> {
    const { now, wait, retryDelaysMs, signal } = this.#options;
    for (const [index, delay] of [0, ...retryDelaysMs].entries()) {
      if (delay > 0) await wait(delay);
      // Pausing or deleting a subscription ends the attempts that are left, too (ASSUMED).
      if (signal.aborted || !this.#options.subscriptions().includes(subscription) || !subscription.isActive) return;
      const delivery = this.#log.begin(subscription, event, index + 1, now());
      subscription.lastTriggered = delivery.startedAt;
      const sent = this.#compose(subscription.url, subscription.secret, event, index + 1);
      this.#log.sent(delivery, sent);
      const answer = await this.#options.send(subscription.url, sent.request.headers, sent.request.body);
      this.#log.end(delivery, answer, index === retryDelaysMs.length, now());
      if (isSuccess(answer)) return;
    }
  }

  #compose(url: string, secret: string, event: Event, attempt: number): Omit<Exchange, 'answer'> {
    const form = this.#options.form();
    const body = deliveryBody(event, attempt);
    const headers = { 'Content-Type': 'application/json', [signatureHeader]: sign(form, url, body, secret) };
    return { form, request: { headers, body } };
  }
}
