import { Worker } from 'bullmq';
import { connect, queueName } from './queue.js';

async function work({ data: { dedupe_key: key, event, deal } }) {
  // Your work. A worker that is killed in the middle of it does it again: what must not happen twice is keyed by dedupe_key.
  console.log(event, deal.name, deal.value, key);
}

const worker = new Worker(queueName, work, {
  connection: connect(),
  concurrency: 10,
  // A job whose worker was killed is taken up by another after this time, however often that happens.
  lockDuration: 10_000,
  stalledInterval: 10_000,
  maxStalledCount: 100,
});
worker.on('error', console.error);
