import { randomBytes } from 'node:crypto';
import type { IDataObject, IRunExecutionData } from 'n8n-workflow';
import pg from 'pg';
import { startPostgres } from '../../services/postgres.ts';
import { startRedis } from '../../services/redis.ts';
import { parseFlatted } from './flatted.ts';
import { LoadBalancer } from './load-balancer.ts';
import { RealN8n } from './real-n8n.ts';

/** An execution as it is stored. */
export interface StoredRun {
  status: string;
  /** Of a failed one. */
  error: string | undefined;
  /** By name: the items of a node's first output. A node that did not run has none. */
  items(node: string): IDataObject[];
}

/**
 * n8n in queue mode as people run it: a main process, two webhook processors behind a load balancer, two workers, a real
 * Redis and a real Postgres.
 */
export class QueueN8n {
  readonly main: RealN8n;
  readonly processors: readonly RealN8n[];
  readonly workers: readonly RealN8n[];
  /** Redis, for whoever wants to share it. */
  readonly redisPort: number;
  readonly #balancer: LoadBalancer;
  readonly #database: pg.Pool;

  private constructor(all: RealN8n[], redisPort: number, balancer: LoadBalancer, database: pg.Pool) {
    [this.main, ...this.processors] = all.slice(0, 3) as [RealN8n, RealN8n, RealN8n];
    this.workers = all.slice(3);
    this.redisPort = redisPort;
    this.#balancer = balancer;
    this.#database = database;
  }

  /** Starts all of it. @param tarball of the packed node, installed into each of the five. */
  static async start(tarball: string): Promise<QueueN8n> {
    const [redis, postgres, balancer] = await Promise.all([startRedis(), startPostgres(), LoadBalancer.listen()]);
    const env = {
      EXECUTIONS_MODE: 'queue',
      N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
      QUEUE_BULL_REDIS_HOST: '127.0.0.1',
      QUEUE_BULL_REDIS_PORT: String(redis.port),
      DB_TYPE: 'postgresdb',
      DB_POSTGRESDB_HOST: '127.0.0.1',
      DB_POSTGRESDB_PORT: String(postgres.port),
      DB_POSTGRESDB_DATABASE: 'postgres',
      DB_POSTGRESDB_USER: 'postgres',
      N8N_WEBHOOK_URL: `${balancer.url}/`,
      // A sandbox for each request and each run takes most of the time, and is what bench:n8n measures.
      N8N_EXPRESSION_ENGINE: 'legacy',
    };
    const roles = ['start', 'webhook', 'webhook', 'worker', 'worker'] as const;
    const all = await Promise.all(roles.map((role) => RealN8n.create(env, role)));
    const queue = new QueueN8n(all, redis.port, balancer, new pg.Pool({ connectionString: postgres.url }));
    try {
      for (const one of all) await one.installPackage(tarball);
      // The main process makes the tables.
      await queue.main.start();
      await Promise.all(all.slice(1).map((one) => one.start()));
    } catch (error) {
      await queue.remove();
      throw error;
    }
    balancer.targets = queue.processors.map(({ url }) => url);
    return queue;
  }

  /** The address that n8n knows itself under, without a trailing slash. */
  get url(): string {
    return this.#balancer.url;
  }

  /** How many executions of a workflow have not ended. */
  async underWay(workflowId: string): Promise<number> {
    const { rows } = await this.#database.query(
      'SELECT count(*)::int AS count FROM execution_entity WHERE "workflowId" = $1 AND "stoppedAt" IS NULL',
      [workflowId],
    );
    return rows[0].count;
  }

  /** All executions of a workflow, oldest first. */
  async runs(workflowId: string): Promise<StoredRun[]> {
    const { rows } = await this.#database.query<{ status: string; data: string }>(
      'SELECT status, data FROM execution_entity e JOIN execution_data d ON d."executionId" = e.id WHERE "workflowId" = $1 ORDER BY e.id',
      [workflowId],
    );
    return rows.map(({ status, data }) => {
      const { resultData } = parseFlatted(data) as IRunExecutionData;
      const items = (node: string) =>
        (resultData.runData[node]?.at(-1)?.data?.main?.[0] ?? []).map((item) => item.json);
      return { status, error: resultData.error?.message, items };
    });
  }

  /** Ends all of it and deletes the folders. */
  async remove(): Promise<void> {
    this.#balancer.close();
    await Promise.all([this.main, ...this.processors, ...this.workers].map((one) => one.remove()));
    await this.#database.end();
  }
}
