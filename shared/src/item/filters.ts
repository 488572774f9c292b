import { eventKind } from '../events.ts';
import type { Item } from './item.ts';

/** What a user may hold back. An absent or empty filter lets everything through. */
export interface Filters {
  /** Concerns events that tell of a status: a new deal is not held back by them. */
  statuses?: readonly string[];
  processIds?: readonly string[];
  ownerIds?: readonly string[];
  /** Ignores the currency. */
  minimumValue?: number | undefined;
}

/** @returns why the item is held back, or `undefined`. Only what is known not to match is: an absent field passes. */
export function whyHeldBack({ event, deal }: Item, filters: Filters): string | undefined {
  const { statuses, processIds, ownerIds, minimumValue } = filters;
  const owners = deal.owners.map(({ id }) => id);
  if (eventKind(event)?.filteredByStatus && misses(statuses, [deal.status])) return 'The status was not chosen.';
  if (misses(processIds, [deal.process.id])) return 'The process was not chosen.';
  if (misses(ownerIds, owners)) return 'The owner was not chosen.';
  if (minimumValue !== undefined && deal.value !== null && deal.value < minimumValue) {
    return 'The value is below the minimum.';
  }
  return undefined;
}

function misses(chosen: readonly string[] | undefined, actual: readonly (string | null)[]): boolean {
  if (!chosen?.length || actual.length === 0 || actual.includes(null)) return false;
  return !actual.some((value) => value !== null && chosen.includes(value));
}
