import { setTimeout as wait } from 'node:timers/promises';
import { createClient, look } from 'livespace-webhooks';
import { events, handler, pool } from './handler.js';

// For a cron, say every five minutes. It knows neither this folder nor your environment, so a file holds that as NAME=value lines:
// */5 * * * * cd /path/to/examples/schedule && /usr/bin/node --env-file=/path/to/livespace.env look.js
// The memory is written after the items were taken, in one transaction that no second look can enter: one that is cut off is
// made again by the next.

const { LIVESPACE_SUBDOMAIN, LIVESPACE_API_KEY, LIVESPACE_API_SECRET } = process.env;
const fields = { subdomain: LIVESPACE_SUBDOMAIN, apiKey: LIVESPACE_API_KEY, apiSecret: LIVESPACE_API_SECRET };
const client = createClient(fields);

await pool.query('CREATE TABLE IF NOT EXISTS livespace_look (id int PRIMARY KEY, memory jsonb)');
await pool.query('INSERT INTO livespace_look VALUES (1, NULL) ON CONFLICT DO NOTHING');
const transaction = await pool.connect();
try {
  await transaction.query('BEGIN');
  const { rows } = await transaction.query('SELECT memory FROM livespace_look WHERE id = 1 FOR UPDATE');
  const clock = { now: Date.now, wait };
  const until = Date.now() + 120_000;
  const { items, memory } = await look(client, rows[0].memory ?? undefined, { events, pageSize: 100, clock, until });
  for (const item of items) await handler.offer(item);
  await transaction.query('UPDATE livespace_look SET memory = $1 WHERE id = 1', [memory]);
  await transaction.query('COMMIT');
} finally {
  transaction.release(true);
  await pool.end();
}
