import type { ZapItem } from '../../zapier/src/item.ts';
import type { RawRequest, ZapierServers } from './servers.ts';

export interface AuthData {
  subdomain: string;
  apiKey: string;
  apiSecret: string;
}

/** Runs one event through an app's handler. Gives the `results`, or rejects with the error that Zapier would show. */
export type Run = (event: object) => Promise<unknown>;

export interface ZapOptions {
  servers: ZapierServers;
  run: Run;
  /** The key of the trigger, or the path of another step, such as `creates.check_event`. */
  trigger: string;
  authData: AuthData;
  inputData?: Record<string, unknown>;
}

/** A line of the Zap's history: the items of a run, or its error. */
export interface HistoryEntry {
  request: RawRequest;
  items: ZapItem[];
  error?: Error;
}

/** One Zap of a user, as Zapier runs it around the app. */
export class Zap {
  readonly history: HistoryEntry[] = [];
  readonly targetUrl: string;
  /** What performSubscribe returned; absent until then. */
  subscribeData: Record<string, string> | undefined;
  inputData: Record<string, unknown>;
  authData: AuthData;
  readonly #options: ZapOptions;
  readonly #runs = new Set<Promise<void>>();

  constructor(options: ZapOptions) {
    this.#options = options;
    this.inputData = options.inputData ?? {};
    this.authData = options.authData;
    this.targetUrl = options.servers.openHook((request) => {
      const run = this.receive(request).finally(() => this.#runs.delete(run));
      this.#runs.add(run);
    });
  }

  async turnOn(): Promise<Record<string, string>> {
    const data = await this.operation('performSubscribe', { targetUrl: this.targetUrl });
    this.subscribeData = data as Record<string, string>;
    return this.subscribeData;
  }

  turnOff(): Promise<unknown> {
    return this.operation('performUnsubscribe', { targetUrl: this.targetUrl, subscribeData: this.subscribeData });
  }

  /** What the editor does to test the trigger. */
  list(): Promise<ZapItem[]> {
    return this.operation('performList', {}) as Promise<ZapItem[]>;
  }

  /** Runs `perform` with a request and adds a line to the history. Never rejects. */
  async receive(request: RawRequest): Promise<void> {
    await this.operation('perform', this.bundleOf(request)).then(
      (result) => this.history.push({ request, items: [result].flat() as ZapItem[] }),
      (error) => this.history.push({ request, items: [], error }),
    );
  }

  protected bundleOf(request: RawRequest): object {
    return { rawRequest: request, cleanedRequest: parsed(request.content), subscribeData: this.subscribeData };
  }

  /** Resolves when every run that began has ended. */
  async idle(): Promise<void> {
    while (this.#runs.size > 0) await Promise.all(this.#runs);
  }

  /** The items that started the Zap, oldest first. */
  started(): ZapItem[] {
    return this.history.flatMap(({ items }) => items);
  }

  errors(): Error[] {
    return this.history.flatMap(({ error }) => error ?? []);
  }

  /** @param appRawOverride changes to the app for this run alone, as Zapier itself makes them. */
  operation(name: string, bundle: object, appRawOverride?: [null, object]): Promise<unknown> {
    const { servers, run, trigger } = this.#options;
    return run({
      ...servers.rpc,
      command: 'execute',
      method: `${trigger.includes('.') ? trigger : `triggers.${trigger}`}.operation.${name}`,
      appRawOverride,
      environment: { ...servers.environment, LIVESPACE_ALLOW_LOOPBACK: '1' },
      bundle: { authData: this.authData, inputData: this.inputData, meta: {}, ...bundle },
    });
  }
}

/** A Zap that begins with *Webhooks by Zapier: Catch Raw Hook*, followed by our action. */
export class RawHookZap extends Zap {
  constructor(options: Omit<ZapOptions, 'trigger'>) {
    super({ ...options, trigger: 'creates.check_event' });
  }

  /** An empty POST is answered with success and starts nothing (documented by Zapier). */
  override async receive(request: RawRequest): Promise<void> {
    if (request.content !== '') await super.receive(request);
  }

  /** What the user mapped from the first step: Zapier leaves out what was empty there. */
  protected override bundleOf({ content, headers }: RawRequest): object {
    const signature = headers['Http-X-Livespace-Signature'];
    return { inputData: { body: content, ...(signature ? { signature } : {}), ...this.inputData } };
  }
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return {};
  }
}
