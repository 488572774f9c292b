import { type EventName, eventNames } from 'livespace-webhooks';
import { type EventKind, events } from 'livespace-webhooks/host';

/* The fields that a person fills in. */

export const connectionSettings = [
  {
    name: 'subdomain',
    type: 'text',
    label: 'Subdomain',
    help: 'The first part of your Livespace address, such as acme for https://acme.livespace.io.',
    required: true,
    editable: true,
    validate: {
      pattern: '^\\s*(https://)?[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\\.livespace\\.io)?/?\\s*$',
    },
  },
  {
    name: 'apiKey',
    type: 'password',
    label: 'API Key',
    help: 'In Livespace: Account Settings → API → Users.',
    required: true,
    editable: true,
  },
  {
    name: 'apiSecret',
    type: 'password',
    label: 'API Secret',
    help: 'Next to the API key in Livespace.',
    required: true,
    editable: true,
  },
];

const options = eventNames.map((value) => ({ label: events[value].plural, value }));
const described = (description: (kind: EventKind) => string) =>
  eventNames.map((name) => `${events[name].plural}: ${description(events[name])}.`).join(' ');

/** Of the webhook that a person adds in Livespace by hand. */
export const manualSettings = [
  {
    name: 'events',
    type: 'select',
    multiple: true,
    label: 'Events',
    help: `Other events start nothing. ${described(({ description }) => description)} After saving, copy the URL and add it in Livespace: Account Settings → Webhooks → Add subscription. The URL works like a password: share it with nobody.`,
    required: true,
    default: eventNames,
    options,
  },
];

export const scheduledSettings = [
  {
    name: 'event',
    type: 'select',
    label: 'Watch',
    help: described(({ schedule }) => schedule.description),
    required: true,
    default: eventNames[0] satisfies EventName | undefined,
    options,
  },
  {
    name: 'limit',
    type: 'uinteger',
    label: 'Limit',
    help: 'The most deals that one run handles. The rest come with the next run.',
    required: true,
    default: 100,
  },
];
