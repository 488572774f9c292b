import fastify from 'fastify';
import { createWebhookHandler, nodeListener } from 'livespace-webhooks';

const handler = createWebhookHandler({
  url: process.env.LIVESPACE_WEBHOOK_URL,
  secrets: [process.env.LIVESPACE_WEBHOOK_SECRET],
  async onEvent({ event, deal }) {
    console.log(event, deal.name, deal.value); // your work
  },
});

const app = fastify();
app.register(async (scope) => {
  // Here alone nothing is parsed: the signature covers the bytes as they came.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _body, done) => done(null));
  scope.post('/livespace', nodeListener(handler));
});
await app.listen({ port: Number(process.env.PORT), host: '0.0.0.0' });
