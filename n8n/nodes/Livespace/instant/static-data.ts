import type { Subscription } from 'livespace-webhooks';
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/*
 * What n8n keeps with the workflow: the subscription, and nothing else. It is written in the life cycle only, since what
 * webhook() writes is lost, or puts an old snapshot back over a newer one.
 */

type Context = IHookFunctions | IWebhookFunctions;

/** @returns the subscription, where all of it is there. */
export function storedSubscription(context: Context): Subscription | undefined {
  const { id, url, secret } = read(context);
  return id && url && secret ? { id, url, secret } : undefined;
}

/** @returns the URL Livespace was given. In a test run n8n itself would name the production URL. */
export function storedUrl(context: Context): string | undefined {
  return read(context).url;
}

export function remember(context: IHookFunctions, subscription: Partial<Subscription>): void {
  Object.assign(context.getWorkflowStaticData('node'), subscription);
}

export function forget(context: IHookFunctions): void {
  const data = context.getWorkflowStaticData('node');
  for (const key of ['id', 'url', 'secret']) delete data[key];
}

function read(context: Context): Partial<Subscription> {
  return context.getWorkflowStaticData('node') as Partial<Subscription>;
}
