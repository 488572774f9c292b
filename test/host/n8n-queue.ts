import { test } from 'node:test';
import { N8nApi } from '../../testing/hosts/n8n/n8n-api.ts';
import { packNode } from '../../testing/hosts/n8n/pack.ts';
import { QueueN8n } from '../../testing/hosts/n8n/queue-n8n.ts';
import { automaticCases } from './n8n-queue/automatic.ts';
import { copyCases } from './n8n-queue/copies.ts';
import { scheduledCases } from './n8n-queue/scheduled.ts';

/*
 * The packed node in n8n's queue mode: main, two webhook processors, two workers, Redis, Postgres.
 * `npm run host:n8n:queue -- 5000` sends so many events, each with its copies; without a number 500.
 */

test('the packed node in queue mode', async (t) => {
  const queue = await QueueN8n.start((await packNode()).tarball);
  t.after(() => queue.remove());
  const api = await N8nApi.signIn(queue.main.url);
  await t.test('automatic', (t) => automaticCases(t, queue, api));
  const checkSchedule = await scheduledCases(queue, api);
  await t.test('copies', (t) => copyCases(t, queue, api, Number(process.argv[2] ?? 500)));
  await t.test('scheduled', checkSchedule);
});
