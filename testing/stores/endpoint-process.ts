import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createWebhookHandler, nodeListener } from 'livespace-webhooks';
import { openStore } from './open-store.ts';

/*
 * One of several processes behind a load balancer. What it runs it writes to a file before it works, so that a kill hides
 * nothing: `<event id> <is late>`, a line each.
 */

const { STORE_URL = '', RUNS = '', PORT, LIVESPACE_WEBHOOK_URL: url, LIVESPACE_WEBHOOK_SECRET } = process.env;

const { store, effect } = await openStore(STORE_URL);
const handler = createWebhookHandler({
  url,
  secrets: [LIVESPACE_WEBHOOK_SECRET],
  store,
  async onEvent({ id, is_late: isLate }) {
    appendFileSync(RUNS, `${id} ${isLate}\n`);
    await sleep(2);
    await effect(id);
  },
});
createServer(nodeListener(handler)).listen(Number(PORT), '127.0.0.1', () => console.log('listening'));
