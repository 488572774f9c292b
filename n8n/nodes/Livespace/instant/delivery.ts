import { type Accepted, Guard, MemoryStore, type Received, receive } from 'livespace-webhooks';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { currentDeal } from './current-deal.ts';
import { isManual, readOptions, readRules } from './settings.ts';
import { storedSubscription, storedUrl } from './static-data.ts';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

// It lives as long as the process: n8n loses or overwrites what webhook() writes into static data.
const guard = new Guard(new MemoryStore({ now: Date.now }));

/** One request to the webhook URL. It never throws for what came from outside: that would list a failed execution. */
export async function deliver(context: IWebhookFunctions): Promise<IWebhookResponseData> {
  const { headers, rawBody } = context.getRequestObject();
  const isTestRun = context.getMode() === 'manual';
  const received = await receive(
    { url: storedUrl(context) ?? context.getNodeWebhookUrl('default') ?? '', headers, body: rawBody ?? '' },
    {
      ...readRules(context),
      secrets: await secrets(context),
      // Whoever tests may send the same event again.
      guard: isTestRun ? new Guard(new MemoryStore({ now: Date.now })) : guard,
      scope: scope(context),
    },
  );
  if (received.kind !== 'accepted') return answer(context, received);
  settle(context.getResponseObject(), received);
  return { workflowData: [context.helpers.returnJsonArray(await output(context, received))] };
}

/** Workflow and node: a renamed node keeps its webhook id, a copied one gets its own. */
function scope(context: IWebhookFunctions): string {
  const { webhookId, id } = context.getNode();
  return `${context.getWorkflow().id}:${webhookId ?? id}`;
}

async function secrets(context: IWebhookFunctions): Promise<string[]> {
  if (!isManual(context)) return [storedSubscription(context)?.secret ?? ''];
  if (!context.getNode().credentials?.livespaceWebhookApi) return [];
  try {
    const { secret, previousSecret } = await context.getCredentials('livespaceWebhookApi');
    return [secret, previousSecret].filter((value) => typeof value === 'string');
  } catch (error) {
    context.logger.error(
      `${place(context)}: the webhook secret can't be read. ${error instanceof Error ? error.message : ''}`,
    );
    return [];
  }
}

function answer(context: IWebhookFunctions, received: Exclude<Received, Accepted>): IWebhookResponseData {
  const response = context.getResponseObject().status(received.status);
  if (received.status === 200) response.end();
  else if ('reason' in received) response.json({ message: received.reason });
  if (received.kind === 'rejected' || received.kind === 'not_ready') {
    const remedy = received.kind === 'rejected' ? '' : remedyFor(context);
    context.logger.warn(`${place(context)} answered a request with ${received.status}: ${received.reason}${remedy}`);
  }
  return { noWebhookResponse: true };
}

/** It is normal for a moment while a workflow is being published. n8n killed in that moment forgets the secret for good. */
function remedyFor(context: IWebhookFunctions): string {
  return isManual(context)
    ? ' Put it into the webhook credential of the node.'
    : ' If it stays so, unpublish the workflow and publish it again.';
}

/** n8n answers after the execution was started, so how the response ends tells whether it was. */
function settle(response: Response, { keep, release }: Accepted): void {
  let isSettled = false;
  const end = (isStarted: boolean) => {
    if (isSettled) return;
    isSettled = true;
    void (isStarted ? keep() : release());
  };
  response.once('finish', () => end(response.statusCode === 200));
  response.once('close', () => end(false));
}

async function output(context: IWebhookFunctions, { item, raw }: Accepted): Promise<IDataObject> {
  const { includeRaw, fetchCurrentDeal } = readOptions(context);
  return {
    ...item,
    ...(fetchCurrentDeal ? await currentDeal(context, item.deal.id) : {}),
    ...(includeRaw ? { raw } : {}),
  } as unknown as IDataObject;
}

function place(context: IWebhookFunctions): string {
  return `Livespace Trigger in workflow ${context.getWorkflow().id}`;
}
