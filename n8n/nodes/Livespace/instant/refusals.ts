import { createHash } from 'node:crypto';
import { type Accepted, MemoryStore, type RawRequest, type Received } from 'livespace-webhooks';
import { looksLikeDelivery, refusalText } from 'livespace-webhooks/host';
import { type IWebhookFunctions, type IWebhookResponseData, NodeOperationError } from 'n8n-workflow';
import { remedies } from '../shared/errors.ts';
import { isManual, isTestRun } from './settings.ts';

/** A request to the webhook URL of one node. */
export interface Delivery {
  context: IWebhookFunctions;
  request: RawRequest;
  /** Names the subscription; with another secret it is another one. */
  subscription: readonly string[];
}

export type Refused = Extract<Received, { kind: 'rejected' | 'not_ready' }>;

export function isRefused(received: Received): received is Refused {
  return received.kind === 'rejected' || received.kind === 'not_ready';
}

const hourMs = 60 * 60 * 1000;
const minuteMs = 60 * 1000;

/** What was verified, shown and logged of late. It lives as long as the process. */
const known = new MemoryStore({ now: () => Date.now(), maxEntries: 4000 });

/**
 * Answers, and logs the reason. Whoever pasted a wrong secret can't read a log: so until a delivery of the subscription was
 * verified, n8n's list of executions shows the reason too, once an hour at most, since a stranger must not fill the list.
 *
 * @param problem what is wrong with the secret, where that is known.
 * @throws NodeOperationError after the answer, for n8n to list a failed execution.
 */
export async function refuse(delivery: Delivery, refused: Refused, problem?: string): Promise<IWebhookResponseData> {
  const { context } = delivery;
  const { status, code } = refused;
  const reason = problem ?? refusalText(refused, remedies);
  if (isFirst(delivery, `logged ${code}`, minuteMs)) {
    context.logger.warn(`${placeOf(context)} answered a request with ${status}: ${reason}`);
  }
  // What is refused after its signature was checked comes from Livespace.
  if (code === 'invalid_json' || code === 'invalid_event') tellVerified(delivery);
  const isShown = isToBeShown(delivery, refused);
  await answer(context, refused);
  if (isShown) throw new NodeOperationError(context.getNode(), `A request was refused: ${reason}`);
  return { noWebhookResponse: true };
}

/** From now on whatever is refused is a stranger's, or is told by the log alone. @param form in which it was signed. */
export function tellVerified(delivery: Delivery, form?: Accepted['form']): void {
  const { context } = delivery;
  const isNew = isFirst(delivery, 'verified', Number.POSITIVE_INFINITY);
  if (isNew && form) context.logger.info(`${placeOf(context)} verified its first event, signed in the form ${form}`);
}

function isToBeShown(delivery: Delivery, { code }: Refused): boolean {
  const { context, request } = delivery;
  // A subscription that is just being made has no secret for a moment.
  const isMistake =
    code === 'wrong_signature' || code === 'form_changed' || (code === 'not_ready' && isManual(context));
  if (!isMistake || isTestRun(context) || known.get(keyOf(delivery, 'verified')) !== undefined) return false;
  return looksLikeDelivery(request) && isFirst(delivery, 'shown', hourMs);
}

function isFirst(delivery: Delivery, what: string, withinMs: number): boolean {
  return known.add(keyOf(delivery, what), 'yes', withinMs);
}

function keyOf({ subscription }: Delivery, what: string): string {
  return createHash('sha256')
    .update(JSON.stringify([what, subscription]))
    .digest('base64');
}

/** Resolves when the answer is on its way: n8n answers an error with 500 unless it is. */
function answer(context: IWebhookFunctions, { status, reason }: Refused): Promise<void> {
  const response = context.getResponseObject();
  return new Promise((resolve) => {
    response.once('finish', resolve).once('close', resolve);
    response.status(status).json({ message: reason });
    if (response.closed) resolve();
  });
}

function placeOf(context: IWebhookFunctions): string {
  return `Livespace Trigger in workflow ${context.getWorkflow().id}`;
}
