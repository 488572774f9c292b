import { createWebhookHandler } from 'livespace-webhooks';
import { after } from 'next/server';

let handler;

export function POST(request) {
  // Not before the first request: while the app is built, the environment is not there yet.
  handler ??= createWebhookHandler({
    url: process.env.LIVESPACE_WEBHOOK_URL,
    secrets: [process.env.LIVESPACE_WEBHOOK_SECRET],
    async onEvent({ event, deal }) {
      console.log(event, deal.name, deal.value); // your work
    },
  });
  return handler(request, { waitUntil: after });
}
