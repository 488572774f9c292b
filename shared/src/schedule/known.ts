import { createHash } from 'node:crypto';

/** Facts that were told, by their mark, with the second in which they occurred. */
export type Known = Record<string, number>;

/** So many facts of one event are remembered, in at most 26 bytes each; of more, those that occurred last. */
export const mostKnown = 10_000;

export const markForm = /^[\w-]{10}$/;

/** A short stand-in for a key or an id of any length: 60 bits of its SHA-256. */
export function markOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 10);
}

/** @returns what has to be kept for facts that occurred from `horizon` on. */
export function prune(known: Known, horizon: number): Known {
  const kept = Object.entries(known).filter(([, occurred]) => occurred >= horizon);
  if (kept.length > mostKnown) kept.sort(([, one], [, other]) => other - one).length = mostKnown;
  return Object.fromEntries(kept);
}
