import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { Redis } from 'ioredis';
import { createWebhookHandler, type GuardStore } from 'livespace-webhooks';
import { postgresStore } from 'livespace-webhooks/postgres';
import { redisStore } from 'livespace-webhooks/redis';
import { Client, Pool } from 'pg';
import { createClient } from 'redis';
import { deliver, endpoint, eventBody, readableLog } from '../../../testing/endpoint/deliveries.ts';
import { until } from '../../../testing/hosts/until.ts';
import { startPostgres } from '../../../testing/services/postgres.ts';
import { startRedis } from '../../../testing/services/redis.ts';

/*
 * A store that is down or hangs costs no event: each passes, and the log says so once a minute at most.
 */

const redis = await startRedis();
const postgres = await startPostgres();

const nodeRedis = createClient({ url: redis.url });
const nodeRedisStore = redisStore(nodeRedis);
await nodeRedis.connect();
const ioRedis = new Redis(redis.url);
const pool = new Pool({ connectionString: postgres.url });
after(() => {
  nodeRedis.destroy();
  ioRedis.disconnect();
  return pool.end();
});

/** Makes the server hang. @returns what ends that. */
async function pauseRedis() {
  redis.pause();
  return async () => redis.resume();
}

async function lockTable() {
  const holder = new Client({ connectionString: postgres.url });
  await holder.connect();
  await holder.query('BEGIN; LOCK TABLE livespace_guard IN ACCESS EXCLUSIVE MODE');
  return () => holder.end();
}

const crash = (server: typeof redis) => async () => {
  await server.crash();
  return () => server.restart();
};

const troubles: [name: string, store: GuardStore, begin: () => Promise<() => Promise<unknown>>][] = [
  ['Redis is down, with node-redis', nodeRedisStore, crash(redis)],
  ['Redis is down, with ioredis', redisStore(ioRedis), crash(redis)],
  ['Redis hangs, with node-redis', nodeRedisStore, pauseRedis],
  ['Redis hangs, with ioredis', redisStore(ioRedis), pauseRedis],
  ['Postgres is down', postgresStore(pool), crash(postgres)],
  ['Postgres hangs', postgresStore(pool), lockTable],
];

for (const [name, store, begin] of troubles) {
  describe(name, () => {
    test('events pass, the log says so once, and afterwards copies are known again', async () => {
      const log = readableLog();
      const seen: string[] = [];
      const { url, secret } = endpoint;
      const onEvent = ({ id }: { id: string }) => void seen.push(id);
      // Patient enough that nothing but the store's own 500 ms can end the wait.
      const handler = createWebhookHandler({ url, secrets: [secret], store, onEvent, log, patienceMs: 300_000 });
      const take = async (id: string) => assert.equal((await handler(deliver(eventBody({ id })))).status, 200);

      const before = `${name}, before`;
      await take(before);
      await take(before);
      assert.deepEqual(seen, [before]);

      const end = await begin();
      await take(`${name}, 1`);
      await take(`${name}, 2`);
      await take(before);
      assert.deepEqual(seen, [before, `${name}, 1`, `${name}, 2`, before]);
      assert.equal(log.warnings.length, 1);
      assert.match(log.warnings[0] ?? '', /The store fails, so events pass without it/);
      await end();

      let tries = 0;
      await until(async () => {
        tries += 1;
        const once = `${name}, after, ${tries}`;
        await take(once);
        await take(once);
        return seen.filter((id) => id === once).length === 1;
      }, 30_000);
      assert.deepEqual(log.errors, []);
    });
  });
}
