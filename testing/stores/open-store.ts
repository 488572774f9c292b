import type { GuardStore } from 'livespace-webhooks';
import { postgresStore } from 'livespace-webhooks/postgres';
import { redisStore } from 'livespace-webhooks/redis';
import { Pool } from 'pg';
import { createClient } from 'redis';

/** A store with something else in the same database: an effect that is keyed, so that repeating it changes nothing. */
export interface OpenStore {
  store: GuardStore;
  effect(key: string): Promise<unknown>;
  effects(): Promise<string[]>;
  /** Forgets everything. */
  reset(): Promise<unknown>;
  close(): Promise<unknown>;
}

/** @param url `redis://` or `postgres://`. */
export function openStore(url: string): Promise<OpenStore> {
  return url.startsWith('redis') ? openRedis(url) : openPostgres(url);
}

async function openRedis(url: string): Promise<OpenStore> {
  const client = createClient({ url });
  const store = redisStore(client);
  await client.connect();
  return {
    store,
    effect: (key) => client.hSet('effects', key, 'done'),
    reset: () => client.flushAll(),
    effects: () => client.hKeys('effects'),
    close: () => client.close(),
  };
}

async function openPostgres(connectionString: string): Promise<OpenStore> {
  const pool = new Pool({ connectionString, max: 4 });
  return {
    store: postgresStore(pool),
    effect: (key) => pool.query('INSERT INTO effects VALUES ($1) ON CONFLICT DO NOTHING', [key]),
    reset: async () => {
      await pool.query('DROP TABLE IF EXISTS livespace_guard, effects');
      await pool.query('CREATE TABLE effects (key text PRIMARY KEY)');
    },
    effects: async () => (await pool.query('SELECT key FROM effects')).rows.map(({ key }) => key),
    close: () => pool.end(),
  };
}
