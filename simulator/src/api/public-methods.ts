import type { Deals } from '../account/deals.ts';
import type { Faults } from '../account/faults.ts';
import { processes, users } from '../account/fixtures.ts';
import type { Deal } from '../wire/deal.ts';
import { Refusal } from '../wire/envelope.ts';
import { publicMethods as names } from '../wire/methods.ts';
import type { Methods } from './api.ts';
import { type ListOptions, listDeals } from './deal-list.ts';
import { type Params, pageOf } from './params.ts';

export interface PublicMethodOptions extends ListOptions {
  deals: Deals;
  faults: Faults;
  /** A deal as the wire has it. */
  show: (deal: Deal) => unknown;
}

/** The vendor's modules that connectors use, as OBServed. */
export function publicMethods({ deals, faults, show, ...options }: PublicMethodOptions): Methods {
  const spoil = ([first, ...others]: unknown[], params: Params) => {
    const odd = faults.take('odd-row', names.listDeals, pageOf(params));
    if (odd) return [odd.row, ...others];
    if (!faults.take('no-id', names.listDeals, pageOf(params))) return [first, ...others];
    const { id: _, ...rest } = Object(first);
    return [rest, ...others];
  };
  return {
    [names.listDeals]: (params) => {
      const rows = listDeals(deals.list(), params, options).map(show);
      return { deal: rows.length > 0 ? spoil(rows, params) : rows };
    },
    [names.getDeal]: ({ id }) => {
      const deal = deals.find(id);
      if (!deal) throw new Refusal(550);
      return { deal: show(deal) };
    },
    [names.listProcesses]: () => processes,
    // The auth fields come back too, and that was OBServed.
    [names.ping]: (params) => params,
    [names.getUser]: (_params, { userId }) => {
      const { id: _, ...info } = users.find(({ id }) => id === userId) ?? {};
      return info;
    },
    [names.listUsers]: () => users,
  };
}
