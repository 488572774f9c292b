import { randomUUID } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import {
  type ICredentialDataDecryptedObject,
  type IDataObject,
  type INode,
  type INodeParameters,
  type INodeType,
  ObservableObject,
  type WorkflowExecuteMode,
} from 'n8n-workflow';
import { hookContext, listContext, pollContext, type Scene, webhookContext } from './contexts.ts';

export interface StandInOptions {
  parameters?: INodeParameters;
  /** By credential type. */
  credentials?: Record<string, ICredentialDataDecryptedObject>;
  workflowName?: string;
}

/** As much of n8n as one workflow with one trigger needs, in the order in which n8n 2.41 does things. */
export class StandIn {
  readonly node: INode;
  readonly workflow = { id: 'w1', name: 'Deals', active: false };
  readonly credentials = new Map<string, ICredentialDataDecryptedObject>();
  readonly log: string[] = [];
  /** The item of every execution that was started. */
  readonly runs: IDataObject[] = [];
  /** The message of every execution that failed before its first node. */
  readonly failures: string[] = [];
  /** What the node stored. */
  staticData: IDataObject = {};
  /** What of it is in the database: of a polling node, as of its activation and of each look that gave items. */
  #saved: IDataObject = {};
  /** Made when n8n is started for the first time; a cloned database keeps it. */
  instanceId = 'instance-1';
  /** Makes n8n fail to start an execution, which answers 500. */
  startFails = false;
  /** How long n8n takes to start an execution, in milliseconds. */
  startTakes = 0;
  /** Where n8n says it can be reached; its own address unless set. */
  publicUrl = '';
  /** The production URL that n8n shows, where another one is called. */
  shownUrl = '';
  #type: INodeType;
  readonly #server: http.Server;
  /** Which routes exist, and the static data of a test run. */
  readonly #routes = new Map<string, { mode: WorkflowExecuteMode; staticData?: IDataObject }>();

  private constructor(type: INodeType, server: http.Server, options: StandInOptions) {
    this.#type = type;
    this.#server = server;
    const { parameters = {}, credentials = {}, workflowName = 'Deals' } = options;
    this.workflow.name = workflowName;
    this.node = {
      id: randomUUID(),
      webhookId: randomUUID(),
      name: String(type.description.defaults.name),
      type: `n8n-nodes-livespace.${type.description.name}`,
      typeVersion: Number(type.description.version),
      position: [0, 0],
      parameters,
      credentials: {},
    };
    for (const [name, data] of Object.entries(credentials)) this.choose(name, data);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.#serve(request, response));
  }

