import { createWebhookHandler } from 'livespace-webhooks';

const handler = createWebhookHandler({
  url: process.env.LIVESPACE_WEBHOOK_URL,
  secrets: [process.env.LIVESPACE_WEBHOOK_SECRET],
  async onEvent({ event, deal }) {
    console.log(event, deal.name, deal.value); // your work
  },
});

Bun.serve({ port: process.env.PORT, fetch: (request) => handler(request) });
