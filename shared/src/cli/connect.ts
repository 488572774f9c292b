import type { LivespaceClient } from '../api/client.ts';
import { createClient } from '../endpoint/create-client.ts';
import type { Settings } from './settings.ts';

/** @throws LivespaceError `invalid_subdomain` or `missing_credentials`, where nobody can be asked for what is missing. */
export async function connect(settings: Settings): Promise<LivespaceClient> {
  for (const field of ['subdomain', 'apiKey', 'apiSecret'] as const) await settings.ask(field);
  return createClient(settings.account, { allowLoopback: settings.allowLoopback });
}
