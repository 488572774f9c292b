import { type EventName, isLivespaceError, type Subscription, Subscriptions } from 'livespace-webhooks';
import { events } from 'livespace-webhooks/host';
import { type Bundle, defineTrigger, type ZObject } from 'zapier-platform-core';
import { connect, knownAccount } from './connection.ts';
import { hear, requestOf, taken } from './delivery.ts';
import { messageOf, withHaltedErrors, withReadableErrors } from './errors.ts';
import { filterFields } from './input-fields.ts';
import { sampleItem } from './item.ts';
import { listDeals } from './listed-deals.ts';
import { outputFields } from './output-fields.ts';
import { checkSettings } from './settings.ts';
import { triggerKey, triggerLabel } from './ways.ts';

/** An instant trigger that subscribes by itself: for when Livespace has published its subscription API. */
export function automaticTrigger(event: EventName) {
  const label = triggerLabel(event, 'automatic');
  const owner = { host: 'Zapier', label };

  async function performSubscribe(z: ZObject, bundle: Bundle): Promise<Subscription> {
    checkSettings(z, bundle);
    // The URL is kept as Livespace spells it: an event brings none along, and the signature covers it.
    return new Subscriptions(connect(z, bundle)).ensure({ ...owner, url: bundle.targetUrl ?? '', events: [event] });
  }

  async function performUnsubscribe(z: ZObject, bundle: Bundle): Promise<object> {
    const stored = subscriptionOf(bundle);
    try {
      const subscriptions = new Subscriptions(connect(z, bundle));
      const wasThere = await subscriptions.release({ ...owner, stored, url: stored?.url ?? bundle.targetUrl });
      // As after a change of the Zap's connection: it may be in the account of the one before.
      if (stored && !wasThere) z.console.log(`The subscription for ${stored.url} was not in this Livespace account.`);
    } catch (error) {
      if (!isLivespaceError(error)) throw error;
      // The Zap goes off whatever we say, and nobody is there to read an error: what is left stands in the log.
      z.console.log(messageOf(error));
    }
    return {};
  }

  async function perform(z: ZObject, bundle: Bundle) {
    // The handshake comes while performSubscribe still runs, so there may be no subscription yet.
    const { id = '', url = '', secret = '' } = (bundle.subscribeData ?? {}) as Partial<Subscription>;
    const scope = [knownAccount(bundle)?.origin ?? '', url, id];
    const received = await hear(z, bundle, { ...requestOf(bundle), url, secrets: [secret], events: [event], scope });
    return taken(z, received);
  }

  return defineTrigger({
    key: triggerKey(event, 'automatic'),
    noun: 'Deal',
    display: {
      label,
      description: `Triggers when ${events[event].triggersWhen}. Needs a subscription API, which Livespace has not published yet: until then choose another of our triggers.`,
    },
    operation: {
      type: 'hook',
      inputFields: filterFields(event, 'automatic'),
      performSubscribe: withReadableErrors(performSubscribe),
      performUnsubscribe: withReadableErrors(performUnsubscribe),
      perform: withHaltedErrors(perform),
      performList: withReadableErrors(listDeals(event, 'webhook')),
      sample: { ...sampleItem(event, 'webhook') },
      outputFields,
    },
  });
}

/** @returns what `performSubscribe` returned: nothing, where it never did. */
function subscriptionOf({ subscribeData }: Bundle): Subscription | undefined {
  const { id, url, secret = '' } = (subscribeData ?? {}) as Partial<Subscription>;
  return id && url ? { id, url, secret } : undefined;
}
