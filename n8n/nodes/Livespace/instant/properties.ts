import type { INodeProperties } from 'n8n-workflow';
import { minimumValueFilter, ownerFilter, processFilter, statusFilter } from './filter-properties.ts';
import { anyEvent } from './settings.ts';

export const properties: INodeProperties[] = [
  {
    displayName: 'Registration',
    name: 'registration',
    type: 'options',
    noDataExpression: true,
    options: [
      {
        name: 'Automatic',
        value: 'automatic',
        description:
          'The node adds the webhook in Livespace and removes it again. Needs the API key of an administrator.',
      },
      {
        name: 'Manual',
        value: 'manual',
        description: 'You add the webhook in Livespace by hand. Needs no API access.',
      },
    ],
    default: 'automatic',
    description: 'How Livespace gets to know the URL of this workflow',
  },
  {
    displayName:
      'Publish this workflow, then add a webhook in Livespace at Account Settings → Webhooks with the Production URL from above and the same events, and activate it. Put its secret into the webhook credential. Until it is there, events are answered with 503 and start nothing. The Livespace API credential is only needed for Fetch Current Deal and for choosing from lists.',
    name: 'manualSteps',
    type: 'notice',
    default: '',
    displayOptions: { show: { registration: ['manual'] } },
  },
  {
    displayName: 'Events',
    name: 'events',
    type: 'multiOptions',
    options: [
      { name: 'Any Event', value: anyEvent, description: 'Also events that Livespace adds later' },
      { name: 'Deal Status Changed', value: 'deal.status_changed', description: 'A deal was won, lost or reopened' },
      { name: 'New Deal', value: 'deal.created', description: 'A deal was added' },
    ],
    default: ['deal.created'],
    required: true,
    description: 'What starts the workflow',
  },
  {
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
        description:
          'Whether to add the deal as it is now (current_deal), since events may come late or out of order. Needs a Livespace API credential. If Livespace takes longer than 1.5 seconds, current_deal_error says so instead.',
      },
      {
        displayName: 'Include Raw Payload',
        name: 'includeRaw',
        type: 'boolean',
        default: false,
        description: 'Whether to add the event as Livespace sent it (raw)',
      },
      minimumValueFilter,
      ownerFilter,
      processFilter,
      {
        displayName: 'Skip Late Events',
        name: 'skipLate',
        type: 'boolean',
        default: false,
        description:
          'Whether to hold an event back when a newer one of the same deal came before it. Otherwise it comes with is_late set to true.',
      },
      statusFilter(['lost', 'open', 'outdated', 'won']),
    ],
  },
];
