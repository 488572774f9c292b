import type { Faults } from '../account/faults.ts';
import { makeSecret, SubscriptionError, type Subscriptions } from '../account/subscriptions.ts';
import { Refusal } from '../wire/envelope.ts';
import { subscriptionMethods as names } from '../wire/methods.ts';
import { toWireSubscription } from '../wire/subscription.ts';
import type { Methods, Params } from './api.ts';
import type { Credentials } from './sessions.ts';

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
    [names.list]: ({ limit, offset }, caller) => {
      authorize(caller);
      const list = subscriptions.list();
      // PHP's empty map. A page behind the end is an empty list instead: a client meets both.
      if (list.length === 0) return [];
      const start = Number(offset ?? 0);
      const page = list.slice(start, start + Number(limit ?? list.length)).map(toWireSubscription);
      const hidden = faults.take('hide-secret', names.list);
      return { subscription: hidden ? page.map(({ secret: _, ...rest }) => rest) : page };
    },
    [names.add]: async (params, caller) => {
      authorize(caller);
      const { secret, ...wanted } = inner(params);
      if (typeof secret !== 'string' || secret === '') throw new Refusal(420, 'a secret is needed');
      const made = faults.take('server-secret', names.add) ? makeSecret() : secret;
      const added = await subscriptions.subscribe(wanted, made).catch((error) => {
        throw error instanceof SubscriptionError ? new Refusal(420, error.message) : error;
      });
      return { subscription: toWireSubscription(added) };
    },
    [names.delete]: (params, caller) => {
      authorize(caller);
      if (!subscriptions.delete(inner(params).id)) throw new Refusal(550);
      return [];
    },
  };
}

function inner({ subscription }: Params): Params {
  return Object(subscription);
}
