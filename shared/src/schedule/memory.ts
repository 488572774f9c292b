import * as z from 'zod/v4';
import { listStatuses, listTimes } from '../wire/deal-list.ts';
import { markForm } from './known.ts';

const seconds = z.int().min(0).max(253_402_300_799);
const mark = z.string().regex(markForm);

/** Where reading goes on in a list that is sorted by `created`, newest first, and shifts meanwhile. */
const place = z.object({
  offset: z.int().min(0),
  /**
   * The row that the next page has to begin with: the last that was read, or the first of its second, since nobody knows whether
   * Livespace lists those of one second always in the same order.
   */
  last: z
    .object({
      mark,
      created: seconds.nullable(),
      /**
       * Where those of its second filled the page: `full`, and it has to stand first on the next. It did not, so they are sorted
       * anew for each page: reading goes `back` to the first of them, or did so and goes `on`.
       */
      tie: z.enum(['full', 'back', 'on']).optional(),
    })
    .optional(),
});
export type Place = z.infer<typeof place>;

const window = z.object({ status: z.enum(listStatuses), by: z.enum(listTimes), since: seconds });

/** How far reading got, for these events; it begins anew where others are chosen. */
const progress = z.object({
  events: z.array(z.string()),
  /** Once through the windows: those that are left, and the place in the first of them. */
  pass: z
    .object({ started: seconds, windows: z.array(window).min(1), place, isTied: z.boolean().optional() })
    .optional(),
  /** Windows took all the time of the last look. */
  sweepFirst: z.boolean().optional(),
  /** Once round all deals that an event needs which happens unseen: the status it is at, and the place there. */
  sweep: z.object({ started: seconds, status: z.enum(listStatuses), place }).optional(),
});
export type Progress = z.infer<typeof progress>;

/** What is remembered of one event. Times are Livespace's, in seconds since 1970. */
const part = z.object({
  /** What occurred before it is history. */
  since: seconds,
  /** Until the first pass is complete, where history was not asked for: what occurred in the second of `since` is history too. */
  settling: z.boolean(),
  /** Where the next pass goes back to, and when the last complete one started. */
  passes: z.array(seconds).max(2),
  /** So many passes in a row met deals of one second that Livespace sorts anew for each page, and found nothing late. */
  tied: z.int().min(0).optional(),
  /** When the last complete sweep started. */
  swept: seconds,
  known: z.record(mark, seconds),
});
export type Part = z.infer<typeof part>;

const lookMemory = z.object({
  version: z.literal(1),
  /** The account's origin. */
  account: z.string(),
  events: z.record(z.string(), part),
  progress,
});
/**
 * What a look remembers for the next: plain JSON, to be kept as it is. It holds no secret, no name and no e-mail. At most
 * 256 KiB for each event, and 4 KiB; on a quiet account less than 1 KB.
 */
export type LookMemory = z.infer<typeof lookMemory>;

/**
 * @param stored whatever the host kept; `undefined` for nothing.
 * @returns a memory of this account and these events to go on from, and whether what was stored could not be read.
 */
export function recall(
  stored: unknown,
  account: string,
  events: readonly string[],
): { memory: LookMemory; restarted: boolean } {
  const { data } = lookMemory.safeParse(stored);
  const restarted = stored !== undefined && !data;
  const isOurs = data?.account === account;
  const known = isOurs ? Object.entries(data.events).filter(([name]) => events.includes(name)) : [];
  const goesOn = isOurs && data.progress.events.join() === events.join();
  const memory: LookMemory = {
    version: 1,
    account,
    events: Object.fromEntries(known),
    progress: goesOn ? data.progress : { events: [...events] },
  };
  return { memory, restarted };
}
