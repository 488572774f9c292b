import type { Methods, Params } from './api.ts';
import { Refusal } from './envelope.ts';
import type { Faults } from './faults.ts';
import type { Credentials } from './sessions.ts';
import { makeSecret, type Subscription, SubscriptionError, type Subscriptions } from './subscriptions.ts';
import { toWireTime } from './wire-time.ts';

export interface SubscriptionMethodOptions {
  subscriptions: Subscriptions;
  faults: Faults;
  /** Whether this account has a subscription API at all: nothing public says that any does. */
  isOn: () => boolean;
}

/** ASSUMED, all of it: by analogy with the public API. */
export function subscriptionMethods({ subscriptions, faults, isOn }: SubscriptionMethodOptions): Methods {
  const authorize = ({ isAdministrator }: Credentials) => {
    if (!isOn() || !isAdministrator) throw new Refusal(540);
  };
  return {
    Webhook: {
      getSubscriptions: ({ limit, offset }, caller) => {
        authorize(caller);
        const list = subscriptions.list();
        // PHP's empty map. A page behind the end is an empty list instead: a client meets both.
        if (list.length === 0) return [];
        const start = Number(offset ?? 0);
        const page = list.slice(start, start + Number(limit ?? list.length)).map(toWire);
        const hidden = faults.take('hide-secret', 'Webhook/getSubscriptions');
        return { subscription: hidden ? page.map(({ secret: _, ...rest }) => rest) : page };
      },
      addSubscription: async (params, caller) => {
        authorize(caller);
        const { secret, ...wanted } = inner(params);
        if (typeof secret !== 'string' || secret === '') throw new Refusal(420, 'a secret is needed');
        const made = faults.take('server-secret', 'Webhook/addSubscription') ? makeSecret() : secret;
        const added = await subscriptions.subscribe(wanted, made).catch((error) => {
          throw error instanceof SubscriptionError ? new Refusal(420, error.message) : error;
        });
        return { subscription: toWire(added) };
      },
      deleteSubscription: (params, caller) => {
        authorize(caller);
        if (!subscriptions.delete(inner(params).id)) throw new Refusal(550);
        return [];
      },
    },
  };
}

function inner({ subscription }: Params): Params {
  return Object(subscription);
}

function toWire({ id, name, url, events, isActive, lastTriggered, secret }: Subscription) {
  const last_triggered = lastTriggered === null ? null : toWireTime(lastTriggered);
  return { id, name, url, events, is_active: isActive, last_triggered, secret };
}
