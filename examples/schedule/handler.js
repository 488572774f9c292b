import { createWebhookHandler } from 'livespace-webhooks';
import { postgresStore } from 'livespace-webhooks/postgres';
import { Pool } from 'pg';

export const pool = new Pool({ connectionString: process.env.DATABASE_URL });

export const events = ['deal.created', 'deal.status_changed'];

export const handler = createWebhookHandler({
  url: process.env.LIVESPACE_WEBHOOK_URL,
  secrets: [process.env.LIVESPACE_WEBHOOK_SECRET],
  events,
  store: postgresStore(pool),
  // Webhook and schedule tell of the same facts, by ids of their own.
  once: 'fact',
  async onEvent({ event, deal, dedupe_key: key }) {
    console.log(event, deal.name, deal.value, key); // your work
  },
});
