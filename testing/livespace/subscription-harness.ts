import type { Simulator } from 'livespace-simulator';
import { type Subscription, type SubscriptionRequest, Subscriptions } from 'livespace-webhooks';
import { signDelivery } from '../sign.ts';
import { clientFor, serve, start } from './harness.ts';

export const both = ['deal.created', 'deal.status_changed'];

/** A simulator, an endpoint that passes the handshake, and our subscriptions. */
export async function scene() {
  const simulator = await start();
  const endpoint = await serve((_, response) => response.end());
  const url = `${endpoint.url}/hook?flow=1`;
  const request: SubscriptionRequest = { url, events: both, host: 'n8n', label: 'Won deals' };
  return { simulator, endpoint, request, subscriptions: new Subscriptions(clientFor(simulator)) };
}

/** What somebody else has in the same account: none of it may ever change. */
export async function withForeigners(simulator: Simulator, url: string) {
  const elsewhere = await serve((_, response) => response.end());
  const foreign = [
    { name: 'ERP', url, events: ['deal.created'] },
    { name: 'n8nx · Won deals', url, events: ['deal.status_changed'] },
    { name: 'n8n · Won deals', url: elsewhere.url, events: both },
    { name: 'Zapier · New Deal', url: `${url}2`, events: both },
  ];
  for (const one of foreign) {
    const { id } = simulator.addSubscription(one);
    await simulator.activateSubscription(id);
  }
  return structuredClone(simulator.subscriptions());
}

/** Sends an event and tells whether the endpoint got it signed with exactly this secret, over exactly this URL. */
export async function delivers(simulator: Simulator, endpoint: Awaited<ReturnType<typeof serve>>, one: Subscription) {
  const before = endpoint.hits.length;
  simulator.createDeal({ name: 'Signed' });
  await simulator.idle();
  const hits = endpoint.hits.slice(before);
  const expected = (body: Buffer) => signDelivery(one.url, body, one.secret);
  return hits.length === 1 && hits.every((hit) => hit.headers['x-livespace-signature'] === expected(hit.body));
}
