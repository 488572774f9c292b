import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { GuardStore } from 'livespace-webhooks';
import { postgresStore } from 'livespace-webhooks/postgres';
import { redisStore } from 'livespace-webhooks/redis';
import { Pool } from 'pg';
import { createClient, createClientPool, RESP_TYPES } from 'redis';
import { until } from '../../../testing/hosts/until.ts';
import { startPostgres } from '../../../testing/services/postgres.ts';
import { startRedis } from '../../../testing/services/redis.ts';
import { storeContract } from '../../../testing/stores/contract.ts';

/*
 * The stores' common contract with each driver against a real server, and what only a server can show.
 */

const redis = await startRedis();
const postgres = await startPostgres();

const nodeRedis = createClient({ url: redis.url });
await nodeRedis.connect();
const clientPool = createClientPool({ url: redis.url });
await clientPool.connect();
const buffers = nodeRedis.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
const ioRedis = new Redis(redis.url);
const pool = new Pool({ connectionString: postgres.url });

after(async () => {
  nodeRedis.destroy();
  ioRedis.disconnect();
  await pool.end();
});

const emptyRedis = () => ioRedis.flushall();
const emptyPostgres = () => pool.query('DROP TABLE IF EXISTS livespace_guard');
const drivers: [name: string, store: GuardStore, empty: () => Promise<unknown>][] = [
  ['node-redis', redisStore(nodeRedis), emptyRedis],
  ['a pool of node-redis', redisStore(clientPool), emptyRedis],
  ['node-redis that answers with Buffers', redisStore(buffers), emptyRedis],
  ['ioredis', redisStore(ioRedis), emptyRedis],
  ['pg', postgresStore(pool), emptyPostgres],
];

for (const [name, store, empty] of drivers) {
  describe(name, () => {
    for (const [rule, prove] of Object.entries(storeContract)) {
      test(rule, async () => {
        await empty();
        await prove({ store, pass: (ms) => sleep(ms + 20) });
      });
    }
  });
}

test('keys in Redis begin with a prefix, ours or the user’s, and all of them expire', async () => {
  await emptyRedis();
  const ours = redisStore(ioRedis);
  await ours.add('a', 'v', 60_000);
  await ours.set('b', 'v', 60_000);
  await ours.raise('c', 'v', 60_000);
  await redisStore(ioRedis, { prefix: 'acme:' }).add('d', 'v', 60_000);
  assert.deepEqual((await ioRedis.keys('*')).sort(), ['acme:d', 'livespace:a', 'livespace:b', 'livespace:c']);
  for (const key of await ioRedis.keys('*')) assert.ok((await ioRedis.pttl(key)) > 0, key);
});

test('of twenty connections that need the table at once each gets it', async () => {
  const pools = Array.from({ length: 20 }, () => new Pool({ connectionString: postgres.url, max: 1 }));
  for (let round = 0; round < 5; round += 1) {
    await emptyPostgres();
    const added = await Promise.all(pools.map((one) => postgresStore(one).add('k', 'v', 60_000)));
    assert.equal(added.filter(Boolean).length, 1);
  }
  await Promise.all(pools.map((one) => one.end()));
});

test('a user who may not make tables works with one that is there, and is told where none is', async () => {
  await emptyPostgres();
  await pool.query('DROP ROLE IF EXISTS writer');
  await pool.query('CREATE ROLE writer LOGIN');
  const theirs = new Pool({ connectionString: postgres.url.replace('postgres@', 'writer@'), max: 1 });
  const store = postgresStore(theirs);
  await assert.rejects(async () => store.add('k', 'v', 60_000), /permission denied for schema/);
  await postgresStore(pool).set('other', 'v', 60_000);
  await pool.query('GRANT SELECT, INSERT, UPDATE, DELETE ON livespace_guard TO writer');
  assert.equal(await store.add('k', 'v', 60_000), true);
  await theirs.end();
});

test('a server that crashes ends nobody’s process, and is used again once it is back', async () => {
  // A client of a pool that is ended while it reconnects stays, and this process with it.
  clientPool.destroy();
  const patient: Pick<GuardStore, 'set'>[] = [redisStore(nodeRedis), redisStore(ioRedis), postgresStore(pool)];
  await Promise.all(patient.map((store) => store.set('k', 'v', 60_000)));
  await Promise.all([redis.crash(), postgres.crash()]);
  await assert.rejects(async () => postgresStore(pool).get('k'));
  await Promise.all([redis.restart(), postgres.restart()]);
  for (const store of patient) await until(() => Promise.resolve(store.set('k', 'v', 60_000)).then(() => true), 20_000);
});
