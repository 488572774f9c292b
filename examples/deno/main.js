import { createWebhookHandler } from 'livespace-webhooks';

const handler = createWebhookHandler({
  url: Deno.env.get('LIVESPACE_WEBHOOK_URL'),
  secrets: [Deno.env.get('LIVESPACE_WEBHOOK_SECRET')],
  onEvent({ event, deal }) {
    console.log(event, deal.name, deal.value); // your work
  },
});

Deno.serve({ port: Number(Deno.env.get('PORT')) }, handler);
