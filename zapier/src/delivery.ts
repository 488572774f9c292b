import { createHash } from 'node:crypto';
import { MemoryStore, type RawRequest, type Received, receive } from 'livespace-webhooks';
import { Guard } from 'livespace-webhooks/host';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { cacheStore } from './cache-store.ts';
import { clock, knownAccount } from './connection.ts';
import { halted, reasonOf } from './errors.ts';
import type { ZapItem } from './item.ts';
import { readSettings } from './settings.ts';

export interface Delivery extends RawRequest {
  secrets: readonly string[];
  events: readonly string[] | 'any';
  /** What sets this webhook apart from every other one: the app's Zaps, of all accounts, share one cache. */
  scope: readonly string[];
}

/** What the user's fields, the guard and the account make of a request. */
export function hear(z: ZObject, bundle: Bundle, { secrets, events, scope, ...request }: Delivery): Promise<Received> {
  const { filters, skipLate } = readSettings(bundle.inputData);
  return receive(request, {
    secrets,
    events,
    filters,
    skipLate,
    // Whoever tests a step may do so again and again.
    guard: new Guard(bundle.meta?.isLoadingSample ? new MemoryStore() : cacheStore(z), { wait: clock.wait }),
    scope: createHash('sha256').update(scope.join('\0')).digest('hex'),
    origin: knownAccount(bundle)?.origin,
  });
}

/** The request that a webhook's trigger was started with. */
export function requestOf({ rawRequest }: Bundle): Pick<RawRequest, 'headers' | 'body'> {
  return { headers: rawRequest?.headers ?? {}, body: rawRequest?.content };
}

/**
 * What the Zap takes, once. In a trigger Zapier has answered Livespace before: what is refused can only be shown.
 *
 * @param problem of the settings, where they have one: rather that than the refusal it led to.
 * @returns none for a handshake, a copy, and what was not chosen.
 * @throws HaltedError that says why a request was refused
 */
export async function taken(z: ZObject, received: Received, problem?: string): Promise<ZapItem[]> {
  if (received.kind === 'rejected' || received.kind === 'not_ready') {
    throw halted(z, `A request was refused, and nothing was started. ${problem ?? reasonOf(received)}`);
  }
  if (received.kind !== 'accepted') return [];
  await received.keep();
  return [{ ...received.item, raw: received.raw }];
}
