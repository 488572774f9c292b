import { isLivespaceError, type Subscription, type SubscriptionRequest, Subscriptions } from 'livespace-webhooks';
import type { IHookFunctions } from 'n8n-workflow';
import { connect } from '../shared/connection.ts';
import { toNodeError } from '../shared/errors.ts';
import { checkSettings, isManual, subscribedEvents } from './settings.ts';
import { forget, remember, type StoredSubscription, storedSubscription } from './static-data.ts';

const host = 'n8n';

/** Whether there is nothing left to do: n8n calls {@link create} otherwise. With nothing stored it costs no request. */
export async function checkExists(hook: IHookFunctions): Promise<boolean> {
  try {
    checkSettings(hook);
    // A test run has a URL of its own, which only create() is told.
    if (isManual(hook)) return hook.getMode() !== 'manual';
    const request = wanted(hook);
    if (!request.stored) return false;
    const client = await connect(hook);
    const found = await new Subscriptions(client).find(request);
    if (found) store(hook, found, client.account.origin);
    return found !== undefined;
  } catch (error) {
    throw toNodeError(hook, error);
  }
}

/** Makes sure of exactly one subscription in Livespace, and keeps it. */
export async function create(hook: IHookFunctions): Promise<boolean> {
  const url = webhookUrl(hook);
  if (isManual(hook)) {
    remember(hook, { url });
    return true;
  }
  try {
    const request = wanted(hook);
    const client = await connect(hook);
    if (storedSubscription(hook) && !request.stored) tellLeft(hook);
    store(hook, await new Subscriptions(client).ensure(request), client.account.origin);
    return true;
  } catch (error) {
    throw toNodeError(hook, error, { url });
  }
}

/**
 * Ends the subscription in Livespace. One that another n8n made, or this one under another address, is left and named.
 *
 * @throws NodeApiError or NodeOperationError that names what could not be ended, which stays stored.
 */
export async function remove(hook: IHookFunctions): Promise<boolean> {
  const stored = storedSubscription(hook);
  if (stored && !isOfThisInstance(hook, stored)) tellLeft(hook);
  else if (stored || !isManual(hook)) await release(hook, stored);
  forget(hook);
  return true;
}

async function release(hook: IHookFunctions, stored: StoredSubscription | undefined): Promise<void> {
  try {
    const client = await connect(hook);
    const url = stored?.url ?? webhookUrl(hook);
    const wasThere = await new Subscriptions(client).release({ host, label: labelOf(hook), stored, url });
    if (!stored || wasThere) return;
    hook.logger.warn(
      `${nameOf(hook)} was not found in ${client.account.label}: somebody deleted it, or the credential now belongs to a different account.`,
    );
  } catch (error) {
    if (isLivespaceError(error)) throw toNodeError(hook, error);
    // Livespace was not reached when the credential could not be read.
    const reason = error instanceof Error ? error.message : String(error);
    const message = `${nameOf(hook)} may still be in Livespace: ${reason} Ask an administrator to delete it in Account Settings → Webhooks.`;
    if (!isManual(hook)) throw toNodeError(hook, message);
    // Nobody is asked for this credential any more, so trying again would never end.
    hook.logger.warn(message);
  }
}

function wanted(hook: IHookFunctions): SubscriptionRequest {
  const stored = storedSubscription(hook);
  return {
    url: webhookUrl(hook),
    events: subscribedEvents(hook),
    host,
    label: labelOf(hook),
    stored: stored && isOfThisInstance(hook, stored) ? stored : undefined,
  };
}

function store(hook: IHookFunctions, { id, url, secret }: Subscription, account: string): void {
  remember(hook, { id, url, secret, instanceId: hook.getInstanceId(), account });
}

/** A cloned database has the same instance id, and an exported workflow the same path: both have to be the present ones. */
function isOfThisInstance(hook: IHookFunctions, { instanceId, url }: StoredSubscription): boolean {
  return instanceId === hook.getInstanceId() && originOf(url) === originOf(webhookUrl(hook));
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

/** Whoever made the stored one may need it. */
function tellLeft(hook: IHookFunctions): void {
  hook.logger.warn(
    `${nameOf(hook)} stays in Livespace: another n8n made it, or this one under another address. If nobody needs it any more, delete it in Account Settings → Webhooks.`,
  );
}

/** What an administrator looks for in Livespace. */
function nameOf(hook: IHookFunctions): string {
  return `The subscription “${host} · ${labelOf(hook)}” (${storedSubscription(hook)?.url ?? webhookUrl(hook)})`;
}

function webhookUrl(hook: IHookFunctions): string {
  return hook.getNodeWebhookUrl('default') ?? '';
}

function labelOf(hook: IHookFunctions): string {
  const { id, name = String(id) } = hook.getWorkflow();
  return name;
}
