import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { Queue } from 'bullmq';
import { createWebhookHandler, nodeListener } from 'livespace-webhooks';
import { redisStore } from 'livespace-webhooks/redis';
import { connect, jobOptions, queueName } from './queue.js';

const redis = connect();
const queue = new Queue(queueName, { connection: redis });

const handler = createWebhookHandler({
  url: process.env.LIVESPACE_WEBHOOK_URL,
  secrets: [process.env.LIVESPACE_WEBHOOK_SECRET],
  store: redisStore(redis),
  async onEvent(item) {
    // BullMQ takes no colon in a job's id.
    const jobId = createHash('sha256').update(item.dedupe_key).digest('hex');
    await queue.add(item.event, item, { ...jobOptions, jobId });
  },
});

createServer(nodeListener(handler)).listen(process.env.PORT);
