import { type Clock, createAccount, type HttpTransport, LivespaceClient } from 'livespace-webhooks';
import { Deals } from '../../simulator/src/account/deals.ts';
import { listDeals } from '../../simulator/src/api/deal-list.ts';

/** The simulator's deals and its list, without HTTP, sessions and most fields: for thousands of runs. */
export class FastAccount {
  now: number;
  /** Whether `status: "all"` lists outdated deals is unknown. */
  readonly allIncludesOutdated: boolean;
  readonly deals: Deals;
  readonly deleted = new Set<string>();
  /** Before a page is answered, counted from 1 since it was last set to 0. Throws where no answer is to come. */
  onPage: (page: number) => void = () => {};
  pages = 0;

  constructor(now: number, allIncludesOutdated: boolean) {
    this.now = now;
    this.allIncludesOutdated = allIncludesOutdated;
    this.deals = new Deals(() => this.now);
  }

  client(clock: Clock): LivespaceClient {
    const account = createAccount({ subdomain: 'acme', apiKey: 'key', apiSecret: 'secret' });
    return new LivespaceClient({ account, transport: this.#transport, clock });
  }

  readonly #transport: HttpTransport = async ({ url, body }) => {
    const headers = { date: new Date(this.now).toUTCString() };
    if (!url.endsWith('/Deal/getAll')) return { status: 200, headers, body: answer({ token: 't', session_id: 's' }) };
    this.pages += 1;
    this.onPage(this.pages);
    const parameters = JSON.parse(new URLSearchParams(body).get('data') ?? '');
    const shown = this.deals.list().filter(({ id }) => !this.deleted.has(id));
    const deal = listDeals(shown, parameters, { allIncludesOutdated: this.allIncludesOutdated }).map((one) => ({
      id: one.id,
      status: one.status,
      created: wireTime(one.created),
      modified: wireTime(one.modified),
      status_change_date: one.statusChanged === null ? '' : wireTime(one.statusChanged),
    }));
    return { status: 200, headers, body: answer({ deal }) };
  };
}

function answer(data: unknown): string {
  return JSON.stringify({ data, error: null, result: 200, status: true });
}

/** Not as Livespace writes it, but as it is read fastest. */
function wireTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
