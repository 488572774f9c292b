import {
  type EventName,
  Guard,
  isLivespaceError,
  receive,
  type Subscription,
  Subscriptions,
  samples,
} from 'livespace-webhooks';
import { type Bundle, defineTrigger, type InputField, type ZObject } from 'zapier-platform-core';
import { cacheStore } from './cache-store.ts';
import { connect } from './connection.ts';
import { listDeals } from './deal-list.ts';
import { halted, withHaltedErrors, withReadableErrors } from './errors.ts';
import { outputFields } from './output-fields.ts';
import { checkSettings, readSettings } from './settings.ts';

/** An instant trigger: subscribes to one event of Livespace and starts the Zap with the item that the core makes of it. */
export function dealTrigger<Key extends string>(options: {
  key: Key;
  event: EventName;
  label: string;
  description: string;
  inputFields: InputField[];
}) {
  const { key, event, label, description, inputFields } = options;
  const owner = { host: 'Zapier', label };

  async function performSubscribe(z: ZObject, bundle: Bundle): Promise<Subscription> {
    checkSettings(z, bundle);
    const url = bundle.targetUrl ?? '';
    const { id, secret } = await new Subscriptions(connect(z, bundle)).ensure({ ...owner, url, events: [event] });
    // An event brings no target URL along, and the signature covers it.
    return { id, url, secret };
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
      z.console.log(error.message);
    }
    return {};
  }

  /** Zapier has answered Livespace before this runs: what is refused here can only be shown. */
  async function perform(z: ZObject, { rawRequest, inputData, subscribeData }: Bundle): Promise<object[]> {
    // The handshake comes while performSubscribe still runs, so there may be no subscription yet.
    const { id = '', url = '', secret = '' } = (subscribeData ?? {}) as Partial<Subscription>;
    const { filters, skipLate } = readSettings(inputData);
    const received = await receive(
      { url, headers: rawRequest?.headers ?? {}, body: rawRequest?.content ?? '' },
      { secrets: [secret], events: [event], filters, skipLate, guard: new Guard(cacheStore(z)), scope: id },
    );
    switch (received.kind) {
      case 'accepted':
        await received.keep();
        return [received.item];
      case 'rejected':
        throw halted(z, `A request to this Zap was refused, and nothing was started. ${received.reason}`);
      case 'not_ready':
        throw halted(
          z,
          'An event came, but this Zap has no webhook secret to check it with. If Livespace sent it, see the deal there; if this goes on, turn the Zap off and on again.',
        );
      default:
        return [];
    }
  }

  return defineTrigger({
    key,
    noun: 'Deal',
    display: { label, description },
    operation: {
      type: 'hook',
      inputFields,
      performSubscribe: withReadableErrors(performSubscribe),
      performUnsubscribe: withReadableErrors(performUnsubscribe),
      perform: withHaltedErrors(perform),
      performList: withReadableErrors(listDeals(event)),
      sample: { ...samples[event] },
      outputFields,
    },
  });
}

/** @returns what `performSubscribe` returned: nothing, where it never did. */
function subscriptionOf({ subscribeData }: Bundle): Subscription | undefined {
  const { id, url, secret = '' } = (subscribeData ?? {}) as Partial<Subscription>;
  return id && url ? { id, url, secret } : undefined;
}
