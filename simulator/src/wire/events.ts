import type { Deal } from './deal.ts';

/** Whether this is what the event tells of. `before` is null when there was no such deal before. */
export type TellsOf = (before: Deal | null, after: Deal) => boolean;

/** DOC: the supported events, and what each tells of. Nothing else in the simulator names one: a third is an entry here. */
export const events: Readonly<Record<string, TellsOf>> = {
  'deal.created': (before) => before === null,
  'deal.status_changed': (before, after) => before !== null && before.status !== after.status,
};
