import { setTimeout } from 'node:timers/promises';
import { type Clock, createAccount, LivespaceClient } from 'livespace-webhooks';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { zapierTransport } from './transport.ts';

/** Zapier ends a run after 30 s, without a word of ours: we end it before, with a message. */
const runMs = 25_000;

export const clock: Clock = { now: Date.now, wait: (ms) => setTimeout(ms) };

/**
 * The Livespace account behind the user's connection.
 *
 * @throws LivespaceError `invalid_subdomain` or `missing_credentials`
 */
export function connect(z: ZObject, { authData }: Bundle): LivespaceClient {
  // Zapier's loopback is not the user's: only our own tests have a Livespace there.
  const allowLoopback = process.env.LIVESPACE_ALLOW_LOOPBACK === '1';
  return new LivespaceClient({
    account: createAccount(authData, { allowLoopback }),
    transport: zapierTransport(z, Date.now() + runMs),
    clock,
  });
}
