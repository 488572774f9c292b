import { eventOf, post, start, startN8n } from '../../testing/n8n/setup.ts';
import type { StandIn } from '../../testing/n8n/stand-in.ts';
import { signatureForms } from '../../testing/sign.ts';

const hourMs = 60 * 60 * 1000;
const wrong = 'guessed';

/** Registered by hand, with the secret that a person pasted. */
async function byHand(secret: string) {
  const n8n = await startN8n({
    parameters: { events: ['deal.created'] },
    credentials: { livespaceWebhookApi: { secret } },
  });
  await n8n.activate();
  return n8n;
}

async function statuses(n8n: StandIn, secrets: string[]): Promise<number[]> {
  const all = [];
  for (const [index, secret] of secrets.entries())
    all.push((await post(n8n.url, eventOf({ id: String(index) }), secret)).status);
  return all;
}

function passTime(milliseconds: number): void {
  const now = Date.now();
  jest.spyOn(Date, 'now').mockReturnValue(now + milliseconds);
}

afterEach(() => jest.restoreAllMocks());

describe('until a delivery was verified, a failed execution says why one was refused', () => {
  test('a wrong secret: 401 all the same, and what to compare', async () => {
    const n8n = await byHand('mistyped');
    expect(await statuses(n8n, ['right'])).toEqual([401]);
    expect(n8n.failures).toEqual([
      expect.stringMatching(/does not match.*Livespace Webhook API credential, or the Production URL.*N8N_WEBHOOK_URL/),
    ]);
    expect(n8n.runs).toEqual([]);
  });

  test.each([
    ['no secret yet', '', /not known yet.*copy it.*into the Livespace Webhook API credential/],
    ['a masked one', '********', /placeholders \(\*\*\*\*\).*Show the secret/],
  ])('%s: 503 all the same, one line in the log, and where to put it', async (_, secret, reason) => {
    const n8n = await byHand(secret);
    expect(await statuses(n8n, ['right', 'right', 'right'])).toEqual([503, 503, 503]);
    expect(n8n.failures).toEqual([expect.stringMatching(reason)]);
    expect(n8n.log).toEqual([expect.stringMatching(reason)]);
  });

  test('a credential that can’t be read: why', async () => {
    const n8n = await byHand('s');
    n8n.credentials.clear();
    expect(await statuses(n8n, ['s'])).toEqual([503]);
    expect(n8n.failures).toEqual([expect.stringMatching(/Credential with ID .* does not exist/)]);
  });

  test('once an hour at most, however many come', async () => {
    const n8n = await byHand('s');
    await statuses(n8n, Array(20).fill(wrong));
    expect(n8n.failures).toHaveLength(1);
    passTime(hourMs - 1000);
    await statuses(n8n, [wrong]);
    expect(n8n.failures).toHaveLength(1);
    passTime(hourMs + 1000);
    await statuses(n8n, [wrong, wrong]);
    expect(n8n.failures).toHaveLength(2);
  });

  test.each([
    ['an accepted event', eventOf()],
    ['one that was not chosen', eventOf({ name: 'deal.status_changed' })],
    ['one that can’t be read', { name: 'deal.created', data: {} }],
  ])('never after %s', async (_, event) => {
    const n8n = await byHand('s');
    await post(n8n.url, event, 's');
    expect(await statuses(n8n, [wrong, wrong])).toEqual([401, 401]);
    passTime(2 * hourMs);
    await statuses(n8n, [wrong]);
    expect(n8n.failures).toEqual([]);
  });

  test('another secret is another subscription', async () => {
    const n8n = await byHand('s');
    await statuses(n8n, ['s']);
    n8n.choose('livespaceWebhookApi', { secret: 'mistyped' });
    await statuses(n8n, ['right']);
    expect(n8n.failures).toHaveLength(1);
  });

  const signature = { 'x-livespace-signature': 'f'.repeat(64) };
  const event = JSON.stringify(eventOf());
  test.each<[string, RequestInit]>([
    ['no signature', { body: event }],
    ['a malformed one', { body: event, headers: { 'x-livespace-signature': 'sha256=1' } }],
    ['no event', { body: '{"a":1}', headers: signature }],
    ['no JSON', { body: 'a=1', headers: signature }],
    ['a form', { body: new URLSearchParams({ name: 'deal.created' }), headers: signature }],
    ['a multipart form', { body: form(), headers: signature }],
    ['a body that claims to be compressed', { body: event, headers: { ...signature, 'content-encoding': 'gzip' } }],
  ])('never for what has not the form of a delivery: %s', async (_, request) => {
    const n8n = await byHand('s');
    const { status } = await fetch(n8n.url, { method: 'POST', ...request });
    expect([400, 401]).toContain(status);
    expect([n8n.failures, n8n.runs]).toEqual([[], []]);
  });

  test('never for the handshake, and never in a test run', async () => {
    const n8n = await byHand('');
    expect((await fetch(n8n.url, { method: 'POST' })).status).toBe(200);
    await n8n.listen();
    expect((await post(n8n.testUrl, eventOf(), 's')).status).toBe(503);
    expect(n8n.failures).toEqual([]);
  });

  test('automatic: not while the subscription is being made, but for a signature that does not match', async () => {
    const { livespace, n8n } = await start();
    await n8n.activate();
    const { staticData } = n8n;
    n8n.staticData = {};
    expect(await statuses(n8n, ['any'])).toEqual([503]);
    expect(n8n.failures).toEqual([]);
    n8n.staticData = { ...staticData, secret: 'another' };
    livespace.createDeal();
    await livespace.idle();
    expect(n8n.failures).toHaveLength(1);
  });
});

test('the secret is in none of it', async () => {
  const n8n = await byHand('canary-secret');
  await statuses(n8n, [wrong, 'canary-secret']);
  expect(n8n.failures).toHaveLength(1);
  expect([n8n.failures, n8n.log, n8n.runs].join()).not.toContain('canary-secret');
});

test('the log tells in which form the first event was signed', async () => {
  const n8n = await byHand('s');
  await statuses(n8n, ['s', 's']);
  expect(n8n.log).toEqual([expect.stringMatching(/^info .*verified its first event, signed in the form url-body/)]);
  expect(signatureForms).toContain('url-body');
});

function form(): FormData {
  const data = new FormData();
  data.set('name', 'deal.created');
  return data;
}
