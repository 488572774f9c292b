import type { Filters } from 'livespace-webhooks';
import { livespaceError, unknownStatus } from 'livespace-webhooks/host';
import {
  type IHookFunctions,
  type INodeParameterResourceLocator,
  type IPollFunctions,
  type IWebhookFunctions,
  NodeOperationError,
} from 'n8n-workflow';

export interface FilterOptions {
  status?: string | string[];
  process?: INodeParameterResourceLocator;
  owner?: INodeParameterResourceLocator;
  minimumValue?: number;
}

export function readFilters({ status, process, owner, minimumValue }: FilterOptions): Filters {
  return { statuses: list(status), processIds: idOf(process), ownerIds: idOf(owner), minimumValue };
}

/** @throws LivespaceError for a status that there is none: only an expression can choose it. */
export function checkFilters(filters: Filters): Filters {
  const status = unknownStatus(filters);
  if (status === undefined) return filters;
  throw livespaceError('invalid_parameters', { status }, 'status');
}

export function readEvents(context: IHookFunctions | IWebhookFunctions | IPollFunctions): string[] {
  return list(context.getNodeParameter('events', []));
}

/** @throws NodeOperationError where none is chosen. */
export function chosenEvents(context: IHookFunctions | IPollFunctions): string[] {
  const events = readEvents(context);
  if (events.length > 0) return events;
  throw new NodeOperationError(context.getNode(), 'No event is chosen. Choose at least one in the node.');
}

/** An expression may give one text. */
function list(chosen: unknown): string[] {
  return [chosen ?? []]
    .flat()
    .map((one) => String(one).trim())
    .filter(Boolean);
}

function idOf(locator: INodeParameterResourceLocator | undefined): string[] {
  const id = locator?.value;
  return id === undefined || id === null || id === '' ? [] : [String(id)];
}
