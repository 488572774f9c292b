import { type INodeType, type INodeTypeDescription, type IPollFunctions, NodeConnectionTypes } from 'n8n-workflow';
import { poll } from './scheduled/poll.ts';
import { properties } from './scheduled/properties.ts';
import { testApiCredential } from './shared/credential-tests.ts';
import { eventsSubtitle, joined } from './shared/event-properties.ts';
import { searchOwners, searchProcesses } from './shared/lists.ts';

export class LivespaceScheduledTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Livespace Scheduled Trigger',
    name: 'livespaceScheduledTrigger',
    icon: { light: 'file:../../icons/livespace.svg', dark: 'file:../../icons/livespace.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: eventsSubtitle(),
    documentationUrl: 'https://api-docs.livespace.io',
    description: `Looks for ${joined(({ plural }) => plural, ' and ')} in Livespace CRM at regular intervals, without a webhook`,
    eventTriggerDescription: '',
    defaults: { name: 'Livespace Scheduled Trigger' },
    polling: true,
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'livespaceApi', required: true, testedBy: 'testApiCredential' }],
    properties,
  };

  methods = {
    credentialTest: { testApiCredential },
    listSearch: { searchOwners, searchProcesses },
  };

  async poll(this: IPollFunctions) {
    return poll(this);
  }
}
