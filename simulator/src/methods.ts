import type { Methods } from './api.ts';
import { listDeals } from './deal-list.ts';
import { toWireDeal, type WireOptions } from './deal-wire.ts';
import type { Deals } from './deals.ts';
import { Refusal } from './envelope.ts';
import { processes, users } from './fixtures.ts';

export interface MethodOptions extends WireOptions {
  deals: Deals;
  allIncludesOutdated: boolean;
}

/** The vendor's modules that connectors use, as OBServed. */
export function publicMethods(options: MethodOptions): Methods {
  const { deals, allIncludesOutdated } = options;
  return {
    Deal: {
      getAll: (params) => {
        const page = listDeals(deals.list(), params, allIncludesOutdated);
        return { deal: page.map((deal) => toWireDeal(deal, options)) };
      },
      get: ({ id }) => {
        const deal = deals.find(id);
        if (!deal) throw new Refusal(550);
        return { deal: toWireDeal(deal, options) };
      },
      process_getList: () => processes,
    },
    Default: {
      // The auth fields come back too, and that was OBServed.
      ping: (params) => params,
      User_getInfo: (_params, { userId }) => {
        const { id: _, ...info } = users.find(({ id }) => id === userId) ?? {};
        return info;
      },
      User_getAll: () => users,
    },
  };
}
