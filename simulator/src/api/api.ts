import type { Faults } from '../account/faults.ts';
import { type Envelope, failure, Refusal, success } from '../wire/envelope.ts';
import { apiFormat, parametersField, token } from '../wire/methods.ts';
import { phpJson } from '../wire/php-json.ts';
import type { Credentials, Sessions } from './sessions.ts';

export type Params = Readonly<Record<string, unknown>>;
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
    const { faults, now, wait } = this.#options;
    const [format = '', ...rest] = path.split('/');
    const target = rest.join('/');
    const method = target === token.path ? token.name : target;
    const request: ApiRequest = { method, at: now(), result: null };
    this.#requests.push(request);

    const instead = this.#faultyAnswer(method);
    if (instead) return instead;
    const envelope = await this.#envelope(format, method, fields);
    request.result = envelope.result;
    const slow = faults.take('slow', method);
    if (slow) await wait(slow.ms);
    if (faults.take('drop', method)) return null;
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: phpJson(envelope) };
  }

  #faultyAnswer(method: string): HttpAnswer | null {
    const { faults } = this.#options;
    const http = faults.take('http', method);
    if (http) return page(http.status);
    const redirect = faults.take('redirect', method);
    if (redirect) return page(302, { Location: redirect.location });
    return faults.take('not-json', method) ? page(200) : null;
  }

  async #envelope(format: string, method: string, fields: URLSearchParams): Promise<Envelope> {
    const { sessions, faults } = this.#options;
    try {
      if (format !== apiFormat) throw new Refusal(516);
      const forced = faults.take('result', method);
      if (forced) throw new Refusal(forced.result);
      if (method === token.name) return success(sessions.create(fields));
      const params = parameters(fields);
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

/** OBS: one form field holds the parameters and the four auth fields. Fields beside it count for nothing. */
function parameters(fields: URLSearchParams): Params {
  try {
    return Object(JSON.parse(fields.get(parametersField) ?? '{}'));
  } catch {
    return {};
  }
}

function page(status: number, headers: Record<string, string> = {}): HttpAnswer {
  return { status, headers: { 'Content-Type': 'text/html', ...headers }, body: `<html><body>${status}</body></html>` };
}
