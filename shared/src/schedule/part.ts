import type { Part } from './memory.ts';

export const day = 24 * 60 * 60;

/** Facts stay known so long at least: what Livespace shows late, on a page that is read anyway, is then recognised. */
export const retention = 2 * day;

/** @param since in Livespace's seconds. */
export function newPart(since: number, settling: boolean): Part {
  const start = Math.max(0, since);
  return { since: start, settling, passes: [start], swept: start, known: {} };
}

/**
 * Where the next pass goes back to. Each fact is covered by two passes, since a deal can slip from one status to another,
 * and so from one window to another, while both are read.
 *
 * @param overlap how far before the last pass it goes at least, for what Livespace shows late, in seconds.
 */
export function backTo({ since, passes }: Part, overlap: number): number {
  const [before = since, last = before] = passes;
  return Math.max(since, Math.min(before, last - overlap));
}

/** What occurred before it was found by complete passes and sweeps, or is history. */
export function horizon({ since, passes, swept }: Part, sweeps: boolean): number {
  const [before = since] = passes;
  return Math.max(since, Math.min(before, sweeps ? swept : before) - retention);
}
