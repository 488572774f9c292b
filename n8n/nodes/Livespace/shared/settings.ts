import { eventNames, type Filters, type ReceiveOptions } from 'livespace-webhooks';
import type { IHookFunctions, INodeParameterResourceLocator, IWebhookFunctions } from 'n8n-workflow';

export const anyEvent = '*';

export interface FilterOptions {
  status?: string[];
  process?: INodeParameterResourceLocator;
  owner?: INodeParameterResourceLocator;
  minimumValue?: number;
}

interface Options extends FilterOptions {
  skipLate?: boolean;
  includeRaw?: boolean;
  fetchCurrentDeal?: boolean;
}

export function isManual(context: IHookFunctions | IWebhookFunctions): boolean {
  return context.getNodeParameter('registration', 'automatic') === 'manual';
}

/** What Livespace is asked for: of the names that don't exist yet none can be. */
export function subscribedEvents(context: IHookFunctions): readonly string[] {
  const chosen = chosenEvents(context);
  return chosen.includes(anyEvent) ? eventNames : chosen;
}

export function readOptions(context: IWebhookFunctions): Options {
  return context.getNodeParameter('options', {}) as Options;
}

/** What the gate lets through. */
export function readRules(context: IWebhookFunctions): Pick<ReceiveOptions, 'events' | 'filters' | 'skipLate'> {
  const options = readOptions(context);
  const chosen = chosenEvents(context);
  return {
    events: chosen.includes(anyEvent) ? 'any' : chosen,
    filters: readFilters(options),
    skipLate: options.skipLate ?? false,
  };
}

export function readFilters({ status = [], process, owner, minimumValue }: FilterOptions): Filters {
  return { statuses: status, processIds: idOf(process), ownerIds: idOf(owner), minimumValue };
}

function chosenEvents(context: IHookFunctions | IWebhookFunctions): string[] {
  return context.getNodeParameter('events', []) as string[];
}

function idOf(locator: INodeParameterResourceLocator | undefined): string[] {
  const id = locator?.value;
  return id === undefined || id === null || id === '' ? [] : [String(id)];
}
