import type { EventName } from 'livespace-webhooks';
import { subscriptionMethods } from '../../shared/src/api/subscription-wire.ts';
import { kept, signedRequest, tokenRequest } from './calls.ts';
import { attachErrors, detachErrors } from './errors.ts';
import { iml, instantText, text } from './iml.ts';
import { createdKey, itemOutput, statusKey } from './item.ts';

/** Shown in Livespace's list as `Make · New Deals`. */
export interface Hook {
  event: EventName;
  label: string;
}

/** Token, then the signed call; what `response.data` keeps reaches `detach` as `webhook.subscriptionId`. */
export async function attach({ event, label }: Hook): Promise<object[]> {
  return [
    await tokenRequest(kept, { errors: await attachErrors() }),
    await signedRequest(kept, {
      method: subscriptionMethods.add,
      parameters: {
        subscription: {
          name: `Make · ${label}`,
          url: '{{webhook.url}}',
          events: [event],
          // Nobody can verify with it here, but Livespace needs one that can't be guessed.
          secret: '{{sha256(uuid + webhook.url + uuid)}}',
        },
      },
      valid: 'body.status && body.result == 200 && body.data.subscription.id',
      secrets: ['data.subscription.secret', 'data.subscription.url'],
      response: { data: { subscriptionId: '{{body.data.subscription.id}}' } },
    }),
  ];
}

/** A subscription that is not there any more (550) counts as deleted. */
export async function detach({ label }: Hook): Promise<object[]> {
  return [
    await tokenRequest(kept, { errors: await detachErrors(label) }),
    await signedRequest(kept, {
      method: subscriptionMethods.delete,
      parameters: { subscription: { id: '{{webhook.subscriptionId}}' } },
      valid: 'body.result == 200 || body.result == 550',
    }),
  ];
}

const ok = { status: 200, type: 'text', body: '' };

/**
 * What Make does with a request to the webhook. One without a `name` is the handshake, empty or what PHP may write for
 * nothing: answered 200, no bundle. Another event than the chosen one, or one that names no deal, gives no bundle either.
 */
export function communication({ event }: Hook): object {
  const isCreated = event === 'deal.created';
  const dedupeKey = isCreated ? createdKey('body.data') : statusKey('body.data', instantText('body.timestamp'));
  return {
    verification: { condition: '{{!body.name}}', respond: ok },
    condition: iml(`if(body.name == '${event}' && body.data.id, true, false)`),
    respond: ok,
    output: itemOutput({
      deal: 'body.data',
      event: 'body.name',
      occurredAt: 'body.timestamp',
      dedupeKey,
      id: `if(body.id, toString(body.id), ${dedupeKey})`,
      deliveryAttempt: text('body.webhook_delivery_attempt'),
    }),
  };
}
