import { eventNames, type Received } from 'livespace-webhooks';
import { signatureHeader } from 'livespace-webhooks/wire';
import { type Bundle, defineCreate, type InputField, type ZObject } from 'zapier-platform-core';
import { hear, taken } from './delivery.ts';
import { halted, messageOf, withHaltedErrors, withReadableErrors } from './errors.ts';
import { eventsField, everyFilter, webhookFields } from './input-fields.ts';
import { sampleItem, type ZapItem } from './item.ts';
import { outputFields } from './output-fields.ts';
import { checkSettings, checkWebhook, readEvents, readWebhook, webhookProblem } from './settings.ts';

const key = 'check_event';

/** Not required, so that a run which lacks one says what is missing rather than fails. */
const requestFields: InputField[] = [
  {
    key: 'body',
    label: 'Body',
    type: 'text',
    required: false,
    helpText:
      'Map *Raw Body* from *Catch Raw Hook*: the text as it arrived, since the signature covers every character.',
  },
  {
    key: 'signature',
    label: 'Signature',
    type: 'string',
    required: false,
    helpText: 'Map *Headers Http X Livespace Signature* from *Catch Raw Hook*.',
  },
];

const checkSetUp = withReadableErrors(async (z: ZObject, bundle: Bundle) => {
  checkSettings(z, bundle);
  checkWebhook(bundle);
});

/** What follows it in the Zap runs for a genuine, wanted event only, and once. */
async function perform(z: ZObject, bundle: Bundle): Promise<ZapItem> {
  const { inputData } = bundle;
  if (bundle.meta?.isLoadingSample) await checkSetUp(z, bundle);
  const { url, secrets } = readWebhook(inputData);
  const received = await hear(z, bundle, {
    url,
    headers: { [signatureHeader]: String(inputData.signature ?? '') },
    body: (inputData.body ?? '') as object,
    secrets,
    events: readEvents(inputData),
    scope: [key, url, secrets[0]],
  });
  const problem = webhookProblem(bundle);
  const [item] = await taken(z, received, problem && messageOf(problem));
  if (item) return item;
  throw halted(z, whyNot(received));
}

function whyNot(received: Received): string {
  if ('reason' in received) return `${received.reason} The Zap ends here.`;
  return 'This is Livespace’s test request, which starts nothing. If every run ends like this, map “Raw Body” from “Catch Raw Hook” into the field Body.';
}

/** For a Zap that begins with Zapier's own *Catch Raw Hook*, which hands over body and headers untouched. */
export const checkEvent = defineCreate({
  key,
  noun: 'Event',
  display: {
    label: 'Check Livespace Event',
    description:
      'Checks that Livespace sent what “Catch Raw Hook” caught, and returns its deal. Otherwise the Zap ends.',
  },
  operation: {
    inputFields: [...requestFields, ...webhookFields(true), ...eventsField, ...everyFilter],
    perform: withHaltedErrors(perform),
    sample: { ...sampleItem(eventNames[0] as (typeof eventNames)[number], 'webhook') },
    outputFields,
  },
});
