import type { Clock } from '../clock.ts';
import type { Window } from '../wire/deal-list.ts';
import type { ChosenEvent } from './chosen.ts';
import type { Finds } from './finds.ts';
import type { LookMemory } from './memory.ts';
import { backTo, day, horizon, newPart } from './part.ts';
import { windowsOf } from './windows.ts';

/** By chance a page shows none of the deals of one second that are still hidden. */
const passesOfTies = 6;

/** How an event's memory begins, and who tells what is new. Times in Livespace's seconds. */
export interface Recollection {
  begin: (now: number) => { since: number; settling: boolean };
  /** So much more is read and shown by an event's first look. */
  shown: number;
  /** So many pages of the sweep are read by an event's first look, after its windows. */
  sweptAtFirst: number;
  /** How far a pass goes back before the last one. */
  overlap: number;
  /** Whether the memory tells what is new; otherwise the host does. */
  isOurs: boolean;
}

/** What a pass reads, and what it means for each event's part that one started, and that it is complete. */
export class PassPlan {
  readonly #memory: LookMemory;
  readonly #chosen: readonly ChosenEvent[];
  readonly #finds: Finds;
  readonly #clock: Clock;
  readonly #recollection: Recollection;
  readonly #begun = new Set<string>();

  constructor(
    memory: LookMemory,
    chosen: readonly ChosenEvent[],
    finds: Finds,
    clock: Clock,
    recollection: Recollection,
  ) {
    this.#memory = memory;
    this.#chosen = chosen;
    this.#finds = finds;
    this.#clock = clock;
    this.#recollection = recollection;
    for (const { name, schedule } of chosen) {
      const part = memory.events[name];
      if (part) finds.lookFrom(name, horizon(part, schedule.sweeps), false);
    }
  }

  /** Whether every event had its first look, or the beginning of it. */
  isUnderWay(): boolean {
    return this.#chosen.every(({ name }) => this.#memory.events[name]);
  }

  /** @param startedAt the pass's; before it is known, the host's clock gives a day that is early enough. */
  windows(startedAt = Math.floor(this.#clock.now() / 1000) - day): Window[] {
    return windowsOf(this.#chosen, ({ name }) => {
      const part = this.#memory.events[name];
      return part && !this.#begun.has(name) ? backTo(part, this.#recollection.overlap) : this.#shownFrom(startedAt);
    });
  }

  /** @returns what to look at before a pass goes on, so that a new deal need not wait until a burst is read. */
  newest(): Window | undefined {
    // Who tells what is new by our memory wants the oldest first.
    return this.#recollection.isOurs ? undefined : this.windows().find(({ by }) => by === 'created');
  }

  /** @returns whether an event begins again, so that the windows so far were those of another time. */
  start(startedAt: number): boolean {
    let begunAgain = false;
    for (const { name } of this.#chosen) {
      const known = this.#memory.events[name];
      // One whose time is still to come was mistyped, and may be mended by now, or the memory was damaged.
      if (known && known.since <= startedAt) continue;
      const { since, settling } = this.#recollection.begin(startedAt);
      begunAgain ||= known !== undefined && known.since !== since;
      this.#memory.events[name] = newPart(since, settling);
      this.#begun.add(name);
      this.#finds.lookFrom(name, this.#shownFrom(startedAt), true);
    }
    return begunAgain;
  }

  /**
   * @param isTied whether the pass met deals of one second that Livespace sorts anew for each page.
   * @returns whether it showed all there is, as far as one can tell.
   */
  end(startedAt: number, isTied: boolean): boolean {
    let isWhole = true;
    for (const { name } of this.#chosen) {
      const part = this.#memory.events[name];
      if (!part) continue;
      part.settling = false;
      const [before = startedAt] = part.passes;
      const isLate = this.#finds.isLate(name);
      part.tied = isTied && !isLate ? (part.tied ?? 0) + 1 : 0;
      // What the last pass did not show, a page of its list may hide still: the next goes back as far.
      const mayHide = isTied && part.tied < passesOfTies;
      part.passes = isLate || mayHide ? [before, startedAt] : [...part.passes, startedAt].slice(-2);
      if (mayHide) isWhole = false;
    }
    return isWhole;
  }

  /** A sweep that started then is complete. */
  swept(startedAt: number): void {
    for (const { name, schedule } of this.#chosen) {
      const part = this.#memory.events[name];
      if (part && schedule.sweeps) part.swept = Math.max(part.swept, startedAt);
    }
  }

  #shownFrom(startedAt: number): number {
    const { begin, shown } = this.#recollection;
    return shown > 0 ? Math.max(0, startedAt - shown) : begin(startedAt).since;
  }
}
