import type { Filters } from 'livespace-webhooks';
import {
  type IHookFunctions,
  type INodeParameterResourceLocator,
  type IPollFunctions,
  type IWebhookFunctions,
  NodeOperationError,
} from 'n8n-workflow';

export interface FilterOptions {
  status?: string[];
  process?: INodeParameterResourceLocator;
  owner?: INodeParameterResourceLocator;
  minimumValue?: number;
}

export function readFilters({ status = [], process, owner, minimumValue }: FilterOptions): Filters {
  return { statuses: status, processIds: idOf(process), ownerIds: idOf(owner), minimumValue };
}

/** @throws NodeOperationError where none is chosen. */
export function chosenEvents(context: IHookFunctions | IWebhookFunctions | IPollFunctions): string[] {
  const events = context.getNodeParameter('events', []) as string[];
  if (events.length > 0) return events;
  throw new NodeOperationError(context.getNode(), 'No event is chosen. Choose at least one in the node.');
}

function idOf(locator: INodeParameterResourceLocator | undefined): string[] {
  const id = locator?.value;
  return id === undefined || id === null || id === '' ? [] : [String(id)];
}
