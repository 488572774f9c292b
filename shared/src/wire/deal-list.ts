import { dealStatuses } from './deal.ts';

/** What `Deal/getAll` takes as `status` (observed): without a condition it refuses, and `all` is one. */
export const listStatuses = ['all', ...dealStatuses] as const;
export type ListStatus = (typeof listStatuses)[number];

/** By which of a deal's times a list can be limited (observed). */
export const listTimes = ['created', 'modified'] as const;
export type ListTime = (typeof listTimes)[number];

/** Deals of a status, from a time on. */
export interface Window {
  status: ListStatus;
  by: ListTime;
  /** In seconds since 1970. */
  since: number;
}

const halfDay = 12 * 60 * 60;
/** Livespace has no deals of that time. Observed: `to` alone limits a day, so it is sent with its last second. */
const endOfTime = '2099-12-31 23:59:59';

/**
 * @returns the parameters of `Deal/getAll` for a window. They limit by days only, and Livespace counts from its local
 *   midnight (observed): half a day more covers every time zone west of Greenwich, and those east of it need none.
 */
export function windowConditions({ status, by, since }: Window): Record<string, unknown> {
  const day = new Date((since - halfDay) * 1000).toISOString().slice(0, 10);
  return { status, [by]: by === 'created' ? { from: day, to: endOfTime } : day };
}

/**
 * Whether a list of `one` shows what a list of `other` would. Observed: it is unknown whether `all` has the outdated ones.
 * ASSUMED: who creates a deal modifies it.
 */
export function covers(one: Window, other: Window): boolean {
  const sameStatus = one.status === other.status || (one.status === 'all' && other.status !== 'outdated');
  return sameStatus && (one.by === other.by || one.by === 'modified');
}
