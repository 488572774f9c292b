import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventOf, post, startN8n } from '../../testing/n8n/setup.ts';
import type { StandIn } from '../../testing/n8n/stand-in.ts';
import { signDelivery } from '../../testing/sign.ts';

const secret = 's';

async function published() {
  const n8n = await startN8n({
    parameters: { events: ['deal.created'] },
    credentials: { livespaceWebhookApi: { secret } },
  });
  await n8n.activate();
  return n8n;
}

/** Sends an event and hangs up while n8n still starts the workflow. */
async function hangUp(n8n: StandIn, afterMs: number): Promise<void> {
  const body = JSON.stringify(eventOf());
  const headers = { 'x-livespace-signature': signDelivery(n8n.url, body, secret) };
  const request = http.request(n8n.url, { method: 'POST', headers }).on('error', () => {});
  request.end(body);
  await sleep(afterMs);
  request.destroy();
}

test('the sender hangs up while the workflow starts, then sends the event again: one run, and 200', async () => {
  const n8n = await published();
  n8n.startTakes = 400;
  await hangUp(n8n, 100);
  await sleep(50);
  const early = await post(n8n.url, eventOf(), secret);
  await sleep(400);
  const late = await post(n8n.url, eventOf(), secret);
  expect([early.status, late.status, n8n.runs.length]).toEqual([200, 200, 1]);
});

test('a copy that comes while the workflow starts is asked to come again, and then thanked for', async () => {
  const n8n = await published();
  n8n.startTakes = 200;
  const first = post(n8n.url, eventOf(), secret);
  await sleep(50);
  const copy = await post(n8n.url, eventOf(), secret);
  expect([copy.status, (await first).status]).toEqual([503, 200]);
  expect([(await post(n8n.url, eventOf(), secret)).status, n8n.runs.length]).toEqual([200, 1]);
});

test('a start that fails is no delivery: the next copy runs', async () => {
  const n8n = await published();
  n8n.startFails = true;
  expect((await post(n8n.url, eventOf(), secret)).status).toBe(500);
  n8n.startFails = false;
  expect([(await post(n8n.url, eventOf(), secret)).status, n8n.runs.length]).toEqual([200, 1]);
});
