import type { Event } from '../wire/delivery.ts';
import type { Subscription } from '../wire/subscription.ts';
import { type Answer, isSuccess } from './outbound.ts';

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

/** What went over the wire. `answer` is null while there is none. */
export interface Exchange {
  /** The name of the signature's form. */
  form: string;
  request: { headers: Record<string, string>; body: string };
  answer: Pick<Answer, 'headers' | 'body'> | null;
}

/** So many attempts are kept whole: more than the page shows, and no matter how much is sent. */
const keptWhole = 200;

/** Every attempt, oldest first, and the newest ones with what went over the wire. */
export class DeliveryLog {
  #list: Delivery[] = [];
  #exchanges = new Map<Delivery, Exchange>();

  list(): readonly Delivery[] {
    return this.#list;
  }

  begin(subscription: Subscription, event: Event, attempt: number, startedAt: number): Delivery {
    const delivery: Delivery = {
      eventId: event.id,
      eventName: event.name,
      subscriptionId: subscription.id,
      url: subscription.url,
      attempt,
      status: null,
      error: null,
      outcome: 'under way',
      startedAt,
      endedAt: null,
    };
    this.#list.push(delivery);
    return delivery;
  }

  sent(delivery: Delivery, exchange: Omit<Exchange, 'answer'>): void {
    this.#exchanges.set(delivery, { ...exchange, answer: null });
    const [oldest] = this.#exchanges.keys();
    if (oldest && this.#exchanges.size > keptWhole) this.#exchanges.delete(oldest);
  }

  end(delivery: Delivery, answer: Answer, isLast: boolean, endedAt: number): void {
    const { status, error, headers, body } = answer;
    const failed = isLast ? 'lost' : 'retrying';
    Object.assign(delivery, { status, error, outcome: isSuccess(answer) ? 'delivered' : failed, endedAt });
    const exchange = this.#exchanges.get(delivery);
    if (exchange && status !== null) exchange.answer = { headers, body };
  }

  /** Undefined when it is too long ago. */
  exchange(delivery: Delivery): Exchange | undefined {
    return this.#exchanges.get(delivery);
  }

  reset(): void {
    this.#list = [];
    this.#exchanges = new Map();
  }
}
