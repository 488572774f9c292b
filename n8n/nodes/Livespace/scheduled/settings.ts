import type { EventName, Filters } from 'livespace-webhooks';
import { type IPollFunctions, tryToParseDateTime } from 'n8n-workflow';
import { checkFilters, chosenEvents, type FilterOptions, readFilters } from '../shared/settings.ts';

export interface Settings {
  events: EventName[];
  filters: Filters;
  includeRaw: boolean;
  /** As it was entered, where it is no date. */
  startFrom: Date | string | undefined;
}

interface Options extends FilterOptions {
  startFrom?: string;
  includeRaw?: boolean;
}

/** @throws NodeOperationError where no event is chosen; LivespaceError for an unknown status. */
export function readSettings(context: IPollFunctions): Settings {
  const { startFrom, includeRaw = false, ...filters } = context.getNodeParameter('options', {}) as Options;
  return {
    events: chosenEvents(context) as EventName[],
    filters: checkFilters(readFilters(filters)),
    includeRaw,
    startFrom: startFrom ? instantOf(String(startFrom), context.getTimezone()) : undefined,
  };
}

/** n8n's field for a date has no zone: the workflow's is meant. @returns what was entered, where it is no date. */
function instantOf(entered: string, timezone: string): Date | string {
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(entered.trim()) ?? [];
  if (day === undefined) return entered;
  try {
    const parsed = tryToParseDateTime(entered, timezone);
    // n8n takes 31 February for 3 March.
    return parsed.toISODate() === day ? parsed.toJSDate() : entered;
  } catch {
    return entered;
  }
}
