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

test.each([
  ['', 'The endpoint URL is empty.'],
  ['http://hooks.example.com/x', 'does not start with https://'],
  ['ftp://hooks.example.com', 'does not start with https://'],
  ['hooks.example.com/x', 'does not start with https://'],
  ['https:hooks.example.com/x', 'does not start with https://'],
  ['https:/hooks.example.com/x', 'does not start with https://'],
  ['https:\\\\hooks.example.com/x', 'does not start with https://'],
  ['https://', 'is not a URL'],
  ['https:///hooks.example.com/x', 'is not a URL'],
  ['https://hooks.example.com\\x', 'is not a URL'],
  ['https://hooks.exa mple.com/x', 'is not a URL'],
  ['https://hooks.example.com/a b', 'is not a URL'],
  ['https://hooks.example.com/a\tb', 'is not a URL'],
  ['https://hooks.exam\tple.com/x', 'is not a URL'],
  ['https://hooks.example.com/x\n', 'is not a URL'],
  ['https://hooks.example.com/\u00a0x', 'is not a URL'],
  ['https://hooks.exam\u200bple.com/x', 'is not a URL'],
  ['https://hooks.exam\u00adple.com/x', 'is not a URL'],
  ['https://hooks.example.com/\u0000', 'is not a URL'],
  ['https://hooks.exam\u034fple.com/x', 'is not a URL'],
  ['https://hooks.example.com/\u3164', 'is not a URL'],
  ['https://hooks..example.com/x', 'is not a URL'],
  ['https://.example.com/x', 'is not a URL'],
  ['https://hooks.example.com../x', 'is not a URL'],
  [`https://${'a'.repeat(64)}.example.com/x`, 'is not a URL'],
  [`https://${'a.'.repeat(127)}com/x`, 'is not a URL'],
  ['https://hooks.example.com:0/x', 'is not a URL'],
  ['https://hooks.example.com:99999/x', 'is not a URL'],
  ['https://256.1.1.1/x', 'is not a URL'],
  ['https://[::1/x', 'is not a URL'],
  ['https://user:pw@hooks.example.com/', 'a user name or a password'],
  ['https://user@hooks.example.com/', 'a user name or a password'],
  ['https://:pw@hooks.example.com/', 'a user name or a password'],
  ['https://@hooks.example.com/', 'a user name or a password'],
  ['https://:@hooks.example.com/', 'a user name or a password'],
  ['https://hooks.example.com/#a', 'contains a #'],
  ['https://hooks.example.com/#', 'contains a #'],
])('%j is refused: %s', async (url, reason) => {
  const { error, requests } = await ensure(url);
  expect(error).toMatchObject({ code: 'invalid_endpoint', reason: expect.stringContaining(reason) });
  expect(requests).toBe(0);
});

test.each([
  'http://user:canary@hooks.example.com',
  'https://user:canary@exa mple.com',
  'https://u:canary@localhost',
  'https:user:canary@hooks.example.com',
  'https:/user:canary@hooks.example.com',
  'https:\\\\user:canary@hooks.example.com',
  'user:canary@hooks.example.com',
  'https://user:canary@1@hooks.example.com#',
  ...['/', '?', '#', '\\', '\n'].map((sign) => `https://user:canary${sign}canary@hooks.example.com/x`),
])('no error repeats the password of %j', async (url) => {
  const { error } = await ensure(url);
  expect(error).toMatchObject({ code: 'invalid_endpoint' });
  expect(JSON.stringify([error, String(error)])).not.toContain('canary');
});

test.each([
  // Names.
  'https://localhost/x',
  'https://LOCALHOST/x',
  'https://localhost./x',
  'https://localhost../x',
  'https://n8n.localhost',
  'https://n8n.localhost.',
  'https://n8n/webhook/x',
  'https://n8n.:8443/webhook/x',
  'https://n8n.local',
  'https://n8n.LOCAL.',
  'https://n8n.localdomain',
  'https://n8n.internal.',
  'https://n8n.intranet',
  'https://n8n.lan',
  'https://n8n.home',
  'https://n8n.corp',
  'https://n8n.home.arpa',
  'https://home.arpa',
  'https://abcdef.onion',
  'https://n8n.alt',
  'https://n8n.test',
  'https://n8n.invalid',
  'https://n8n.example',
  // IPv4, however written.
  'https://127.0.0.1:5678',
  'https://127.0.0.1.:5678',
  'https://127.1/x',
  'https://2130706433/x',
  'https://0x7f.1/x',
  'https://0x7f000001/x',
  'https://0177.0.0.1/x',
  'https://017700000001/x',
  'https://127.0.0.1%2e/x',
  'https://%31%32%37.0.0.1/x',
  'https://①②⑦.0.0.1/x',
  'https://127。0。0。1/x',
  'https://0.0.0.0',
  'https://0.1.2.3',
  'https://10.1.2.3',
  'https://100.64.0.0',
  'https://100.127.255.255',
  'https://169.254.169.254/latest',
  'https://172.16.0.1',
  'https://172.31.255.255',
  'https://192.0.0.8',
  'https://192.0.2.1',
  'https://192.168.1.10',
  'https://198.18.0.1',
  'https://198.19.255.255',
  'https://198.51.100.1',
  'https://203.0.113.1',
  'https://224.0.0.1',
  'https://239.255.255.255',
  'https://240.0.0.1',
  'https://255.255.255.255',
  // IPv6, and IPv4 inside it.
  'https://[::1]:5678',
  'https://[0:0:0:0:0:0:0:1]',
  'https://[::]',
  'https://[fe80::1]',
  'https://[fec0::1]',
  'https://[fc00::1]',
  'https://[fd00::1]',
  'https://[ff02::1]',
  'https://[ffff::1]',
  'https://[100::1]',
  'https://[2001:db8::1]',
  'https://[3fff::1]',
  'https://[4000::1]',
  'https://[::ffff:10.0.0.1]',
  'https://[::ffff:a00:1]',
  'https://[::ffff:8.8.8.8]',
  'https://[::10.0.0.1]',
  'https://[::ffff:0:10.0.0.1]',
  'https://[64:ff9b::10.0.0.1]',
  'https://[64:ff9b::7f00:1]',
  'https://[64:ff9b:1::10.0.0.1]',
  'https://[2002:a00:1::1]',
])('%j is not public', async (url) => {
  const { error, requests } = await ensure(url);
  expect(error).toMatchObject({ code: 'invalid_endpoint', reason: expect.stringContaining('is not public') });
  expect(requests).toBe(0);
});

test.each([
  'https://hooks.zapier.com/hooks/standard/1/2/',
  'https://10.example.com/x',
  'https://local.example.com:8443/x',
  'https://172.32.0.1/x',
  'https://8.8.8.8/x',
  'https://100.63.255.255/x',
  'https://100.128.0.0/x',
  'https://198.20.0.1/x',
  'https://223.255.255.255/x',
  'https://[2a00:1450:4001::1]/x',
  'https://[64:ff9b::8.8.8.8]/x',
  'https://local.example.com./x',
  'https://localhost.example.com/x',
  'https://onion.example.com/x',
  `https://${'a'.repeat(63)}.example.com:1/x@y`,
  'https://hooks.myonion/x',
  'HTTPS://Hooks.Example.com/x?a=%7E&b=1:2',
  'https://zażółć.example.com/ścieżka',
])('%j is asked for', async (url) => {
  const { error, requests } = await ensure(url);
  expect(error).toMatchObject({ code: 'unavailable' });
  expect(requests).toBeGreaterThan(0);
});
