import { randomBytes, randomUUID } from 'node:crypto';
import { isLoopback } from '../loopback.ts';
import { events as known } from '../wire/events.ts';
import type { Subscription } from '../wire/subscription.ts';
import { isSuccess, type Outcome } from './outbound.ts';

export type NewSubscription = Pick<Subscription, 'name' | 'url' | 'events'>;
/** The same from outside: checked before it counts. */
export type Unchecked = { readonly [Key in keyof NewSubscription]?: unknown };

/** Why a subscription can't be had, in words. */
export class SubscriptionError extends Error {}

/** The list in *Account Settings -> Webhooks* (DOC), and the handshake that guards it. */
export class Subscriptions {
  readonly #handshake: (url: string) => Promise<Outcome>;
  #list: Subscription[] = [];

  constructor(handshake: (url: string) => Promise<Outcome>) {
    this.#handshake = handshake;
  }

  list(): readonly Subscription[] {
    return this.#list;
  }

  find(id: unknown): Subscription | undefined {
    return this.#list.find((subscription) => subscription.id === id);
  }

  require(id: string): Subscription {
    const subscription = this.find(id);
    if (!subscription) throw new SubscriptionError(`no subscription ${id}`);
    return subscription;
  }

  /** What the API does: checks, shakes hands, and only then has an active subscription with this secret. */
  async subscribe(wanted: Unchecked, secret: string): Promise<Subscription> {
    const subscription = this.#check(wanted);
    await this.#shakeHands(subscription.url);
    // Another request may have been faster while the handshake was under way.
    this.#refuseDuplicate(subscription);
    return this.#store({ ...subscription, secret, isActive: true });
  }

  /** What an administrator does by hand: inactive, and without a secret. */
  add(wanted: Unchecked): Subscription {
    return this.#store(this.#check(wanted));
  }

  /** Shakes hands, the first time and every time again (DOC). The first time makes the secret. */
  async activate(id: string): Promise<Subscription> {
    const subscription = this.require(id);
    await this.#shakeHands(subscription.url);
    subscription.secret ||= makeSecret();
    subscription.isActive = true;
    return subscription;
  }

  pause(id: string): Subscription {
    const subscription = this.require(id);
    subscription.isActive = false;
    return subscription;
  }

  /** False when there is none. */
  delete(id: unknown): boolean {
    const before = this.#list.length;
    this.#list = this.#list.filter((subscription) => subscription.id !== id);
    return this.#list.length < before;
  }

  reset(): void {
    this.#list = [];
  }

  #check({ name, url, events }: Unchecked): Subscription {
    if (typeof name !== 'string' || name.trim() === '') throw new SubscriptionError('a name is needed');
    if (!isEndpoint(url)) throw new SubscriptionError('the URL must start with https://');
    if (!Array.isArray(events) || events.length === 0) throw new SubscriptionError('at least one event is needed');
    const unknown = events.find((event) => !Object.keys(known).includes(event));
    if (unknown !== undefined) throw new SubscriptionError(`no such event: ${JSON.stringify(unknown)}`);
    const id = randomUUID();
    const subscription = {
      id,
      name,
      url,
      events: [...new Set(events)],
      secret: '',
      isActive: false,
      lastTriggered: null,
    };
    this.#refuseDuplicate(subscription);
    return subscription;
  }

  #refuseDuplicate({ url, events }: NewSubscription): void {
    const key = String(events.toSorted());
    if (this.#list.some((other) => other.url === url && String(other.events.toSorted()) === key)) {
      throw new SubscriptionError('there is one with this URL and these events already');
    }
  }

  async #shakeHands(url: string): Promise<void> {
    const outcome = await this.#handshake(url);
    if (!isSuccess(outcome)) {
      throw new SubscriptionError(
        `the endpoint did not answer the handshake with 200 or 204: ${outcome.error ?? outcome.status}`,
      );
    }
  }

  #store(subscription: Subscription): Subscription {
    this.#list.push(subscription);
    return subscription;
  }
}

/** 32 random bytes as hex. */
export function makeSecret(): string {
  return randomBytes(32).toString('hex');
}

/** DOC: `https://` only. Plain http on a loopback host is this simulator's own allowance, as it is a local one. */
function isEndpoint(url: unknown): url is string {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  return /^https:\/\//i.test(url) || (/^http:\/\//i.test(url) && isLoopback(new URL(url)));
}
