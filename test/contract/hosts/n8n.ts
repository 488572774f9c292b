import type { Item } from 'livespace-webhooks';
import { startN8n } from '../../../testing/n8n/setup.ts';
import type { Columns } from '../columns.ts';
import type { Vector } from '../vectors.ts';

/** A vector as a request on the wire to the node, registered by hand with the vector's secrets and URL. */
export async function manual(vector: Vector): Promise<Columns> {
  const { url, secrets, events, headers, body, expected } = vector;
  const [secret = '', previousSecret = ''] = secrets;
  const n8n = await startN8n({
    parameters: { registration: 'manual', events },
    credentials: { livespaceWebhookApi: { secret, previousSecret } },
  });
  await n8n.activate();
  n8n.shownUrl = url;
  const { status } = await fetch(n8n.url, { method: 'POST', headers, body: new Uint8Array(body) });
  // What calls itself JSON and is none gets 422 from n8n, before it asks the node.
  expect(expected.kind === 'rejected' ? [expected.status, 422] : [expected.status]).toContain(status);
  expect(n8n.runs.length).toBeLessThan(2);
  return { isTaken: status === 200, item: (n8n.runs[0] as unknown as Item | undefined) ?? null };
}
