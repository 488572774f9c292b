import { type Accepted, MemoryStore, type RawRequest, type Received, receive } from 'livespace-webhooks';
import { Guard } from 'livespace-webhooks/host';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { currentDeal } from './current-deal.ts';
import { isRefused, refuse, tellVerified } from './refusals.ts';
import { readSecrets, recentSecrets, type Secrets } from './secrets.ts';
import { isManual, isTestRun, readOptions, readRules } from './settings.ts';
import { settle } from './settle.ts';
import { storedSubscription, storedUrl } from './static-data.ts';

// It lives as long as the process: n8n loses or overwrites what webhook() writes into static data.
const guard = new Guard(new MemoryStore());

/** One request to the webhook URL. @throws NodeOperationError where `refuse` does. */
export async function deliver(context: IWebhookFunctions): Promise<IWebhookResponseData> {
  const body = await readBody(context);
  if (body === undefined) return { noWebhookResponse: true };
  const request: RawRequest = { url: urlOf(context), headers: context.getHeaderData(), body };
  const recent = await recentSecrets(context);
  let secrets = recent ?? (await readSecrets(context));
  let received = await hear(context, request, secrets);
  if (recent && isRefused(received)) {
    secrets = await readSecrets(context);
    // Asked twice with the same secrets, one forgery would count as two in a row: then the form seems to have changed.
    if (secrets.secrets.join() !== recent.secrets.join()) received = await hear(context, request, secrets);
  }
  const delivery = { context, request, subscription: [scopeOf(context), request.url, ...secrets.secrets] };
  if (isRefused(received)) return refuse(delivery, received, secrets.problem);
  if (received.kind !== 'handshake') tellVerified(delivery, 'form' in received ? received.form : undefined);
  const response = context.getResponseObject();
  if (received.kind === 'accepted') {
    settle(response, received);
    return { workflowData: [context.helpers.returnJsonArray(await output(context, received))] };
  }
  response.status(received.status).end();
  return { noWebhookResponse: true };
}

function hear(context: IWebhookFunctions, request: RawRequest, { secrets }: Secrets): Promise<Received> {
  return receive(request, {
    ...readRules(context),
    secrets,
    // Whoever tests may send the same event again.
    guard: isTestRun(context) ? new Guard(new MemoryStore()) : guard,
    scope: scopeOf(context),
    origin: isManual(context) ? undefined : storedSubscription(context)?.account,
  });
}

/**
 * n8n reads no body that it would not parse, and what is thrown here would list a failed execution for every stranger.
 *
 * @returns nothing where it can't be read: then the request is answered.
 */
async function readBody(context: IWebhookFunctions): Promise<Uint8Array | undefined> {
  const request = context.getRequestObject();
  try {
    await request.readRawBody();
    return request.rawBody;
  } catch (error) {
    context.logger.debug(`The body of a request to Livespace Trigger can’t be read: ${String(error)}`);
    context.getResponseObject().status(400).json({ message: 'The body can’t be read.' });
    return undefined;
  }
}

/** What Livespace was given. In a test run n8n would name the production URL; registered by hand it is the present one. */
function urlOf(context: IWebhookFunctions): string {
  const present = context.getNodeWebhookUrl('default') ?? '';
  return isManual(context) && !isTestRun(context) ? present : (storedUrl(context) ?? present);
}

/** Workflow and node: a renamed node keeps its webhook id, and n8n publishes no two with the same. */
function scopeOf(context: IWebhookFunctions): string {
  const { webhookId, id } = context.getNode();
  return `${context.getWorkflow().id}:${webhookId ?? id}`;
}

async function output(context: IWebhookFunctions, { item, raw }: Accepted): Promise<IDataObject> {
  const { includeRaw, fetchCurrentDeal } = readOptions(context);
  return {
    ...item,
    ...(fetchCurrentDeal ? await currentDeal(context, item.deal.id) : {}),
    ...(includeRaw ? { raw } : {}),
  } as unknown as IDataObject;
}
