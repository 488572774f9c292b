import { inspect } from 'node:util';
import { createAccount } from 'livespace-webhooks';

const keys = { apiKey: 'key-canary', apiSecret: 'secret-canary' };
const originOf = (subdomain: unknown, options = {}) => createAccount({ subdomain, ...keys }, options).origin;

test.each([
  'acme',
  ' acme ',
  'ACME',
  'acme.livespace.io',
  'acme.livespace.io/',
  'https://acme.livespace.io',
  'https://acme.livespace.io/',
  'HTTPS://Acme.Livespace.IO/',
])('%j is the account acme', (subdomain) => {
  expect(createAccount({ subdomain, ...keys })).toMatchObject({
    origin: 'https://acme.livespace.io',
    label: 'acme',
    isLoopback: false,
  });
});

const refused = [
  '',
  '   ',
  'ac me',
  'acme\n.evil.com',
  'acme\u0000',
  'acme@evil',
  'acme@evil.com',
  'acme.livespace.io@evil.com',
  'https://acme.livespace.io:443@evil',
  'https://acme:x@evil.livespace.io',
  'https://acme.livespace.io.evil.com',
  'https://evil.com/acme.livespace.io',
  'https://acme.livespace.io/path',
  'https://acme.livespace.io?x=1',
  'https://acme.livespace.io#x',
  'https://acme.livespace.io//',
  'https://acme.livespace.io:443',
  'acme.livespace.io:8443',
  'acme.livespace.io.',
  'acme\\evil',
  'https:\\\\acme.livespace.io',
  'acme/../evil',
  'acme%2eevil.com',
  'acme。evil',
  'zażółć',
  'ac\u212ae', // the Kelvin sign, whose lower case is an ASCII k
  'acme\u200b',
  'http://acme.livespace.io',
  'ftp://acme.livespace.io',
  'http://169.254.169.254',
  'http://[::1]:4010',
  'http://127.0.0.1:4010',
  'http://localhost:4010',
  '127.0.0.1',
  'livespace.io',
  '.livespace.io',
  'a.b',
  '-acme',
  'acme-',
  'ac_me',
  'a'.repeat(64),
  'a'.repeat(1_000_000),
];

test.each(refused.map((subdomain) => [subdomain.slice(0, 70), subdomain]))('%j is refused', (_, subdomain) => {
  expect(() => originOf(subdomain)).toThrow(
    expect.objectContaining({ code: 'invalid_subdomain', remedy: expect.stringContaining('Enter the subdomain only') }),
  );
});

test.each([undefined, null, 12, ['acme'], { toString: () => 'acme' }])('%p is no subdomain', (subdomain) => {
  expect(() => originOf(subdomain)).toThrow(expect.objectContaining({ code: 'invalid_subdomain' }));
});

const loopback = { allowLoopback: true };

test.each([
  ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
  ['http://127.0.0.1:4010/', 'http://127.0.0.1:4010'],
  ['http://localhost:4010', 'http://localhost:4010'],
  ['http://[::1]:4010', 'http://[::1]:4010'],
])('%j is a loopback account where that is allowed', (subdomain, origin) => {
  expect(createAccount({ subdomain, ...keys }, loopback)).toMatchObject({ origin, isLoopback: true });
});

test.each([
  'http://127.0.0.1:4010@evil.com',
  'http://evil@127.0.0.1:4010',
  'http://127.0.0.1:4010\\@evil.com',
  'http://127.0.0.1:4010/path',
  'http://127.0.0.1:4010?x',
  'http://127.0.0.1.evil.com',
  'http://localhost.evil.com',
  'http://127.0.0.1:99999',
  'http://0.0.0.0:4010',
  'http://169.254.169.254',
  'http://10.0.0.1',
  'ftp://127.0.0.1',
  'file:///etc/passwd',
  'http://127.0.0.1 .evil.com',
])('%j is refused even then', (subdomain) => {
  expect(() => originOf(subdomain, loopback)).toThrow(expect.objectContaining({ code: 'invalid_subdomain' }));
});

test.each([
  [{ apiSecret: 's' }, 'API key'],
  [{ apiKey: ' ', apiSecret: 's' }, 'API key'],
  [{ apiKey: 'k' }, 'API secret'],
  [{ apiKey: 'k', apiSecret: 5 }, 'API secret'],
])('%j lacks the %s', (fields, missing) => {
  expect(() => createAccount({ subdomain: 'acme', ...fields })).toThrow(
    expect.objectContaining({ code: 'missing_credentials', reason: `The ${missing} is empty.` }),
  );
});

test('white space around the key and the secret, as copying brings it, does not count', () => {
  const pasted = createAccount({ subdomain: 'acme', apiKey: ' key-canary\n', apiSecret: '\tsecret-canary ' });
  const typed = createAccount({ subdomain: 'acme', ...keys });
  expect(pasted.callFields('token', 'session')).toEqual(typed.callFields('token', 'session'));
});

test('a call is signed with the SHA-1 of key, token and secret', () => {
  // printf 'key-canarytoken-1secret-canary' | sha1sum
  expect(createAccount({ subdomain: 'acme', ...keys }).callFields('token-1', 'session-1')).toEqual({
    _api_auth: 'key',
    _api_key: 'key-canary',
    _api_sha: 'b1ff15ecadd62845b55bcc5332b4c3be53b07dd5',
    _api_session: 'session-1',
  });
});

test('printing an account shows neither the key nor the secret', () => {
  const account = createAccount({ subdomain: 'acme', ...keys });
  expect(inspect(account, { depth: 10, showHidden: true }) + JSON.stringify(account)).not.toContain('canary');
});
