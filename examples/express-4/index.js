import express from 'express';
import { createWebhookHandler, nodeListener } from 'livespace-webhooks';

const handler = createWebhookHandler({
  url: process.env.LIVESPACE_WEBHOOK_URL,
  secrets: [process.env.LIVESPACE_WEBHOOK_SECRET],
  async onEvent({ event, deal }) {
    console.log(event, deal.name, deal.value); // your work
  },
});

const app = express();
// A parser of its own, before any other: the signature covers the bytes as they came.
app.post('/livespace', express.raw({ type: () => true, limit: '10mb' }), nodeListener(handler));
app.use(express.json());
app.listen(process.env.PORT);
