import { isLivespaceError, LivespaceError, type SubscriptionRequest, Subscriptions } from 'livespace-webhooks';
import { type IHookFunctions, NodeOperationError } from 'n8n-workflow';
import { connect } from './connection.ts';
import { explain } from './errors.ts';
import { isManual, subscribedEvents } from './settings.ts';
import { forget, remember, storedSubscription } from './static-data.ts';

/** Whether there is nothing left to do: n8n calls {@link create} otherwise. With nothing stored it costs no request. */
export async function checkExists(hook: IHookFunctions): Promise<boolean> {
  // A test run has a URL of its own, which only create() is told.
  if (isManual(hook)) return hook.getMode() !== 'manual';
  const stored = storedSubscription(hook);
  const request = wanted(hook);
  if (stored?.url !== request.url) return false;
  try {
    const found = await new Subscriptions(await connect(hook)).find(request);
    if (found) remember(hook, found);
    return found !== undefined;
  } catch (error) {
    throw explain(hook, error);
  }
}

/** Makes sure of exactly one subscription in Livespace, and keeps it. */
export async function create(hook: IHookFunctions): Promise<boolean> {
  const request = wanted(hook);
  if (isManual(hook)) {
    remember(hook, { url: request.url });
    return true;
  }
  if (request.events.length === 0) {
    throw new NodeOperationError(hook.getNode(), 'No event is chosen. Choose at least one in the node.');
  }
  try {
    remember(hook, await new Subscriptions(await connect(hook)).ensure(request));
    return true;
  } catch (error) {
    throw explain(
      hook,
      isLivespaceError(error) && error.code === 'refused' ? manualInstead(error, request.url) : error,
    );
  }
}

/** With a remedy of our own: short, since n8n's editor cuts a long message off and the URL is at its end. */
function manualInstead({ code, reason, result }: LivespaceError, url: string): LivespaceError {
  const remedy = `Use the API key of an administrator, or set Registration to Manual and add this URL in Livespace by hand: ${url}`;
  return new LivespaceError(code, reason, remedy, result);
}

/** Ends the subscription in Livespace. What can't be ended stays stored, and the error names it. */
export async function remove(hook: IHookFunctions): Promise<boolean> {
  const { host, label, stored, url } = wanted(hook);
  const leftover = `The subscription “${host} · ${label}” (${stored?.url ?? url})`;
  if (stored || !isManual(hook)) {
    try {
      const client = await connect(hook);
      const wasThere = await new Subscriptions(client).release({ host, label, stored, url: stored?.url ?? url });
      if (stored && !wasThere) {
        hook.logger.warn(
          `${leftover} was not found in ${client.account.label}: somebody deleted it, or the credential now belongs to another account than the one it is in.`,
        );
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // Livespace was not reached when the credential could not be read.
      const unread = `${leftover} may still be in Livespace: ${reason} Ask an administrator to delete it in Account Settings → Webhooks.`;
      throw explain(hook, isLivespaceError(error) ? error : unread);
    }
  }
  forget(hook);
  return true;
}

function wanted(hook: IHookFunctions): SubscriptionRequest {
  const { id, name = String(id) } = hook.getWorkflow();
  return {
    url: hook.getNodeWebhookUrl('default') ?? '',
    events: subscribedEvents(hook),
    host: 'n8n',
    label: name,
    stored: storedSubscription(hook),
  };
}
