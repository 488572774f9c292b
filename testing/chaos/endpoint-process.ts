import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createWebhookHandler, nodeListener } from 'livespace-webhooks';
import { redisStore } from 'livespace-webhooks/redis';
import { createClient } from 'redis';

/*
 * One of several processes of an endpoint. What it runs it writes to a file before it works, so that a kill hides nothing.
 * The secrets stand in a file, the present one and the previous one, a line each.
 */

const { STORE_URL = '', RUNS = '', SECRETS = '', PORT, LIVESPACE_WEBHOOK_URL: url } = process.env;

const client = createClient({ url: STORE_URL });
const handler = createWebhookHandler({
  url,
  secrets: async () => (await readFile(SECRETS, 'utf8')).split('\n'),
  store: redisStore(client),
  async onEvent({ id }) {
    appendFileSync(RUNS, `${id}\n`);
    await sleep(20);
  },
});
await client.connect();
createServer(nodeListener(handler)).listen(Number(PORT), '127.0.0.1', () => console.log('listening'));
