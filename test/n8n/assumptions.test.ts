import { type Simulator, type SimulatorOptions, startSimulator } from 'livespace-simulator';
import { eventOf, post, startN8n } from '../../testing/n8n/setup.ts';
import { signatureForms, signDelivery } from '../../testing/sign.ts';

/*
 * Nobody public knows how Livespace signs, or names a deal's fields. Each way that is allowed for, once, on an account as it
 * is today: registered by hand.
 */

let livespace: Simulator;
afterEach(() => livespace.close());

async function byHand(profile: SimulatorOptions['profile'], capitals = false) {
  livespace = await startSimulator({ retryDelaysMs: [5, 5], deals: [], ...(profile && { profile }) });
  const n8n = await startN8n({ parameters: { events: ['deal.created'] } });
  // As a person may have written it in N8N_WEBHOOK_URL.
  if (capitals) n8n.publicUrl = n8n.url.replace(/\/webhook\/.*/, '').replace('127.0.0.1', 'LOCALHOST');
  await n8n.activate();
  const { id } = livespace.addSubscription({ name: 'By hand', url: n8n.url, events: ['deal.created'] });
  const { secret } = await livespace.activateSubscription(id);
  n8n.choose('livespaceWebhookApi', { secret });
  return { n8n, id, secret };
}

test.each(signatureForms)('signed as %s: heard, and a forged one refused', async (form) => {
  const { n8n, id } = await byHand({ form }, true);
  livespace.createDeal({ name: 'Chairs' });
  await livespace.idle();
  expect(n8n.runs).toMatchObject([{ deal: { name: 'Chairs' } }]);
  const { status } = await livespace.forge(id, { name: 'deal.created', data: { id: 'forged' } });
  expect([status, n8n.runs.length]).toEqual([401, 1]);
});

test('once a form matched, another one is refused', async () => {
  const { n8n, secret } = await byHand({ form: 'body-url' });
  livespace.createDeal();
  await livespace.idle();
  const body = JSON.stringify(eventOf());
  const headers = { 'x-livespace-signature': signDelivery(n8n.url, body, secret, 'url-body') };
  expect((await post(n8n.url, body, secret, headers)).status).toBe(401);
});

const profiles = [
  ...(['snake', 'camel', 'nested'] as const).map((fields) => ({ fields })),
  ...(['iso', 'iso-offset', 'livespace', 'zoneless', 'unix', 'unix-text', 'unix-ms', 'none'] as const).map((time) => ({
    time,
  })),
];

test.each(profiles)('%j: the item is the same', async (profile) => {
  const { n8n } = await byHand(profile);
  const created = Date.parse('2026-11-24T10:00:00Z');
  const { deal } = livespace.createDeal({
    name: 'Chairs',
    value: 1500.5,
    currency: 'PLN',
    process_id: 'p1',
    process_name: 'Sales',
    owner_id: 'u1',
    owner_name: 'Anna',
    company_name: 'Nowak',
    created,
  });
  await livespace.idle();
  expect(n8n.runs).toMatchObject([
    {
      event: 'deal.created',
      dedupe_key: `created:${deal.id}`,
      occurred_at: 'time' in profile && profile.time === 'none' ? null : expect.stringMatching(/^20.*Z$/),
      deal: {
        name: 'Chairs',
        status: 'open',
        value: 1500.5,
        currency: 'PLN',
        process: { id: 'p1', name: 'Sales' },
        owner: { id: 'u1', name: 'Anna' },
        company: { name: 'Nowak' },
        created_at: '2026-11-24T10:00:00.000Z',
      },
    },
  ]);
});
