import type { EventName } from 'livespace-webhooks';
import { events } from 'livespace-webhooks/host';
import { type Bundle, defineTrigger, type ZObject } from 'zapier-platform-core';
import { hear, requestOf, taken } from './delivery.ts';
import { messageOf, withHaltedErrors, withReadableErrors } from './errors.ts';
import { filterFields, webhookFields } from './input-fields.ts';
import { sampleItem } from './item.ts';
import { listDeals } from './listed-deals.ts';
import { outputFields } from './output-fields.ts';
import { checkWebhook, readWebhook, webhookProblem } from './settings.ts';
import { triggerKey, triggerLabel } from './ways.ts';

/**
 * A static webhook, as Zapier calls a hook without `performSubscribe`: the user takes the URL that Zapier shows to
 * Livespace. No event brings its own URL along, so URL and secret are pasted here.
 */
export function manualTrigger(event: EventName) {
  const key = triggerKey(event, 'manual');
  const list = listDeals(event, 'webhook');

  async function perform(z: ZObject, bundle: Bundle) {
    const { url, secrets } = readWebhook(bundle.inputData);
    const scope = [key, url, secrets[0]];
    const received = await hear(z, bundle, { ...requestOf(bundle), url, secrets, events: [event], scope });
    const problem = webhookProblem(bundle);
    return taken(z, received, problem && messageOf(problem));
  }

  async function performList(z: ZObject, bundle: Bundle) {
    checkWebhook(bundle);
    return list(z, bundle);
  }

  return defineTrigger({
    key,
    noun: 'Deal',
    display: {
      label: triggerLabel(event, 'manual'),
      description: `Triggers when ${events[event].triggersWhen}, through a webhook that you add in Livespace yourself.`,
      directions: `1. Copy the URL that Zapier shows here. 2. In Livespace, as an administrator, go to *Account Settings → Webhooks → Add subscription*. Paste the URL under *Where should we send the data?*, go on to *Set triggers*, choose *${event}*, and activate the subscription. 3. Back in this Zap, paste the same URL into *Webhook URL*, and the secret that Livespace shows into *Webhook Secret*. 4. Test the trigger: it checks both.`,
    },
    operation: {
      type: 'hook',
      inputFields: [...webhookFields(false), ...filterFields(event, 'manual')],
      perform: withHaltedErrors(perform),
      performList: withReadableErrors(performList),
      sample: { ...sampleItem(event, 'webhook') },
      outputFields,
    },
  });
}
