import { startN8n } from '../../testing/n8n/setup.ts';
import { vectors } from './vectors.ts';

/** Every vector as a request on the wire to the node, registered by hand with the vector's secrets and URL. */
test.each(vectors.map((vector) => [vector.title, vector] as const))('%s', async (_, vector) => {
  const [first = '', second = ''] = vector.secrets;
  const n8n = await startN8n({
    parameters: { registration: 'manual', events: vector.events },
    credentials: { livespaceWebhookApi: { secret: first, previousSecret: second } },
  });
  await n8n.activate();
  n8n.shownUrl = vector.url;
  const response = await fetch(n8n.url, { method: 'POST', headers: vector.headers, body: new Uint8Array(vector.body) });

  const { kind, status, item } = vector.expected;
  // What calls itself JSON and is none gets 422 from n8n, before it asks the node.
  expect(kind === 'rejected' ? [status, 422] : [status]).toContain(response.status);
  expect(n8n.runs).toHaveLength(item ? 1 : 0);
  if (item) expect(n8n.runs[0]).toMatchObject(item);
});
