import type { Deals } from '../account/deals.ts';
import { processes, users } from '../account/fixtures.ts';
import type { Deal } from '../wire/deal.ts';
import { Refusal } from '../wire/envelope.ts';
import { publicMethods as names } from '../wire/methods.ts';
import type { Methods } from './api.ts';
import { listDeals } from './deal-list.ts';

export interface PublicMethodOptions {
  deals: Deals;
  /** A deal as the wire has it. */
  show: (deal: Deal) => unknown;
  allIncludesOutdated: boolean;
}

/** The vendor's modules that connectors use, as OBServed. */
export function publicMethods({ deals, show, allIncludesOutdated }: PublicMethodOptions): Methods {
  return {
    [names.listDeals]: (params) => ({ deal: listDeals(deals.list(), params, allIncludesOutdated).map(show) }),
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
