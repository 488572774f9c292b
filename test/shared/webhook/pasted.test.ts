import { createAccount } from 'livespace-webhooks';
import { checkPastedSecret, checkPastedUrl } from 'livespace-webhooks/host';

const account = createAccount({ subdomain: 'acme', apiKey: 'key', apiSecret: 'secret' });

test.each(['https://hooks.example.com/x', ' https://hooks.example.com/x\n', '\u200bhttps://hooks.example.com/x\ufeff'])(
  '%j is the URL without what was copied with it',
  (given) => {
    expect(checkPastedUrl(given)).toBe('https://hooks.example.com/x');
    expect(checkPastedUrl(given, account)).toBe('https://hooks.example.com/x');
  },
);

test.each(['', 'http://hooks.example.com/x', 'https://localhost/x', 7, undefined])(
  '%j is no URL that Livespace could call, with an account and without',
  (given) => {
    expect(() => checkPastedUrl(given)).toThrow(expect.objectContaining({ code: 'invalid_endpoint' }));
    expect(() => checkPastedUrl(given, account)).toThrow(expect.objectContaining({ code: 'invalid_endpoint' }));
  },
);

test('a local account may call a local URL', () => {
  const local = createAccount(
    { subdomain: 'http://127.0.0.1:4010', apiKey: 'key', apiSecret: 'secret' },
    { allowLoopback: true },
  );
  expect(checkPastedUrl('http://127.0.0.1:4011/x', local)).toBe('http://127.0.0.1:4011/x');
});

test('a secret is taken without the white space around it', () => {
  expect(checkPastedSecret(' canary-secret\n')).toBe('canary-secret');
});

test.each(['', ' ', '\u200b', undefined, 7])('%j is no secret', (given) => {
  expect(() => checkPastedSecret(given)).toThrow(expect.objectContaining({ code: 'missing_secret' }));
});

test.each([
  ['********', '****'],
  ['ab****yz', '……**'],
])('%s is one that was not shown, and no letter of it is told', (given, told) => {
  expect(() => checkPastedSecret(given)).toThrow(expect.objectContaining({ code: 'masked_secret' }));
  expect(() => checkPastedSecret(given)).toThrow(`placeholders (${told})`);
});
