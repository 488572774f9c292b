import { eventNames, type ReceiveOptions } from 'livespace-webhooks';
import { unknownStatus } from 'livespace-webhooks/host';
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { checkFilters, chosenEvents, type FilterOptions, readEvents, readFilters } from '../shared/settings.ts';

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

/** @throws NodeOperationError where no event is chosen; LivespaceError for an unknown status. */
export function checkSettings(hook: IHookFunctions): void {
  chosenEvents(hook);
  checkFilters(readFilters(readOptions(hook)));
}

export function readOptions(context: IHookFunctions | IWebhookFunctions): Options {
  return context.getNodeParameter('options', {}) as Options;
}

/** What is let through. */
export function readRules(context: IWebhookFunctions): Pick<ReceiveOptions, 'events' | 'filters' | 'skipLate'> {
  const options = readOptions(context);
  const filters = readFilters(options);
  const chosen = readEvents(context);
  return {
    events: chosen.includes(anyEvent) ? 'any' : chosen,
    // Checked when it was published. What an expression gives since then must not lose an event.
    filters: unknownStatus(filters) === undefined ? filters : { ...filters, statuses: [] },
    skipLate: options.skipLate ?? false,
  };
}

/** "Listen for test event" in the editor. */
export function isTestRun(context: IHookFunctions | IWebhookFunctions): boolean {
  return context.getMode() === 'manual';
}
