import type { LivespaceClient } from '../api/client.ts';
import { createClient } from '../endpoint/create-client.ts';
import type { Settings } from './settings.ts';

/** @throws LivespaceError `invalid_subdomain` or `missing_credentials` */
export function connect(settings: Settings): LivespaceClient {
  return createClient(settings.account, { allowLoopback: settings.allowLoopback });
}
