import { type Simulator, type SimulatorOptions, startSimulator } from 'livespace-simulator';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { LivespaceTrigger } from '../../n8n/nodes/Livespace/LivespaceTrigger.node.ts';
import { signDelivery } from '../sign.ts';
import { StandIn, type StandInOptions } from './stand-in.ts';

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** Secrets that must show up nowhere. */
export const canaries = { apiKey: 'canary-api-key', apiSecret: 'canary-api-secret' };

export async function startLivespace(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({
    ...canaries,
    retryDelaysMs: [5, 5],
    ...options,
    profile: { api: 'on', ...options.profile },
  });
  cleanups.push(simulator.close);
  return simulator;
}

export async function startN8n(options: StandInOptions = {}): Promise<StandIn> {
  const n8n = await StandIn.start(new LivespaceTrigger(), options);
  cleanups.push(() => n8n.close());
  return n8n;
}

export function account({ url, apiKey, apiSecret }: Simulator): ICredentialDataDecryptedObject {
  return { subdomain: url, apiKey, apiSecret };
}

/** Both, connected: events of the given kind, automatic registration. */
export async function start(
  options: Omit<StandInOptions, 'credentials'> = {},
  livespaceOptions: SimulatorOptions = {},
): Promise<{ livespace: Simulator; n8n: StandIn }> {
  const livespace = await startLivespace(livespaceOptions);
  const events = ['deal.created', 'deal.status_changed'];
  const parameters = { registration: 'automatic', events, ...options.parameters };
  const n8n = await startN8n({ ...options, parameters, credentials: { livespaceApi: account(livespace) } });
  return { livespace, n8n };
}

/** What Livespace would send. */
export function post(url: string, body: string | object, secret: string, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(url, {
    method: 'POST',
    body: text,
    headers: {
      'content-type': 'application/json',
      'x-livespace-signature': signDelivery(url, text, secret),
      ...headers,
    },
  });
}

export function eventOf(change: object = {}, deal: object = {}) {
  return {
    version: '1.0',
    name: 'deal.created',
    id: '3c9d1f70-2a4b-4e8c-b6d5-7f8091a2b3c4',
    timestamp: '2026-11-24T09:00:00Z',
    webhook_delivery_attempt: 1,
    data: { id: '6f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11', name: 'Office furniture', status: 'open', ...deal },
    ...change,
  };
}
