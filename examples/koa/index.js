import Koa from 'koa';
import { createWebhookHandler, nodeListener } from 'livespace-webhooks';

const handler = createWebhookHandler({
  url: process.env.LIVESPACE_WEBHOOK_URL,
  secrets: [process.env.LIVESPACE_WEBHOOK_SECRET],
  async onEvent({ event, deal }) {
    console.log(event, deal.name, deal.value); // your work
  },
});

const listener = nodeListener(handler);
const app = new Koa();
// Before any parser: the signature covers the bytes as they came.
app.use((context, next) => (context.path === '/livespace' ? listener(context) : next()));
app.listen(process.env.PORT);
