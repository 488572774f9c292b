import { randomBytes } from 'node:crypto';
import type { Subscription } from 'livespace-simulator';
import { Canaries } from '../canaries.ts';

/** Every secret that a run knew, and which of them are good no more. */
export class Secrets extends Canaries {
  readonly #retired = new Map<Subscription, string[]>();

  /**
   * Livespace gives a webhook another secret. ASSUMED: at once, so that what is signed from now on has the new one.
   *
   * @returns the new one and the one before
   */
  rotate(subscription: Subscription): [present: string, previous: string] {
    const previous = subscription.secret;
    this.#retired.set(subscription, [...this.retired(subscription), previous]);
    subscription.secret = this.watch(randomBytes(32).toString('hex'), 'webhook secret');
    return [subscription.secret, previous];
  }

  /** Those before the present one, the oldest first. */
  retired(subscription: Subscription): readonly string[] {
    return this.#retired.get(subscription) ?? [];
  }
}
