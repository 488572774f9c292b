import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { code, type Json, manifest, readJson } from './app.ts';
import { type Context, transform } from './iml/evaluate.ts';
import { type Exchange, type Network, runRequests } from './requests.ts';
import { hear } from './webhook.ts';

export interface Connection {
  data: Record<string, unknown>;
  label: string;
}

/** A webhook as Make keeps it: its URL, what `attach` left in `response.data`, and what a person chose in its form. */
export interface Webhook {
  id: string;
  url: string;
  data: Record<string, unknown>;
  parameters: object;
}

/** Where a polling trigger stands: what Make keeps of it between two runs. */
export interface TriggerState {
  /** Of the newest item so far, or the date that the user chose to start from; absent for *All*. */
  lastDate?: Date;
  /** Of the items of that date. */
  ids: string[];
}

/**
 * As much of Make as its documentation tells: it runs the committed files over real HTTP. It proves them against
 * Livespace's contract, not against Make.
 */
export class Make {
  readonly log: Exchange[] = [];
  readonly wire: Exchange[] = [];
  readonly #network: Network;
  readonly #server: http.Server;
  readonly #bundles = new Map<string, Json[]>();
  readonly #parameters = new Map<string, object>();
  readonly #answers: { status: number; body: string }[] = [];

  readonly #now: () => number;

  /** @param livespace the origin that stands in for `https://acme.livespace.io`. */
  constructor(livespace: string, now: () => number = Date.now) {
    this.#now = now;
    const route = (url: string) => {
      const { origin, pathname } = new URL(url);
      if (origin !== 'https://acme.livespace.io') throw new Error(`a request left Livespace: ${origin}`);
      return `${livespace}${pathname}`;
    };
    this.#network = { route, log: this.log, wire: this.wire };
    this.#server = http.createServer((request, response) => this.#receive(request, response));
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What the form of a connection does: checks the parameters, then runs the one request. */
  async connect(parameters: Record<string, string>): Promise<Connection> {
    for (const { name, required, validate } of code('connection', 'livespace', 'params')) {
      const value = parameters[name] ?? '';
      if (required && value === '') throw new Error(`${name} is required`);
      if (validate && !new RegExp(validate.pattern).test(value)) throw new Error(`${name} does not fit the pattern`);
    }
    const { data, metadata } = await this.#run(code('connection', 'livespace', 'communication'), { parameters });
    return { data: { ...parameters, ...data }, label: (metadata as Json).value };
  }

  /** Makes a webhook: its URL answers before `attach` runs. */
  async attach(id: string, connection: Connection, url = this.#newUrl(id, {})): Promise<Webhook> {
    const context = { connection: connection.data, parameters: {}, webhook: { id, url } };
    const { data } = await this.#run(code('webhook', id, 'attach'), context);
    return { id, url, data, parameters: {} };
  }

  /** Makes a webhook that is not attached: a person copies its URL into Livespace. */
  addWebhook(id: string, parameters: object): Webhook {
    return { id, url: this.#newUrl(id, parameters), data: {}, parameters };
  }

  async detach({ id, url, data }: Webhook, connection: Connection): Promise<void> {
    const context = { connection: connection.data, parameters: {}, webhook: { ...data, id, url } };
    await this.#run(code('webhook', id, 'detach'), context);
  }

  /**
   * One run of a polling trigger: “sorts all items by their date and id fields and returns only unprocessed items”, the
   * oldest first and no more than the limit (source: developers.make.com, “Trigger (polling)”).
   */
  async poll(id: string, connection: Connection, parameters: object, state: TriggerState): Promise<Json[]> {
    const variables = {
      connection: connection.data,
      parameters,
      data: { lastDate: state.lastDate },
      now: new Date(this.#now()),
    };
    const { context } = await this.#run(code('module', id, 'communication'), variables);
    const { iterate, trigger, output, limit } = code('module', id, 'communication').at(-1).response;
    const rows = (transform(iterate.container, context) as Json[])
      .map((item) => ({ ...context, item }))
      .filter((each) => transform(iterate.condition, each) === true)
      .map((each) => ({
        id: transform(trigger.id, each) as string,
        date: transform(trigger.date, each) as Date,
        bundle: () => JSON.parse(JSON.stringify(transform(output, each))),
      }))
      .sort((a, b) => a.date.getTime() - b.date.getTime() || a.id.localeCompare(b.id))
      .filter(({ id, date }) => !isProcessed(state, id, date))
      .slice(0, transform(limit, context) as number);
    for (const { id, date } of rows) {
      const isSame = state.lastDate?.getTime() === date.getTime();
      state.ids = isSame ? [...state.ids, id] : [id];
      state.lastDate = date;
    }
    return rows.map(({ bundle }) => bundle());
  }

  /** What the instant trigger of a webhook gave, in turn, as JSON. */
  bundles({ url }: Webhook): Json[] {
    return this.#bundles.get(new URL(url).pathname) ?? [];
  }

  /** What Make answered to those who called its webhooks. */
  get answers(): readonly { status: number; body: string }[] {
    return this.#answers;
  }

  #newUrl(id: string, parameters: object): string {
    const path = `/${id}/${randomBytes(12).toString('hex')}`;
    this.#bundles.set(path, []);
    this.#parameters.set(path, parameters);
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  #run(definition: Json, variables: Context) {
    return runRequests(definition, readJson(manifest.generalCodeFiles.base), variables, this.#network);
  }

  async #receive(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const path = request.url ?? '';
    const { answer, bundle } = hear(path.split('/')[1] ?? '', {
      body: Buffer.concat(chunks).toString(),
      headers: request.headers,
      parameters: this.#parameters.get(path) ?? {},
    });
    if (bundle) this.#bundles.get(path)?.push(bundle);
    this.#answers.push(answer);
    response.writeHead(answer.status).end(answer.body);
  }
}

/** The start of somebody who chooses *From now on*, as if in the second before: Livespace tells no fractions of one. */
export function fromNowOn(): TriggerState {
  return { lastDate: new Date(Math.floor(Date.now() / 1000) * 1000 - 1), ids: [] };
}

function isProcessed({ lastDate, ids }: TriggerState, id: string, date: Date): boolean {
  if (!lastDate || date > lastDate) return false;
  return date < lastDate || ids.includes(id);
}
