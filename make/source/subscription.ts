import { notThereResult, subscriptionField, subscriptionMethods } from 'livespace-webhooks/wire';
import type { Instant } from './components.ts';
import { attachErrors, detachErrors } from './errors.ts';
import { connectedAccount, signedRequest, succeeded, tokenRequest } from './transport.ts';

/** As the core names it in Livespace's list. */
const nameOf = ({ label }: Instant) => `Make · ${label}`;

/** Token, then the signed call; what `response.data` keeps reaches `detach` as `webhook.subscriptionId`. */
export function attach(hook: Instant): object[] {
  return [
    tokenRequest(connectedAccount, { errors: attachErrors }),
    signedRequest(connectedAccount, {
      method: subscriptionMethods.add,
      parameters: {
        [subscriptionField]: {
          name: nameOf(hook),
          url: '{{webhook.url}}',
          events: hook.events,
          // Nobody can verify with it here, but Livespace needs one that can't be guessed.
          secret: '{{sha256(uuid + webhook.url + uuid)}}',
        },
      },
      valid: `${succeeded} && body.data.${subscriptionField}.id`,
      secrets: [`data.${subscriptionField}.secret`, `data.${subscriptionField}.url`],
      response: { data: { subscriptionId: `{{body.data.${subscriptionField}.id}}` } },
    }),
  ];
}

/** A subscription that is not there any more counts as deleted. */
export function detach(hook: Instant): object[] {
  return [
    tokenRequest(connectedAccount, { errors: detachErrors(nameOf(hook)) }),
    signedRequest(connectedAccount, {
      method: subscriptionMethods.delete,
      parameters: { [subscriptionField]: { id: '{{webhook.subscriptionId}}' } },
      valid: `toString(body.result) == '200' || toString(body.result) == '${notThereResult}'`,
    }),
  ];
}
