import { eventNames, type ReceiveOptions } from 'livespace-webhooks';
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { chosenEvents, type FilterOptions, readFilters } from '../shared/settings.ts';

export const anyEvent = '*';

interface Options extends FilterOptions {
  skipLate?: boolean;
  includeRaw?: boolean;
  fetchCurrentDeal?: boolean;
}

export function isManual(context: IHookFunctions | IWebhookFunctions): boolean {
  return context.getNodeParameter('registration', 'manual') === 'manual';
}

/** What Livespace is asked for: of the names that don't exist yet none can be. @throws NodeOperationError for none. */
export function subscribedEvents(context: IHookFunctions): readonly string[] {
  const chosen = chosenEvents(context);
  return chosen.includes(anyEvent) ? eventNames : chosen;
}

export function readOptions(context: IWebhookFunctions): Options {
  return context.getNodeParameter('options', {}) as Options;
}

/** What is let through. */
export function readRules(context: IWebhookFunctions): Pick<ReceiveOptions, 'events' | 'filters' | 'skipLate'> {
  const options = readOptions(context);
  const chosen = context.getNodeParameter('events', []) as string[];
  return {
    events: chosen.includes(anyEvent) ? 'any' : chosen,
    filters: readFilters(options),
    skipLate: options.skipLate ?? false,
  };
}

/** "Listen for test event" in the editor. */
export function isTestRun(context: IHookFunctions | IWebhookFunctions): boolean {
  return context.getMode() === 'manual';
}
