import { toLocalTime } from './times.ts';

/** One entry of the list in *Account Settings -> Webhooks* (DOC). */
export interface Subscription {
  id: string;
  name: string;
  url: string;
  events: readonly string[];
  /** Empty until the first activation of one that was added by hand (DOC). */
  secret: string;
  isActive: boolean;
  /** Epoch milliseconds of the last delivery attempt. */
  lastTriggered: number | null;
}

/** What a list of subscriptions may tell of a secret. Undefined: the key is left out. ASSUMED. */
export const secretStyles = {
  shown: (secret: string) => secret,
  hidden: () => undefined,
  masked: () => '********',
};
export type SecretStyle = keyof typeof secretStyles;

/** ASSUMED, every name of it. */
export function toWireSubscription(subscription: Subscription, style: SecretStyle) {
  const { id, name, url, events, isActive, lastTriggered, secret } = subscription;
  const last_triggered = lastTriggered === null ? null : toLocalTime(lastTriggered);
  return { id, name, url, events, is_active: isActive, last_triggered, secret: secretStyles[style](secret) };
}
