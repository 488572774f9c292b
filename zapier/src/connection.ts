import { setTimeout } from 'node:timers/promises';
import { type Account, type Clock, createAccount, isLivespaceError, LivespaceClient } from 'livespace-webhooks';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { zapierTransport } from './transport.ts';

/** Zapier ends a run after 30 s, without a word of ours: we end it before, with a message. */
const runMs = 25_000;

export const clock: Clock = { now: () => Date.now(), wait: (ms) => setTimeout(ms) };

/**
 * The Livespace account behind the user's connection.
 *
 * @throws LivespaceError `invalid_subdomain` or `missing_credentials`
 */
export function accountOf({ authData }: Bundle): Account {
  // Zapier's loopback is not the user's: only our own tests have a Livespace there.
  return createAccount(authData, { allowLoopback: process.env.LIVESPACE_ALLOW_LOOPBACK === '1' });
}

/** @returns the account's origin, or nothing where the connection can't be read: an event is no occasion to fail for it. */
export function originOf(bundle: Bundle): string | undefined {
  try {
    return accountOf(bundle).origin;
  } catch (error) {
    if (!isLivespaceError(error)) throw error;
    return undefined;
  }
}

/** @throws LivespaceError as {@link accountOf} does */
export function connect(z: ZObject, bundle: Bundle): LivespaceClient {
  return new LivespaceClient({
    account: accountOf(bundle),
    transport: zapierTransport(z, Date.now() + runMs),
    clock,
  });
}
