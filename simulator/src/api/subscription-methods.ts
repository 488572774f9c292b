import type { Faults } from '../account/faults.ts';
import { makeSecret, SubscriptionError, type Subscriptions } from '../account/subscriptions.ts';
import { Refusal } from '../wire/envelope.ts';
import { subscriptionMethods as names } from '../wire/methods.ts';
import type { Profile } from '../wire/profile.ts';
import { toWireSubscription } from '../wire/subscription.ts';
import type { Methods } from './api.ts';
import { count, type Params, pageOf } from './params.ts';
import type { Credentials } from './sessions.ts';

export interface SubscriptionMethodOptions {
  subscriptions: Subscriptions;
  faults: Faults;
  profile: () => Profile;
}

/** ASSUMED, all of it: by analogy with the public API. */
export function subscriptionMethods({ subscriptions, faults, profile }: SubscriptionMethodOptions): Methods {
  const authorize = ({ isAdministrator }: Credentials) => {
    if (profile().api === 'off' || !isAdministrator) throw new Refusal(540);
  };
  return {
    [names.list]: ({ limit, offset }, caller) => {
      authorize(caller);
      const list = subscriptions.list();
      // PHP's empty map. A page behind the end is an empty list instead: a client meets both.
      if (list.length === 0) return [];
      const start = count(offset) ?? 0;
      const page = list.slice(start, start + (count(limit) ?? list.length));
      const style = faults.take('hide-secret', names.list, pageOf({ limit, offset })) ? 'hidden' : profile().secret;
      return { subscription: page.map((subscription) => toWireSubscription(subscription, style)) };
    },
    [names.add]: async (params, caller) => {
      authorize(caller);
      const { secret, ...wanted } = inner(params);
      if (typeof secret !== 'string' || secret === '') throw new Refusal(420, 'a secret is needed');
      const made = faults.take('server-secret', names.add) ? makeSecret() : secret;
      const added = await subscriptions.subscribe(wanted, made).catch((error) => {
        throw error instanceof SubscriptionError ? new Refusal(420, error.message) : error;
      });
      return { subscription: toWireSubscription(added, 'shown') };
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