  static async start(type: INodeType, options: StandInOptions = {}): Promise<StandIn> {
    const server = http.createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new StandIn(type, server, options);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  /** The production URL. */
  get url(): string {
    return this.#url('webhook');
  }

  get testUrl(): string {
    return this.#url('webhook-test');
  }

  /** Stores a credential and chooses it in the node. */
  choose(type: string, data: ICredentialDataDecryptedObject): void {
    const id = randomUUID();
    this.credentials.set(id, data);
    this.node.credentials = { ...this.node.credentials, [type]: { id, name: type } };
  }

  /** One try of the five that n8n makes. The route exists first; what is saved in the end is what the node wrote. */
  async activate(): Promise<void> {
    this.#routes.set(this.#path('webhook'), { mode: 'webhook' });
    const scene = this.#scene('trigger', this.url, loaded(this.staticData));
    try {
      await this.#register(scene);
      this.workflow.active = true;
      this.staticData = scene.staticData;
    } catch (error) {
      await this.#type.webhookMethods?.default?.delete
        .call(hookContext({ ...scene, mode: 'internal' }))
        .catch(() => {});
      this.staticData = scene.staticData;
      throw error;
    }
  }

  async deactivate(): Promise<void> {
    this.#routes.delete(this.#path('webhook'));
    const scene = this.#scene('internal', this.url, loaded(this.staticData));
    try {
      await this.#type.webhookMethods?.default?.delete.call(hookContext(scene));
    } finally {
      this.workflow.active = false;
      this.staticData = scene.staticData;
    }
  }

  checkExists(): Promise<boolean> | undefined {
    return this.#type.webhookMethods?.default?.checkExists.call(hookContext(this.#scene('trigger', this.url)));
  }

  /** "Listen for test event": static data of its own, which nothing saves. */
  async listen(): Promise<void> {
    const route = { mode: 'manual', staticData: {} } as const;
    this.#routes.set(this.#path('webhook-test'), route);
    await this.#register(this.#scene('manual', this.testUrl, route.staticData));
  }

  async stopListening(): Promise<void> {
    const route = this.#routes.get(this.#path('webhook-test'));
    this.#routes.delete(this.#path('webhook-test'));
    const scene = this.#scene('internal', this.testUrl, route?.staticData ?? {});
    await this.#type.webhookMethods?.default?.delete.call(hookContext(scene));
  }

  /** One look of a polling node. */
  async poll(mode: WorkflowExecuteMode = 'trigger'): Promise<IDataObject[]> {
    const staticData = mode === 'manual' ? loaded(this.staticData) : this.staticData;
    const data = await this.#type.poll?.call(pollContext(this.#scene(mode, this.url, staticData)));
    if (data && mode !== 'manual') this.save();
    return (data ?? []).flat().map(({ json }) => json);
  }

  /** Activates a polling node, which looks at once. */
  async activatePolling(): Promise<IDataObject[]> {
    const items = await this.poll();
    this.save();
    return items;
  }

  save(): void {
    this.#saved = loaded(this.staticData);
  }

  /** A new process has what is in the database, and looks at once. */
  async restart(type: INodeType): Promise<IDataObject[]> {
    this.#type = type;
    return this.publishAgain();
  }

  /** What n8n has saved is loaded then. */
  async publishAgain(): Promise<IDataObject[]> {
    this.staticData = loaded(this.#saved);
    return this.poll();
  }

  /** What n8n keeps of a node, it keeps under the node's name. */
  async rename(name: string): Promise<IDataObject[]> {
    this.node.name = name;
    this.staticData = {};
    return this.activatePolling();
  }

  async list(method: string, filter?: string) {
    return this.#type.methods?.listSearch?.[method]?.call(listContext(this.#scene('internal', this.url)), filter);
  }

  async #register(scene: Scene): Promise<void> {
    const { checkExists, create } = this.#type.webhookMethods?.default ?? {};
    if (!(await checkExists?.call(hookContext(scene)))) await create?.call(hookContext(scene));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = this.#routes.get(request.url ?? '');
    if (!route) return void response.writeHead(404).end();
    const read = readable(request);
    if (request.headers['content-type'] === 'application/json') {
      await read.readRawBody();
      if (read.rawBody.length > 0 && !isJson(read.rawBody)) return void response.writeHead(422).end();
    }
    const { mode, staticData = loaded(this.staticData) } = route;
    const scene = { ...this.#scene(mode, this.url, staticData), productionUrl: this.shownUrl || this.url };
    try {
      const { workflowData, noWebhookResponse } =
        (await this.#type.webhook?.call(webhookContext(scene, read, response))) ?? {};
      if (workflowData) {
        await sleep(this.startTakes);
        if (this.startFails) return void response.writeHead(500).end();
        this.runs.push(...workflowData.flat().map(({ json }) => json));
      }
      if (!noWebhookResponse) response.writeHead(200).end();
    } catch (error) {
      this.failures.push(String(error));
      // Express ends the connection of a request that was answered already.
      if (response.headersSent) request.socket.destroy();
      else response.writeHead(500).end();
    }
  }

  #scene(mode: WorkflowExecuteMode, url: string, staticData: IDataObject = this.staticData): Scene {
    const { node, workflow, credentials, instanceId, log } = this;
    const { description } = this.#type;
    return { description, node, workflow, credentials, staticData, mode, url, instanceId, log };
  }

  #url(base: string): string {
    const { port } = this.#server.address() as AddressInfo;
    return `${this.publicUrl || `http://127.0.0.1:${port}`}${this.#path(base)}`;
  }

  #path(base: string): string {
    return `/${base}/${this.node.webhookId}/${this.#type.description.webhooks?.[0]?.path}`;
  }
}

/** As n8n hands out what it has stored: objects, at every level, that watch what is written to them. */
function loaded(stored: IDataObject): IDataObject {
  return ObservableObject.create(JSON.parse(JSON.stringify(stored)), undefined, { ignoreEmptyOnFirstChild: true });
}

/** What has no content type that n8n parses is read only when the node asks for it. */
function readable(request: IncomingMessage): Pick<IncomingMessage, 'headers' | 'rawBody' | 'readRawBody'> {
  const { headers } = request;
  const members = {
    headers,
    rawBody: undefined as unknown as Buffer,
    async readRawBody() {
      if (members.rawBody) return;
      // n8n has taken the parts of such a body apart before.
      if (headers['content-type']?.startsWith('multipart/')) throw new Error('Request body stream is not readable');
      const bytes = Buffer.concat(await request.toArray());
      members.rawBody = headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
    },
  };
  return members;
}

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString().replace(/^\ufeff/, ''));
    return true;
  } catch {
    return false;
  }
}
