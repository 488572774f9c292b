import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import { errorForResult, LivespaceError, livespaceError } from '../errors.ts';
import { apiPath, callField, passingResults, tokenMethod } from '../wire/json-api.ts';
import type { Account } from './account.ts';
import { paced } from './pacing.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from './transport.ts';

export interface ClientOptions {
  account: Account;
  transport: HttpTransport;
  clock: Clock;
  /** For one HTTP exchange, in milliseconds; 10 s unless told. */
  timeoutMs?: number;
}

export interface ReadOptions {
  timeoutMs?: number;
  /** How often to try in all; 3 unless told. */
  attempts?: number;
  /** By when an attempt has to have begun, in the clock's milliseconds: behind many others it is given up. */
  startBy?: number;
}

export interface Dated {
  data: unknown;
  /** Livespace's clock just before the call, in milliseconds: of the session's answer. `undefined` where it tells none. */
  askedAt: number | undefined;
}

const envelope = z.looseObject({ result: z.coerce.number(), status: z.unknown(), data: z.unknown() });
const session = z.looseObject({ token: z.string().min(1), session_id: z.string().min(1) });
const maxBackoffMs = 4000;

/**
 * Signed calls of Livespace's JSON API (docs/livespace.md#json-api). A session serves exactly one call, so every
 * attempt takes two HTTP requests: `getToken`, then the call.
 */
export class LivespaceClient {
  readonly account: Account;
  readonly #transport: HttpTransport;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  #livespaceTime: number | undefined;

  constructor({ account, transport, clock, timeoutMs = 10_000 }: ClientOptions) {
    this.account = account;
    this.#transport = transport;
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
  }

  /** Livespace's clock as the last answer told it by its `Date` header, in milliseconds; `undefined` before any did. */
  get livespaceTime(): number | undefined {
    return this.#livespaceTime;
  }

  /**
   * A call that changes nothing: tried again, with jitter, when no answer came, on HTTP 429 and 5xx and on results 500
   * and 520.
   *
   * @param method `<Module>/<method>`, such as `Deal/getAll`.
   * @returns the answer's `data`.
   * @throws LivespaceError
   */
  async read(method: string, params: object = {}, options: ReadOptions = {}): Promise<unknown> {
    return (await this.readDated(method, params, options)).data;
  }

  /** As {@link read}, with the time before which nothing can be missing from the data. @throws LivespaceError */
  async readDated(method: string, params: object = {}, options: ReadOptions = {}): Promise<Dated> {
    const { attempts = 3, timeoutMs = this.#timeoutMs, startBy } = options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#call(method, params, timeoutMs, startBy);
      } catch (error) {
        if (attempt >= attempts || !isPassing(error)) throw error;
        const ceiling = Math.min(maxBackoffMs, 500 * 2 ** (attempt - 1));
        await this.#clock.wait(Math.round(ceiling * (0.5 + Math.random() / 2)));
      }
    }
  }

  /**
   * A call that changes something: made once. After `unavailable` it may or may not have been applied, so look before
   * trying again.
   *
   * @returns the answer's `data`.
   * @throws LivespaceError
   */
  async write(method: string, params: object): Promise<unknown> {
    return (await this.#call(method, params, this.#timeoutMs)).data;
  }

  #call(method: string, params: object, timeoutMs: number, startBy?: number): Promise<Dated> {
    const call = async () => {
      const opened = await this.#post(tokenMethod, this.account.tokenFields(), timeoutMs);
      const granted = session.safeParse(opened.data);
      if (!granted.success) throw livespaceError('unexpected_answer', {}, 'session');
      const auth = this.account.callFields(granted.data.token, granted.data.session_id);
      const { data } = await this.#post(method, { [callField]: JSON.stringify({ ...params, ...auth }) }, timeoutMs);
      return { data, askedAt: opened.answeredAt };
    };
    return paced(this.account.origin, this.#clock, call, startBy);
  }

  async #post(method: string, fields: Record<string, string>, timeoutMs: number) {
    const { status, headers, body } = await this.#exchange({
      method: 'POST',
      url: `${this.account.origin}${apiPath}${method}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams(fields).toString(),
      timeoutMs,
    });
    const answeredAt = timeOf(headers);
    this.#livespaceTime = answeredAt ?? this.#livespaceTime;
    checkHttpStatus(status);
    return { data: openEnvelope(body), answeredAt };
  }

  async #exchange(request: HttpRequest): Promise<HttpResponse> {
    try {
      return await this.#transport(request);
    } catch {
      // The transport's own error is dropped: it may hold the request, and with it the key.
      throw livespaceError('unavailable', { account: this.account.label }, 'silent');
    }
  }
}

function checkHttpStatus(status: number): void {
  if (status === 429) throw livespaceError('rate_limited', {}, 'http');
  if (status >= 500) throw livespaceError('unavailable', { status }, 'http');
  if (status >= 300 && status < 400) throw livespaceError('redirected', { status });
  if (status !== 200) throw livespaceError('unexpected_answer', { status }, 'http');
}

function timeOf({ date }: Partial<HttpResponse['headers']> = {}): number | undefined {
  // A proxy may add its own.
  const time = Date.parse(String(date).replace(/GMT,.*/, 'GMT'));
  return time > 0 ? time : undefined;
}

function openEnvelope(body: string): unknown {
  const answer = envelope.safeParse(parseJson(body));
  if (!answer.success) throw livespaceError('unexpected_answer', {}, 'envelope');
  const { result, status, data } = answer.data;
  if (result === 200 && status === true) return data;
  throw result === 200 ? livespaceError('unexpected_answer', {}, 'contradiction') : errorForResult(result);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof LivespaceError)) return false;
  return error.result === null
    ? error.code === 'unavailable' || error.code === 'rate_limited'
    : passingResults.includes(error.result);
}
