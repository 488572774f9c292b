import { Redis } from 'ioredis';

export const queueName = 'livespace';

/** BullMQ's workers want their commands to wait for a Redis that is away, rather than fail. */
export const connect = () => new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null });

/** What waits is only what was answered 200. A failure is tried again for about an hour; then the job stays as failed. */
export const jobOptions = {
  attempts: 12,
  backoff: { type: 'exponential', delay: 1000 },
  // A repeat of what was done within a day is no new job.
  removeOnComplete: { age: 24 * 60 * 60 },
};
