import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createClient,
  createWebhookHandler,
  type Item,
  isLivespaceError,
  look,
  nodeListener,
  type Subscription,
  Subscriptions,
} from 'livespace-webhooks';
import type { StartReceiver } from './receiver.ts';

/** A server of one's own on the built package. */
export const startEndpoint: StartReceiver = async (livespace) => {
  const { url: subdomain, apiKey, apiSecret } = livespace;
  const client = createClient({ subdomain, apiKey, apiSecret }, { allowLoopback: true });
  const started: Item[] = [];
  const refused: string[] = [];
  const secrets: string[] = [];
  const server = createServer((request, response) => listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/livespace`;
  const listener = nodeListener(
    createWebhookHandler({
      url,
      secrets: () => secrets,
      events: ['deal.created'],
      onEvent: (item) => void started.push(item),
      onRefused: ({ reason }) => void refused.push(reason),
    }),
  );
  const owner = { host: 'Endpoint', label: 'Deals' };
  const clock = { now: Date.now, wait: async () => {} };
  let subscription: Subscription | undefined;
  let memory: unknown;

  return {
    name: 'Endpoint',
    subscribe: async () => {
      try {
        subscription = await new Subscriptions(client).ensure({ ...owner, url, events: ['deal.created'] });
        secrets.push(subscription.secret);
        return undefined;
      } catch (error) {
        if (!isLivespaceError(error)) throw error;
        return error.message;
      }
    },
    unsubscribe: async () => void (await new Subscriptions(client).release({ ...owner, url, stored: subscription })),
    manualUrl: async () => url,
    enterSecret: async (secret) => void secrets.push(secret),
    look: async () => {
      const request = { events: ['deal.created'], pageSize: 100, clock, until: Date.now() + 10_000 } as const;
      const seen = await look(client, memory, request);
      memory = seen.memory;
      return seen.items;
    },
    started: () => started,
    settled: async () => {},
    refusal: () => refused.at(-1) ?? null,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
