import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Simulator, Subscription } from 'livespace-simulator';
import { createClient } from 'redis';
import { temporaryFolder } from '../hosts/temporary-folder.ts';
import { startRedis } from '../services/redis.ts';
import { Fleet } from '../stores/fleet.ts';
import type { Clock } from './clock.ts';
import { InTurn } from './in-turn.ts';
import type { Disturbance } from './judge.ts';
import type { Line } from './line.ts';
import type { Secrets } from './secrets.ts';

type Redis = Awaited<ReturnType<typeof openRedis>>;

const script = path.join(import.meta.dirname, 'endpoint-process.ts');
const processes = 3;

/** An endpoint of one's own: several processes and one Redis. */
export class EndpointSide {
  readonly subscription: Subscription;
  readonly disturbances: Disturbance[] = [];
  readonly #fleet: Fleet;
  readonly #redis: Redis;
  readonly #folder: string;
  readonly #secrets: Secrets;
  readonly #turn = new InTurn();

  private constructor(subscription: Subscription, fleet: Fleet, redis: Redis, folder: string, secrets: Secrets) {
    this.subscription = subscription;
    this.#fleet = fleet;
    this.#redis = redis;
    this.#folder = folder;
    this.#secrets = secrets;
  }

  static async start(livespace: Simulator, line: Line, clock: Clock, secrets: Secrets): Promise<EndpointSide> {
    const url = `${line.url}/livespace`;
    const server = await startRedis();
    const redis = await openRedis(server.url);
    const folder = await temporaryFolder('chaos-endpoint');
    const [RUNS, SECRETS] = [path.join(folder, 'runs'), path.join(folder, 'secrets')];
    for (const file of [RUNS, SECRETS]) await writeFile(file, '');
    const env = { ...clock.env, STORE_URL: server.url, RUNS, SECRETS, LIVESPACE_WEBHOOK_URL: url };
    const fleet = await Fleet.start(processes, env, script);
    line.ports = fleet.ports;
    const { id } = livespace.addSubscription({
      name: 'Endpoint',
      url,
      events: ['deal.created', 'deal.status_changed'],
    });
    const subscription = await livespace.activateSubscription(id);
    const side = new EndpointSide(subscription, fleet, redis, folder, secrets);
    await side.#give(secrets.watch(subscription.secret, 'webhook secret'));
    return side;
  }

  #give(...secrets: string[]): Promise<void> {
    return writeFile(path.join(this.#folder, 'secrets'), secrets.join('\n'));
  }

  kill(choice: number): Promise<void> {
    return this.#turn.run(async () => {
      const port = this.#fleet.ports[choice % processes] as number;
      const from = Date.now();
      await this.#fleet.crash(port);
      this.disturbances.push({ kind: 'kill', from, to: Date.now() });
      await this.#fleet.restart(port);
    });
  }

  /** Nothing can be written for a while: what is in the store can still be read. */
  fillStore(choice: number): Promise<void> {
    return this.#turn.run(async () => {
      const from = Date.now();
      await this.#redis.configSet('maxmemory', '1');
      await sleep(500 + (choice % 1000));
      await this.#redis.configSet('maxmemory', '0');
      this.disturbances.push({ kind: 'full store', from, to: Date.now() });
    });
  }

  /** Livespace has another one at once, and somebody tells the endpoint a little later. */
  changeSecret(choice: number): Promise<void> {
    return this.#turn.run(async () => {
      const both = this.#secrets.rotate(this.subscription);
      await sleep(choice % 1000);
      await this.#give(...both);
    });
  }

  async runs(): Promise<Map<string, number>> {
    const lines = (await readFile(path.join(this.#folder, 'runs'), 'utf8')).trim().split('\n');
    const counts = new Map<string, number>();
    for (const id of lines) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  }

  /** All that it printed, and all that lies in its store. */
  async output(): Promise<string> {
    const keys = await this.#redis.keys('*');
    const values = await Promise.all(keys.map((key) => this.#redis.get(key)));
    return [...this.#fleet.log, ...keys, ...values].join('\n');
  }

  stop(): void {
    this.#fleet.stop();
    this.#redis.destroy();
  }
}

async function openRedis(url: string) {
  const redis = createClient({ url }).on('error', () => {});
  await redis.connect();
  await redis.configSet('maxmemory-policy', 'noeviction');
  return redis;
}
