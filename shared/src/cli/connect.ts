import type { LivespaceClient } from '../api/client.ts';
import { createClient } from '../endpoint/create-client.ts';
import { isLivespaceError, withRemedy } from '../errors.ts';
import type { Remedies } from '../messages.ts';
import { type Settings, variables } from './settings.ts';

const remedies: Remedies = {
  invalid_subdomain: `Set ${variables.subdomain} to the first part of its address, such as acme for https://acme.livespace.io.`,
  missing_credentials: `Set ${variables.apiKey} and ${variables.apiSecret}, which are in Account Settings → API → Users in Livespace, in the environment or in a file (--settings livespace.env).`,
};

/** @throws LivespaceError `invalid_subdomain` or `missing_credentials`, where nobody can be asked for what is missing. */
export async function connect(settings: Settings): Promise<LivespaceClient> {
  for (const field of ['subdomain', 'apiKey', 'apiSecret'] as const) await settings.ask(field);
  try {
    return createClient(settings.account, { allowLoopback: settings.allowLoopback });
  } catch (error) {
    throw isLivespaceError(error) ? withRemedy(error, remedies) : error;
  }
}
