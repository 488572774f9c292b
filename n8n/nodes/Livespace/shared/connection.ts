import { type Clock, createAccount, type HttpTransport, LivespaceClient } from 'livespace-webhooks';
import {
  type ICredentialDataDecryptedObject,
  type IHookFunctions,
  type ILoadOptionsFunctions,
  type IPollFunctions,
  type IWebhookFunctions,
  NodeOperationError,
  sleep,
} from 'n8n-workflow';
import { helperTransport } from './transport.ts';

export const clock: Clock = { now: () => Date.now(), wait: sleep };

/** @throws LivespaceError for a subdomain, key or secret that can't be right, before any request. */
export function clientFor(
  credential: ICredentialDataDecryptedObject,
  transport: HttpTransport,
  timeoutMs = 10_000,
): LivespaceClient {
  // The loopback is the user's own machine here, so the local simulator is welcome.
  const account = createAccount(credential, { allowLoopback: true });
  return new LivespaceClient({ account, transport, clock, timeoutMs });
}

/**
 * @param timeoutMs for one HTTP exchange.
 * @throws NodeOperationError where no credential is chosen, or what n8n throws where it can't be read.
 */
export async function connect(
  context: IHookFunctions | IWebhookFunctions | ILoadOptionsFunctions | IPollFunctions,
  timeoutMs?: number,
): Promise<LivespaceClient> {
  const node = context.getNode();
  // In n8n's words it would be "Node does not require credentials".
  if (!node.credentials?.livespaceApi) {
    throw new NodeOperationError(node, 'No Livespace API credential is chosen. Choose one in the node.');
  }
  return clientFor(await context.getCredentials('livespaceApi'), helperTransport(context.helpers), timeoutMs);
}
