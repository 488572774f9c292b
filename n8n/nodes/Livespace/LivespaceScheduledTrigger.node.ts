import { type INodeType, type INodeTypeDescription, type IPollFunctions, NodeConnectionTypes } from 'n8n-workflow';
import { testApiCredential } from './credential-tests.ts';
import { minimumValueFilter, ownerFilter, processFilter, statusFilter } from './filter-properties.ts';
import { searchOwners, searchProcesses } from './lists.ts';
import { poll } from './poll.ts';
import { eventsSubtitle } from './subtitle.ts';

export class LivespaceDealsTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Livespace Deals Trigger',
    name: 'livespaceDealsTrigger',
    icon: { light: 'file:../../icons/livespace.svg', dark: 'file:../../icons/livespace.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: eventsSubtitle,
    documentationUrl: 'https://api-docs.livespace.io',
    description: 'Looks for new deals and changed statuses in Livespace CRM at regular intervals, without webhooks',
    eventTriggerDescription: '',
    defaults: { name: 'Livespace Deals Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'livespaceApi', required: true, testedBy: 'testApiCredential' }],
    properties: [
      {
        displayName: 'Events',
        name: 'events',
        type: 'multiOptions',
        options: [
          {
            name: 'Deal Status Changed',
            value: 'deal.status_changed',
            description: 'A deal was won or lost, or became outdated. Reopened deals are not found.',
          },
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
        options: [minimumValueFilter, ownerFilter, processFilter, statusFilter(['lost', 'outdated', 'won'])],
      },
    ],
  };

  methods = {
    credentialTest: { testApiCredential },
    listSearch: { searchOwners, searchProcesses },
  };

  async poll(this: IPollFunctions) {
    return poll(this);
  }
}
