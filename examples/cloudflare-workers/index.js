import { DurableObject } from 'cloudflare:workers';
import { createWebhookHandler } from 'livespace-webhooks';

export default {
  fetch(request, env, context) {
    const handler = createWebhookHandler({
      url: env.LIVESPACE_WEBHOOK_URL,
      secrets: [env.LIVESPACE_WEBHOOK_SECRET],
      // Requests of a Worker share no memory; a Durable Object is one for all.
      store: env.GUARD.getByName('livespace'),
      onEvent({ event, deal }) {
        console.log(event, deal.name, deal.value); // your work
      },
    });
    return handler(request, context);
  },
};

/** The guard's memory. */
export class Guard extends DurableObject {
  constructor(context, env) {
    super(context, env);
    this.sql = context.storage.sql;
    this.sql.exec('CREATE TABLE IF NOT EXISTS guard (key TEXT PRIMARY KEY, value TEXT, expires INTEGER)');
  }

  get(key) {
    this.sql.exec('DELETE FROM guard WHERE expires <= ?', Date.now());
    return this.sql.exec('SELECT value FROM guard WHERE key = ?', key).toArray()[0]?.value;
  }

  set(key, value, ttlMs) {
    this.sql.exec('INSERT OR REPLACE INTO guard VALUES (?, ?, ?)', key, value, Date.now() + ttlMs);
  }

  add(key, value, ttlMs) {
    if (this.get(key) !== undefined) return false;
    this.set(key, value, ttlMs);
    return true;
  }

  delete(key, onlyIf) {
    if (onlyIf === undefined || this.get(key) === onlyIf) this.sql.exec('DELETE FROM guard WHERE key = ?', key);
  }

  raise(key, value, ttlMs) {
    const stored = this.get(key);
    const greater = stored !== undefined && stored > value ? stored : value;
    this.set(key, greater, ttlMs);
    return greater;
  }
}
