import assert from 'node:assert/strict';
import { type Simulator, startSimulator } from 'livespace-simulator';
import { Canaries } from '../../canaries.ts';
import { until } from '../until.ts';
import {
  type CredentialRef,
  credentialsOf,
  type ExecutionSummary,
  N8nApi,
  type NewNode,
  outputOf,
  type Workflow,
} from './n8n-api.ts';
import type { RealN8n } from './real-n8n.ts';

export const triggerName = 'Livespace Trigger';
const nodeType = 'n8n-nodes-livespace.livespaceTrigger';

/** A real n8n with the node in it, beside a Livespace, and what the cases do with them again and again. */
export class Stage {
  readonly n8n: RealN8n;
  readonly api: N8nApi;
  readonly livespace: Simulator;
  /** The administrator's. */
  readonly account: CredentialRef;
  /** All that may show up nowhere. */
  readonly secrets: Canaries;
  readonly #credentials: { apiKey: string; apiSecret: string };

  private constructor(n8n: RealN8n, api: N8nApi, livespace: Simulator, account: CredentialRef, secrets: Canaries) {
    this.n8n = n8n;
    this.api = api;
    this.livespace = livespace;
    this.account = account;
    this.secrets = secrets;
    this.#credentials = { apiKey: livespace.apiKey, apiSecret: livespace.apiSecret };
  }

  /** @param n8n that runs, with the node installed */
  static async set(n8n: RealN8n): Promise<Stage> {
    const secrets = new Canaries();
    const credentials = { apiKey: secrets.plant('API key'), apiSecret: secrets.plant('API secret') };
    const livespace = await startSimulator({ ...credentials, retryDelaysMs: [500, 1000], profile: { api: 'on' } });
    const api = await N8nApi.signIn(n8n.url);
    const account = await api.createCredential('livespaceApi', { subdomain: livespace.url, ...credentials }, 'Account');
    return new Stage(n8n, api, livespace, account, secrets);
  }

  /** The fields of the administrator's credential, with changes. */
  fields(change: Record<string, string> = {}): Record<string, string> {
    return { subdomain: this.livespace.url, ...this.#credentials, ...change };
  }

  /** Registered automatically unless told. */
  trigger(parameters: NewNode['parameters'] = {}, ...credentials: CredentialRef[]): NewNode {
    const chosen = credentials.length > 0 ? credentials : [this.account];
    return {
      name: triggerName,
      type: nodeType,
      typeVersion: 2,
      parameters: { registration: 'automatic', ...parameters },
      credentials: credentialsOf(...chosen),
    };
  }

  /** A draft with the trigger alone. */
  draft(name: string, parameters?: NewNode['parameters'], ...credentials: CredentialRef[]): Promise<Workflow> {
    return this.api.createWorkflow({ name, nodes: [this.trigger(parameters, ...credentials)] });
  }

  /** A workflow that listens. */
  async published(
    name: string,
    parameters?: NewNode['parameters'],
    ...credentials: CredentialRef[]
  ): Promise<Workflow> {
    const draft = await this.draft(name, parameters, ...credentials);
    await this.publish(draft);
    return this.api.getWorkflow(draft.id);
  }

  /** Publishes the draft; it has to succeed. */
  async publish({ id }: Pick<Workflow, 'id'>): Promise<void> {
    const { status, triggers } = await this.api.publish(id);
    assert.equal(status, 'published', triggers.flatMap(({ errorMessage }) => errorMessage ?? []).join() || status);
  }

  url({ nodes: [node] }: Workflow, mode?: 'webhook-test'): string {
    if (!node) throw new Error('The workflow has no node');
    return this.api.webhookUrl(node, 'webhook', mode);
  }

  /** What Livespace has for the URL of this workflow. Its secrets are noted, to be looked for in all that n8n tells. */
  subscriptionsOf(workflow: Workflow, mode?: 'webhook-test') {
    const found = this.livespace.subscriptions().filter(({ url }) => url === this.url(workflow, mode));
    // By hand there is none before the first activation.
    for (const { secret } of found) if (secret !== '') this.secrets.watch(secret, 'webhook secret');
    return found;
  }

  /** n8n's own list, when it holds so many executions and none is under way. */
  async executions(workflow: Pick<Workflow, 'id'>, count: number): Promise<ExecutionSummary[]> {
    await this.livespace.idle();
    return until(async () => {
      const all = await this.api.listExecutions(workflow.id);
      return all.length === count && all.every(({ stoppedAt }) => stoppedAt !== null) && all;
    }, 10_000);
  }

  /** What the trigger put out in the newest execution. */
  async newestItem(workflow: Workflow) {
    const [newest] = await this.api.listExecutions(workflow.id);
    return newest && outputOf(await this.api.getExecution(newest.id), triggerName)?.[0];
  }

  /** Switches a workflow off, and out of the way of the next case. */
  async strike(...workflows: Workflow[]): Promise<void> {
    for (const { id } of workflows) if ((await this.api.getWorkflow(id)).active) await this.api.unpublish(id);
  }
}
