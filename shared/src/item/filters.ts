import { eventKind } from '../events.ts';
import { dealStatuses } from '../wire/deal.ts';
import { isId } from './coerce.ts';
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
  // Which status an id stands for is not known.
  const status = isId(deal.status) ? null : deal.status;
  if (eventKind(event)?.filteredByStatus && misses(statuses, [status])) return 'The status was not chosen.';
  if (misses(processIds, [deal.process.id])) return 'The process was not chosen.';
  if (misses(ownerIds, owners)) return 'The owner was not chosen.';
  if (minimumValue !== undefined && deal.value !== null && deal.value < minimumValue) {
    return 'The value is below the minimum.';
  }
  return undefined;
}

/** @returns a chosen status that no deal can have, so that it would hold everything back; `undefined` where there is none. */
export function unknownStatus({ statuses = [] }: Filters): string | undefined {
  const known: readonly string[] = ['', ...dealStatuses];
  return statuses.find((status) => !known.includes(spelled(status)));
}

function misses(chosen: readonly string[] = [], actual: readonly (string | null)[]): boolean {
  const wanted = chosen.map(spelled).filter((value) => value !== '');
  if (wanted.length === 0 || actual.length === 0) return false;
  return actual.every((value) => value !== null && !wanted.includes(spelled(value)));
}

/** Who types an id or a status may add a space or a capital. */
function spelled(value: string): string {
  return value.trim().toLowerCase();
}
