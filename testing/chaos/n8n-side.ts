import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Simulator, Subscription } from 'livespace-simulator';
import { readExecutions, type StoredExecution } from '../hosts/n8n/executions.ts';
import { type CredentialRef, credentialsOf, N8nApi, type Workflow } from '../hosts/n8n/n8n-api.ts';
import { RealN8n } from '../hosts/n8n/real-n8n.ts';
import { triggerName } from '../hosts/n8n/stage.ts';
import { until } from '../hosts/until.ts';
import type { Clock } from './clock.ts';
import { type Runs, runsOf } from './executions.ts';
import { InTurn } from './in-turn.ts';
import type { Disturbance } from './judge.ts';
import type { Line } from './line.ts';
import { OpenExecutions } from './open-executions.ts';
import type { Secrets } from './secrets.ts';

export type Way = 'automatic' | 'by hand';

const events = ['deal.created', 'deal.status_changed'];
const apiMethods = [
  '_Api/getToken',
  'Webhook/getSubscriptions',
  'Webhook/addSubscription',
  'Webhook/deleteSubscription',
];

/** A real n8n with two workflows: one that subscribes by itself, one whose webhook was added by hand. */
export class N8nSide {
  readonly disturbances: Disturbance[] = [];
  readonly #n8n: RealN8n;
  readonly #livespace: Simulator;
  readonly #secrets: Secrets;
  readonly #origin: string;
  #api!: N8nApi;
  #credential!: CredentialRef;
  #automatic!: Workflow;
  #byHand!: Workflow;
  /** What needs n8n to be up and left alone waits for what came before. */
  readonly #turn = new InTurn();
  readonly #executions: OpenExecutions;
  #isDown = false;

  private constructor(n8n: RealN8n, livespace: Simulator, secrets: Secrets, origin: string) {
    this.#n8n = n8n;
    this.#executions = new OpenExecutions(n8n.folder);
    this.#livespace = livespace;
    this.#secrets = secrets;
    this.#origin = origin;
  }

  /** Starts n8n with the node in it, and publishes both workflows. */
  static async start(
    tarball: string,
    livespace: Simulator,
    line: Line,
    clock: Clock,
    secrets: Secrets,
  ): Promise<N8nSide> {
    const n8n = await RealN8n.create({
      ...clock.env,
      N8N_WEBHOOK_URL: `${line.url}/`,
      EXECUTIONS_DATA_PRUNE: 'false',
      N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '20',
    });
    line.ports = [Number(new URL(n8n.url).port)];
    const side = new N8nSide(n8n, livespace, secrets, line.url);
    try {
      await n8n.installPackage(tarball);
      await n8n.start();
      await side.#open();
      return side;
    } catch (error) {
      await n8n.remove();
      throw error;
    }
  }

