import type { Faults } from '../account/faults.ts';
import { type Envelope, failure, Refusal, success } from '../wire/envelope.ts';
import { apiFormat, token } from '../wire/methods.ts';
import { phpJson } from '../wire/php-json.ts';
import { type Params, pageOf, readParams } from './params.ts';
import type { Credentials, Sessions } from './sessions.ts';

/** Parameters and caller in, the envelope's `data` out. Refuses by throwing a Refusal. */
export type Method = (params: Params, caller: Credentials) => unknown;
/** By name, `Module/method`. */
export type Methods = Readonly<Record<string, Method>>;

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** An API request that was received. `result` is what was decided, even if the answer was then dropped. */
export interface ApiRequest {
  /** `Deal/getAll`; the token request is `_Api/getToken`. */
  method: string;
  /** Epoch milliseconds. */
  at: number;
  result: number | null;
}

export interface ApiOptions {
  sessions: Sessions;
  methods: Methods;
  faults: Faults;
  /** Somebody makes a deal, for the fault that wants one. */
  createDeal: () => void;
  now: () => number;
  wait: (ms: number) => Promise<void>;
}

/** The public API: HTTP is always 200 and the outcome is in the body (DOC), unless a fault says otherwise. */
export class Api {
  readonly #options: ApiOptions;
  #requests: ApiRequest[] = [];

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  requests(): readonly ApiRequest[] {
    return this.#requests;
  }

  reset(): void {
    this.#requests = [];
  }

  /** A path below /api/public/ and form fields in. Null: cut the connection. */
  async answer(path: string, fields: URLSearchParams): Promise<HttpAnswer | null> {
    const { faults, createDeal, now, wait } = this.#options;
    const [format = '', ...rest] = path.split('/');
    const target = rest.join('/');
    const method = target === token.path ? token.name : target;
    const request: ApiRequest = { method, at: now(), result: null };
    this.#requests.push(request);

    const params = readParams(fields);
    const page = pageOf(params);
    const instead = this.#faultyAnswer(method, page);
    if (instead) return instead;
    if (faults.take('new-deal', method, page)) createDeal();
    const forced = faults.take('result', method, page);
    const envelope = forced
      ? failure(new Refusal(forced.result))
      : await this.#envelope(format, method, fields, params);
    request.result = envelope.result;
    const slow = faults.take('slow', method, page);
    if (slow) await wait(slow.ms);
    if (faults.take('drop', method, page)) return null;
    const huge = faults.take('huge', method, page);
    const body = phpJson(huge ? { ...envelope, padding: 'x'.repeat(huge.bytes) } : envelope);
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body };
  }

  #faultyAnswer(method: string, page: number): HttpAnswer | null {
    const { faults } = this.#options;
    const http = faults.take('http', method, page);
    if (http) return html(http.status);
    const redirect = faults.take('redirect', method, page);
    if (redirect) return html(302, { Location: redirect.location });
    return faults.take('not-json', method, page) ? html(200) : null;
  }

  async #envelope(format: string, method: string, fields: URLSearchParams, params: Params): Promise<Envelope> {
    const { sessions } = this.#options;
    try {
      if (format !== apiFormat) throw new Refusal(516);
      if (method === token.name) return success(sessions.create(fields));
      const caller = sessions.spend(params);
      return success(await this.#find(method)(params, caller));
    } catch (error) {
      if (error instanceof Refusal) return failure(error);
      throw error;
    }
  }

  /** OBS: an invented method answers 540, not the documented 515. A module nobody has tried: 514, as documented. */
  #find(name: string): Method {
    const methods = new Map(Object.entries(this.#options.methods));
    const [module = ''] = name.split('/');
    if (![...methods.keys()].some((known) => known.startsWith(`${module}/`))) throw new Refusal(514);
    const found = methods.get(name);
    if (!found) throw new Refusal(540);
    return found;
  }
}

function html(status: number, headers: Record<string, string> = {}): HttpAnswer {
  return { status, headers: { 'Content-Type': 'text/html', ...headers }, body: `<html><body>${status}</body></html>` };
}
