import { setTimeout } from 'node:timers/promises';
import { type Account, type Clock, createAccount, isLivespaceError, LivespaceClient } from 'livespace-webhooks';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { zapierTransport } from './transport.ts';

/** Zapier ends a run after 30 s, without a word of ours: we end it before, with a message. */
const runMs = 25_000;

export const clock: Clock = { now: () => Date.now(), wait: (ms) => setTimeout(ms) };

function accountOf({ authData }: Bundle): Account {
  // Zapier's loopback is not the user's: only our own tests have a Livespace there.
  return createAccount(authData, { allowLoopback: process.env.LIVESPACE_ALLOW_LOOPBACK === '1' });
}

/** @returns the account behind the user's connection, or nothing where that can't be read: no event is lost for it. */
export function knownAccount(bundle: Bundle): Account | undefined {
  try {
    return accountOf(bundle);
  } catch (error) {
    if (!isLivespaceError(error)) throw error;
    return undefined;
  }
}

/**
 * The Livespace behind the user's connection.
 *
 * @throws LivespaceError `invalid_subdomain` or `missing_credentials`
 */
export function connect(z: ZObject, bundle: Bundle): LivespaceClient {
  return new LivespaceClient({
    account: accountOf(bundle),
    transport: zapierTransport(z, Date.now() + runMs),
    clock,
  });
}
