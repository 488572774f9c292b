import {
  type IHookFunctions,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { deliver } from './instant/delivery.ts';
import { properties } from './instant/properties.ts';
import { checkExists, create, remove } from './instant/subscription.ts';
import { testApiCredential, testWebhookCredential } from './shared/credential-tests.ts';
import { eventsSubtitle, joined } from './shared/event-properties.ts';
import { searchOwners, searchProcesses } from './shared/lists.ts';

export class LivespaceTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Livespace Trigger',
    name: 'livespaceTrigger',
    icon: { light: 'file:../../icons/livespace.svg', dark: 'file:../../icons/livespace.dark.svg' },
    group: ['trigger'],
    // As version 1 n8n would evaluate an expression in a sandbox at every request, which costs a quarter of them.
    version: 2,
    subtitle: eventsSubtitle('Any Event'),
    documentationUrl: 'https://webhook.docs.livespace.io',
    description: `Starts the workflow when ${joined(({ triggersWhen }) => triggersWhen, ', or ')} in Livespace CRM`,
    eventTriggerDescription: 'Waiting for an event from Livespace',
    defaults: { name: 'Livespace Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [
      {
        name: 'livespaceApi',
        displayName: 'Livespace API',
        testedBy: 'testApiCredential',
        displayOptions: { show: { asksApi: [true] } },
      },
      {
        name: 'livespaceWebhookApi',
        displayName: 'Livespace Webhook API',
        testedBy: 'testWebhookCredential',
        // What is chosen after publishing, n8n does not use. A default is not stored, so `show` would require nothing.
        required: true,
        displayOptions: { hide: { registration: ['automatic'] } },
      },
    ],
    webhooks: [
      {
        name: 'default',
        httpMethod: 'POST',
        responseMode: 'onReceived',
        responseData: 'noData',
        path: 'webhook',
        ndvHideUrl: '={{ $parameter["registration"] === "automatic" }}',
      },
    ],
    properties,
  };

  methods = {
    credentialTest: { testApiCredential, testWebhookCredential },
    listSearch: { searchOwners, searchProcesses },
  };

  webhookMethods = {
    default: {
      async checkExists(this: IHookFunctions): Promise<boolean> {
        return checkExists(this);
      },
      async create(this: IHookFunctions): Promise<boolean> {
        return create(this);
      },
      async delete(this: IHookFunctions): Promise<boolean> {
        return remove(this);
      },
    },
  };

  async webhook(this: IWebhookFunctions) {
    return deliver(this);
  }
}
