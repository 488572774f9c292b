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
// Before any parser: the signature covers the bytes as they came.
app.post('/livespace', nodeListener(handler));
app.use(express.json());
app.listen(process.env.PORT);
