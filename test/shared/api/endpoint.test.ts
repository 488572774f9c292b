import { createAccount, LivespaceClient, Subscriptions } from 'livespace-webhooks';
import { instantClock, rejection } from '../../../testing/livespace/harness.ts';

/** A client of a real account whose transport counts: nothing may be sent for a URL that Livespace can't call. */
function subscriptions() {
  let requests = 0;
  const account = createAccount({ subdomain: 'acme', apiKey: 'k', apiSecret: 's' });
  const transport = async () => {
    requests += 1;
    throw new Error('offline');
  };
  const client = new LivespaceClient({ account, transport, clock: instantClock() });
  return { subscriptions: new Subscriptions(client), requests: () => requests };
}

const ensure = async (url: string) => {
  const { subscriptions: mine, requests } = subscriptions();
  const error = await rejection(mine.ensure({ url, events: ['deal.created'], host: 'n8n', label: 'x' }));
  return { error, requests: requests() };
};

test.each(['http://hooks.example.com/x', 'ftp://hooks.example.com', 'hooks.example.com/x', '', 'https://'])(
  '%j does not start with https://',
  async (url) => {
    const { error, requests } = await ensure(url);
    expect(error).toMatchObject({ code: 'invalid_endpoint', reason: expect.stringContaining('https://') });
    expect(requests).toBe(0);
  },
);

test.each([
  'https://localhost/x',
  'https://localhost./x',
  'https://n8n.localhost',
  'https://n8n/webhook/x',
  'https://n8n.local',
  'https://n8n.internal.',
  'https://127.0.0.1:5678',
  'https://2130706433/x',
  'https://0x7f.1/x',
  'https://0.0.0.0',
  'https://10.1.2.3',
  'https://172.16.0.1',
  'https://172.31.255.255',
  'https://192.168.1.10',
  'https://169.254.169.254/latest',
  'https://[::1]:5678',
  'https://[::]',
  'https://[fe80::1]',
  'https://[fd00::1]',
  'https://[::ffff:10.0.0.1]',
])('%j is not public', async (url) => {
  const { error, requests } = await ensure(url);
  expect(error).toMatchObject({ code: 'invalid_endpoint', remedy: expect.stringContaining('WEBHOOK_URL') });
  expect(requests).toBe(0);
});

test.each([
  'https://hooks.zapier.com/hooks/standard/1/2/',
  'https://10.example.com/x',
  'https://local.example.com:8443/x',
  'https://172.32.0.1/x',
  'https://8.8.8.8/x',
  'https://[2001:db8::1]/x',
])('%j is asked for', async (url) => {
  const { error, requests } = await ensure(url);
  expect(error).toMatchObject({ code: 'unavailable' });
  expect(requests).toBeGreaterThan(0);
});