  async #open(): Promise<void> {
    this.#api = await N8nApi.signIn(this.#n8n.url);
    const { url, apiKey, apiSecret } = this.#livespace;
    const account = await this.#api.createCredential('livespaceApi', { subdomain: url, apiKey, apiSecret });
    this.#automatic = await this.#workflow('Automatic', account);
    this.#credential = await this.#api.createCredential('livespaceWebhookApi', { secret: '', previousSecret: '' });
    this.#byHand = await this.#workflow('By hand', this.#credential);
    await this.#publish(this.#automatic);
    await this.#publish(this.#byHand);
    const { id } = this.#livespace.addSubscription({ name: 'By hand', url: this.urlOf('by hand'), events });
    const { secret } = await this.#livespace.activateSubscription(id);
    await this.#give(this.#secrets.watch(secret, 'webhook secret'), '');
  }

  #workflow(name: string, credential: CredentialRef): Promise<Workflow> {
    const registration = credential.type === 'livespaceApi' ? 'automatic' : 'manual';
    return this.#api.createWorkflow({
      name,
      nodes: [
        {
          name: triggerName,
          type: 'n8n-nodes-livespace.livespaceTrigger',
          typeVersion: 2,
          parameters: { registration, events },
          credentials: credentialsOf(credential),
        },
        { name: 'Step', type: 'n8n-nodes-base.noOp' },
      ],
      connections: { [triggerName]: { main: [[{ node: 'Step', type: 'main', index: 0 }]] } },
    });
  }

  async #publish({ id }: Workflow): Promise<void> {
    await until(async () => (await this.#api.publish(id)).status === 'published', 120_000);
    const automatic = this.subscription('automatic');
    if (automatic) this.#secrets.watch(automatic.secret, 'webhook secret');
  }

  async #give(secret: string, previousSecret: string): Promise<void> {
    this.#credential = {
      ...this.#credential,
      ...(await this.#api.updateCredential(this.#credential, { secret, previousSecret })),
    };
  }

  urlOf(way: Way): string {
    const [node] = this.#workflowOf(way).nodes;
    if (!node) throw new Error('The workflow has no node');
    return this.#api.webhookUrl(node).replace(this.#n8n.url, this.#origin);
  }

  #workflowOf(way: Way): Workflow {
    return way === 'automatic' ? this.#automatic : this.#byHand;
  }

  subscription(way: Way): Subscription | undefined {
    return this.#livespace.subscriptions().find(({ url }) => url === this.urlOf(way));
  }

  /** Resolves when n8n runs and nobody works on it. */
  ready(): Promise<void> {
    return this.#turn.over();
  }

  /** Does something that n8n may not notice while it publishes: it would wait for a time that has gone by. */
  whileQuiet(act: () => Promise<void>): Promise<void> {
    return this.#turn.run(async () => {
      this.#executions.disturb();
      await act();
      this.#executions.disturb();
    });
  }

  kill(): Promise<void> {
    return this.#turn.run(async () => {
      this.#isDown = true;
      const from = Date.now();
      await this.#n8n.kill();
      this.disturbances.push({ kind: 'kill', from, to: Date.now() });
      this.#executions.disturb();
      await this.#n8n.start().catch((error) => {
        // Its own recovery fails at times, of a run that had not started: then who keeps n8n running starts it again.
        if (!String(error).includes("reading 'getTime'")) throw error;
        console.log('n8n failed to recover, and is started again');
        return this.#n8n.start();
      });
      this.#isDown = false;
    });
  }

  /** Livespace has another secret at once, and somebody puts it into the credential a little later. */
  changeSecret(choice: number): Promise<void> {
    return this.#turn.run(async () => {
      const subscription = this.subscription('by hand');
      if (!subscription) throw new Error('The webhook that was added by hand is gone');
      const both = this.#secrets.rotate(subscription);
      await sleep(choice % 1000);
      await this.#give(...both);
    });
  }

  /** Off and on, which ends one subscription and makes another, while Livespace drops an answer. */
  publishAgain(choice: number): Promise<void> {
    return this.#turn.run(async () => {
      this.#livespace.fault({ kind: 'drop', on: apiMethods[choice % apiMethods.length] ?? '*' });
      await this.#api.unpublish(this.#automatic.id);
      await this.#publish(this.#automatic);
      this.#livespace.clearFaults('drop');
    });
  }

  /** Whether it was killed, and is not ready again. */
  get isDown(): boolean {
    return this.#isDown;
  }

  get log(): string {
    return this.#n8n.log;
  }

  remove(): Promise<void> {
    return this.#n8n.remove();
  }

  /** Switches both workflows off when all they began has ended, ends n8n, and reads what it has stored. */
  async close(): Promise<{ automatic: Runs; byHand: Runs; executions: StoredExecution[] }> {
    await this.ready();
    for (const { id } of [this.#automatic, this.#byHand]) {
      await this.#executions.end(() => this.#api.listExecutions(id));
      await this.#api.unpublish(id);
      assert.equal((await this.#api.getWorkflow(id)).active, false);
    }
    await this.#n8n.stop();
    const executions = readExecutions(this.#n8n.folder);
    const of = ({ id }: Workflow) => runsOf(id, executions);
    return { automatic: of(this.#automatic), byHand: of(this.#byHand), executions };
  }
}
