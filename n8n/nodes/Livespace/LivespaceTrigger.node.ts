import {
  type IHookFunctions,
  type INodeType,
  type INodeTypeDescription,
  type IWebhookFunctions,
  NodeConnectionTypes,
} from 'n8n-workflow';
import { testApiCredential, testWebhookCredential } from './credential-tests.ts';
import { deliver } from './delivery.ts';
import { searchOwners, searchProcesses } from './lists.ts';
import { properties } from './properties.ts';
import { checkExists, create, remove } from './registration.ts';
import { eventsSubtitle } from './subtitle.ts';

export class LivespaceTrigger implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Livespace Trigger',
    name: 'livespaceTrigger',
    icon: { light: 'file:../../icons/livespace.svg', dark: 'file:../../icons/livespace.dark.svg' },
    group: ['trigger'],
    version: 1,
    subtitle: eventsSubtitle,
    documentationUrl: 'https://webhook.docs.livespace.io',
    description: 'Starts the workflow when a deal is added in Livespace CRM or its status changes',
    eventTriggerDescription: 'Waiting for an event from Livespace',
    defaults: { name: 'Livespace Trigger' },
    inputs: [],
    outputs: [NodeConnectionTypes.Main],
    credentials: [
      { name: 'livespaceApi', displayName: 'Livespace API', testedBy: 'testApiCredential' },
      {
        name: 'livespaceWebhookApi',
        displayName: 'Livespace Webhook API',
        testedBy: 'testWebhookCredential',
        displayOptions: { show: { registration: ['manual'] } },
      },
    ],
    webhooks: [
      {
        name: 'default',
        httpMethod: 'POST',
        responseMode: 'onReceived',
        responseData: 'noData',
        path: 'webhook',
        ndvHideUrl: '={{ $parameter["registration"] !== "manual" }}',
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
