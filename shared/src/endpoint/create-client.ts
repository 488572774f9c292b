import { type AccountFields, createAccount } from '../api/account.ts';
import { LivespaceClient } from '../api/client.ts';
import type { HttpTransport } from '../api/transport.ts';
import { fetchTransport } from './fetch-transport.ts';

/** Observed: a page of 100 deals takes up to 9 s, 200 up to 19 s. A program of one's own can wait. */
const timeoutMs = 60_000;

export interface CreateClientOptions {
  /** Also takes a loopback address as the subdomain: for the simulator, in tests. */
  allowLoopback?: boolean;
  /** How to send requests: by the runtime's `fetch` unless told. `livespace-webhooks/undici` has one for proxies. */
  transport?: HttpTransport;
}

/**
 * A client of Livespace's JSON API for a program of your own.
 *
 * @param fields `subdomain` is `acme`, `acme.livespace.io` or `https://acme.livespace.io/`.
 * @throws LivespaceError `invalid_subdomain` or `missing_credentials`
 */
export function createClient(fields: AccountFields, options: CreateClientOptions = {}): LivespaceClient {
  const { allowLoopback = false, transport = fetchTransport } = options;
  const account = createAccount(fields, { allowLoopback });
  return new LivespaceClient({ account, transport, clock: { now: Date.now, wait }, timeoutMs });
}

/** Between two requests a program waits for nothing else: this timer has to keep it alive. */
function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
