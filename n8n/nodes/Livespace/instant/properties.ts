import { dealStatuses } from 'livespace-webhooks';
import type { INodeProperties } from 'n8n-workflow';
import { eventsParameter } from '../shared/event-properties.ts';
import { minimumValueFilter, ownerFilter, processFilter, statusFilter } from '../shared/filter-properties.ts';
import { rawOption } from '../shared/raw-option.ts';
import { anyEvent } from './settings.ts';

const manual = { registration: ['manual'] };

const registration: INodeProperties = {
  displayName: 'Registration',
  name: 'registration',
  type: 'options',
  noDataExpression: true,
  options: [
    {
      name: 'Automatic',
      value: 'automatic',
      description: 'The node adds and removes the webhook. Works once Livespace publishes an API for that.',
    },
    {
      name: 'Manual',
      value: 'manual',
      description: 'You add the webhook in Livespace by hand. Works on every account.',
    },
  ],
  default: 'manual',
  description: 'How Livespace learns the URL of this workflow',
};

/** In the order in which a person does it. Of all markup n8n shows lists only. */
const steps: INodeProperties = {
  displayName: `<ul>${[
    'Choose a credential. Publish. Add the Production URL in Livespace at Account Settings → Webhooks, and activate it.',
    'Paste the secret from there into that credential. Until then, events are refused.',
    'To try it here, pin an item from a past execution or from Livespace Scheduled Trigger: the Test URL is a different one.',
  ]
    .map((line) => `<li>${line}</li>`)
    .join('')}</ul>`,
  name: 'manualSteps',
  type: 'notice',
  default: '',
  displayOptions: { show: manual },
};

const useApi: INodeProperties = {
  displayName: 'Use Livespace API',
  name: 'useApi',
  type: 'boolean',
  noDataExpression: true,
  default: false,
  displayOptions: { show: manual },
  description: 'Whether to use an API key too: to choose owner and process from lists, and to fetch the current deal',
};

/** Present where the API is asked: n8n decides on a single condition what of the panel it shows. */
const asksApi = [{ registration: ['automatic'] }, { ...manual, useApi: [true] }].map(
  (show): INodeProperties => ({
    displayName: 'Asks API',
    name: 'asksApi',
    type: 'hidden',
    default: true,
    displayOptions: { show },
  }),
);
const ifApi = { displayOptions: { show: { '/asksApi': [true] } } };
const ifNoApi = { displayOptions: { hide: { '/asksApi': [true] } } };

const options: INodeProperties = {
  displayName: 'Options',
  name: 'options',
  type: 'collection',
  placeholder: 'Add option',
  default: {},
  options: [
    {
      displayName: 'Fetch Current Deal',
      name: 'fetchCurrentDeal',
      type: 'boolean',
      default: false,
      ...ifApi,
      description:
        'Whether to add the deal as it is now (current_deal), since events may come late or out of order. If Livespace takes longer than 1.5 seconds, current_deal_error says so instead.',
    },
    rawOption('event'),
    minimumValueFilter,
    { ...ownerFilter(['list', 'id']), ...ifApi },
    { ...ownerFilter(['id']), ...ifNoApi },
    { ...processFilter(['list', 'id']), ...ifApi },
    { ...processFilter(['id']), ...ifNoApi },
    {
      displayName: 'Skip Late Events',
      name: 'skipLate',
      type: 'boolean',
      default: false,
      description:
        'Whether to skip an event that arrives after a newer one of the same deal. Otherwise it arrives with is_late set to true.',
    },
    statusFilter(dealStatuses),
  ],
};

export const properties: INodeProperties[] = [
  registration,
  steps,
  eventsParameter(
    ({ description }) => description,
    [{ name: 'Any Event', value: anyEvent, description: 'Including events that Livespace adds later' }],
  ),
  useApi,
  ...asksApi,
  options,
];
