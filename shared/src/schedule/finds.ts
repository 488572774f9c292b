import type { EventName } from '../events.ts';
import { type Item, itemFromDeal } from '../item/item.ts';
import { type DealStatus, dealStatuses, type LivespaceDeal } from '../wire/deal.ts';
import type { ListStatus } from '../wire/deal-list.ts';
import type { ChosenEvent } from './chosen.ts';
import { markOf } from './known.ts';
import type { LookMemory } from './memory.ts';
import { day } from './part.ts';
import { inSeconds } from './seconds.ts';

export interface Find {
  item: Item;
  row: LivespaceDeal;
  /** In seconds. */
  occurred: number;
  /** Rows are read newest first: of those of one second too. */
  place: number;
}

/** What the rows tell that is new. Remembers it in the memory, unless the host does. */
export class Finds {
  /** Rows that could not be read, or that tell of an event without a time. */
  passedOver = 0;
  readonly #memory: LookMemory;
  readonly #chosen: readonly ChosenEvent[];
  readonly #isRemembered: boolean;
  readonly #from = new Map<EventName, number>();
  readonly #begun = new Set<EventName>();
  readonly #late = new Set<EventName>();
  #place = 0;
  readonly #found = new Map<string, Find>();

  constructor(memory: LookMemory, chosen: readonly ChosenEvent[], isRemembered: boolean) {
    this.#memory = memory;
    this.#chosen = chosen;
    this.#isRemembered = isRemembered;
  }

  /** Facts of the event that occurred before are passed by. @param isFirst whether this is the event's first look. */
  lookFrom(name: EventName, from: number, isFirst: boolean): void {
    this.#from.set(name, from);
    if (isFirst) this.#begun.add(name);
  }

  /** @param asked the status that was asked for. */
  take(rows: readonly (LivespaceDeal | undefined)[], asked: ListStatus): void {
    for (const row of rows) if (!row || !this.#takeRow(row, asked)) this.passedOver += 1;
  }

  /** Whether something new of the event occurred before its last complete pass, which did not show it. */
  isLate(name: EventName): boolean {
    return this.#late.has(name);
  }

  /** Oldest first. */
  list(): Find[] {
    return [...this.#found.values()].sort((a, b) => a.occurred - b.occurred || b.place - a.place);
  }

  #takeRow(row: LivespaceDeal, asked: ListStatus): boolean {
    let isDated = true;
    this.#place += 1;
    for (const { name, schedule } of this.#chosen) {
      const item = itemFromDeal(row, name, this.#memory.account);
      if (!tells(schedule.statuses, item.deal.status, asked)) continue;
      const occurred = inSeconds(item.occurred_at);
      if (occurred === null) isDated = false;
      else if (this.#isNews(name, occurred, item.dedupe_key)) {
        this.#found.set(`${name} ${item.dedupe_key}`, { item, row, occurred, place: this.#place });
      }
    }
    return isDated;
  }

  #isNews(name: EventName, occurred: number, key: string): boolean {
    const part = this.#memory.events[name];
    const latest = untilWhen(occurred);
    if (!part || latest < (this.#from.get(name) ?? part.since)) return false;
    if (this.#isRemembered) {
      const mark = markOf(key);
      const known = part.known[mark];
      part.known[mark] = Math.max(latest, known ?? latest);
      if (known !== undefined) return false;
      if (latest < (part.passes.at(-1) ?? 0)) this.#late.add(name);
    }
    if (!part.settling) return true;
    return this.#begun.has(name) ? !this.#isRemembered : occurred > part.since;
  }
}

/** A time that is midnight may be a date: then what the first look did not see of its day is no history. */
function untilWhen(occurred: number): number {
  return occurred % day === 0 ? occurred + day - 1 : occurred;
}

/** A status that is none of the four is one that Livespace calls by another name: then what was asked for counts. */
function tells(statuses: readonly ListStatus[], status: string | null, asked: ListStatus): boolean {
  if (statuses.includes('all')) return true;
  return statuses.includes(dealStatuses.includes(status as DealStatus) ? (status as DealStatus) : asked);
}
