import type { Subscription } from 'livespace-webhooks';
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/*
 * What n8n keeps with the workflow: the subscription, and nothing else. It is written in the life cycle only, since what
 * webhook() writes is lost, or puts an old snapshot back over a newer one.
 */

type Context = IHookFunctions | IWebhookFunctions;

export interface StoredSubscription extends Subscription {
  /** Of the n8n that made it: an exported workflow and a cloned database bring it along. */
  instanceId: string;
  /** The origin of the Livespace account it is in. */
  account: string;
}

/** @returns the subscription, where all of it is there. */
export function storedSubscription(context: Context): StoredSubscription | undefined {
  const { id, url, secret, instanceId = '', account = '' } = read(context);
  return id && url && secret ? { id, url, secret, instanceId, account } : undefined;
}

/** @returns the URL Livespace was given. In a test run n8n itself would name the production URL. */
export function storedUrl(context: Context): string | undefined {
  return read(context).url;
}

/** In the place of what was stored before. */
export function remember(context: IHookFunctions, subscription: Partial<StoredSubscription>): void {
  forget(context);
  Object.assign(context.getWorkflowStaticData('node'), subscription);
}

export function forget(context: IHookFunctions): void {
  const data = context.getWorkflowStaticData('node');
  for (const key of Object.keys(data)) delete data[key];
}

function read(context: Context): Partial<StoredSubscription> {
  return context.getWorkflowStaticData('node') as Partial<StoredSubscription>;
}
