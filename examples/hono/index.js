import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createWebhookHandler } from 'livespace-webhooks';

const handler = createWebhookHandler({
  url: process.env.LIVESPACE_WEBHOOK_URL,
  secrets: [process.env.LIVESPACE_WEBHOOK_SECRET],
  async onEvent({ event, deal }) {
    console.log(event, deal.name, deal.value); // your work
  },
});

const app = new Hono();
app.post('/livespace', (context) => handler(context.req.raw));
serve({ fetch: app.fetch, port: Number(process.env.PORT) });
