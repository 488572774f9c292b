import { randomUUID } from 'node:crypto';
import { type Deal, type DealFields, type Status, statuses } from '../wire/deal.ts';

/** Fields of a deal to be made, and what the account would otherwise decide: id, status (`open`), times (now). */
export interface NewDeal extends DealFields {
  id?: string;
  status?: Status;
  /** ISO 8601 or epoch milliseconds. */
  created?: string | number;
  /** ISO 8601 or epoch milliseconds. */
  modified?: string | number;
}

/** Why a deal was won or lost, or came to be outdated (OBS). */
export interface Reason {
  name: string;
  note: string;
}

/** The account's deals. Times are epoch milliseconds. */
export class Deals {
  readonly #now: () => number;
  readonly #deals = new Map<string, Deal>();
  /** In the order of `list`, once somebody has asked. */
  #sorted: readonly Deal[] | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  create({ id = randomUUID(), status = 'open', created, modified, ...fields }: NewDeal): Deal {
    requireStatus(status);
    if (this.#deals.has(id)) throw new Error(`there is a deal ${id} already`);
    const createdAt = created === undefined ? this.#now() : time('created', created);
    const modifiedAt = modified === undefined ? createdAt : time('modified', modified);
    const deal: Deal = {
      id,
      number: 1001 + this.#deals.size,
      status,
      created: createdAt,
      modified: modifiedAt,
      statusChanged: status === 'open' ? null : modifiedAt,
      fields,
    };
    this.#deals.set(id, deal);
    this.#sorted = undefined;
    return deal;
  }

  /** Changes fields and `modified`. No event of the vendor's tells of it. */
  update(id: string, fields: DealFields): Deal {
    const deal = this.require(id);
    for (const name of ['id', 'status', 'created', 'modified']) {
      if (name in fields) throw new Error(`${name} is not a field to update`);
    }
    deal.fields = { ...deal.fields, ...fields };
    deal.modified = this.#now();
    return deal;
  }

  /**
   * Leaves `modified` alone, and everything if the deal has this status already: a status change that polling by `modified`
   * misses is what was OBServed. A deal that is opened again keeps its reasons (OBS).
   */
  changeStatus(id: string, status: Status, { name, note }: Reason = { name: '', note: '' }): Deal {
    requireStatus(status);
    const deal = this.require(id);
    if (deal.status === status) return deal;
    deal.status = status;
    deal.statusChanged = status === 'open' ? null : this.#now();
    if (status !== 'open') {
      deal.fields = { ...deal.fields, [`${status}_reason_name`]: name, [`${status}_reason_note`]: note };
    }
    return deal;
  }

  find(id: unknown): Deal | undefined {
    return this.#deals.get(id as string);
  }

  require(id: string): Deal {
    const deal = this.find(id);
    if (!deal) throw new Error(`no deal ${id}`);
    return deal;
  }

  /** Newest first (OBS: by `created`, descending). */
  list(): readonly Deal[] {
    this.#sorted ??= [...this.#deals.values()].reverse().sort((a, b) => b.created - a.created);
    return this.#sorted;
  }

  reset(deals: readonly NewDeal[]): void {
    this.#deals.clear();
    this.#sorted = undefined;
    for (const deal of deals) this.create(deal);
  }
}

function requireStatus(status: Status): void {
  if (!statuses.includes(status)) throw new Error(`status: no such status: ${status}`);
}

/** Years of four digits are all that the wire's formats can write. */
function time(field: string, value: string | number): number {
  const ms = new Date(value).getTime();
  if (ms > Date.UTC(1950) && ms < Date.UTC(9999, 11, 31)) return ms;
  throw new Error(`${field}: no time of the years 1950 to 9999: ${JSON.stringify(value)}`);
}
