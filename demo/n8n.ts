import { createRequire } from 'node:module';
import type { Item } from 'livespace-webhooks';
import type { INodeType } from 'n8n-workflow';
import { StandIn } from '../testing/n8n/stand-in.ts';
import type { StartReceiver } from './receiver.ts';

/** The built n8n nodes, in a context that throws on anything n8n's own does not have: a workflow a way. */
export const startN8n: StartReceiver = async (livespace) => {
  const require = createRequire(import.meta.url);
  const node = (name: string): INodeType => new (require(`../n8n/dist/nodes/Livespace/${name}.node.js`)[name])();
  const livespaceApi = { subdomain: livespace.url, apiKey: livespace.apiKey, apiSecret: livespace.apiSecret };
  const parameters = { events: ['deal.created'] };
  const automatic = await StandIn.start(node('LivespaceTrigger'), {
    parameters: { ...parameters, registration: 'automatic' },
    credentials: { livespaceApi },
  });
  const manual = await StandIn.start(node('LivespaceTrigger'), {
    parameters,
    credentials: { livespaceWebhookApi: { secret: '' } },
  });
  const scheduled = await StandIn.start(node('LivespaceScheduledTrigger'), {
    parameters,
    credentials: { livespaceApi },
  });

  return {
    name: 'n8n',
    subscribe: () =>
      automatic.activate().then(
        () => undefined,
        (error: Error) => error.message,
      ),
    unsubscribe: () => automatic.deactivate(),
    manualUrl: async () => {
      await manual.activate();
      return manual.url;
    },
    enterSecret: async (secret) => manual.choose('livespaceWebhookApi', { secret }),
    look: async () => (await scheduled.poll()) as unknown as Item[],
    started: () => [...manual.runs, ...automatic.runs] as unknown as Item[],
    settled: async () => {},
    refusal: () => [...manual.log, ...automatic.log].at(-1) ?? null,
    close: async () => {
      for (const n8n of [automatic, manual, scheduled]) await n8n.close();
    },
  };
};
