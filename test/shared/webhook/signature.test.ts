import { sign, verify } from 'livespace-webhooks';

const url = 'https://hooks.example.com/x?a=1';
const body = '{"name":"deal.created"}';
// printf '%s' "$url$body" | openssl dgst -sha256 -hmac current
const signature = '613e416f4ebbd9946077942ac6568fbfc222a6d86b518597a738588be77d4ca9';

test('signs the URL followed by the body, in lower-case hex', () => {
  expect(sign(url, body, 'current')).toBe(signature);
  expect(sign(url, Buffer.from(body), 'current')).toBe(signature);
});

test('takes the current secret, the previous one, and upper case', () => {
  expect(verify(url, body, signature, ['current'])).toBe('url-body');
  expect(verify(url, body, signature.toUpperCase(), ['new', 'current'])).toBe('url-body');
});

test.each([
  ['another secret', url, body, signature, ['other']],
  ['no secret', url, body, signature, []],
  ['another URL', `${url}2`, body, signature, ['current']],
  ['another body', url, `${body} `, signature, ['current']],
  ['a digit too few', url, body, signature.slice(1), ['current']],
  ['nothing', url, body, '', ['current']],
  ['a line break after it', url, body, `${signature}\n`, ['current']],
  ['a letter of more than one byte', url, body, `é${signature.slice(1)}`, ['current']],
  ['digits of another script', url, body, '１'.repeat(64), ['current']],
])('fails with %s', (_, signedUrl, signedBody, given, secrets) => {
  expect(verify(signedUrl, signedBody, given, secrets)).toBeUndefined();
});

test('a URL or a signature that is missing matches nothing', () => {
  const missing = undefined as unknown as string;
  expect(verify(missing, body, signature, ['current'])).toBeUndefined();
  expect(verify(url, body, undefined, ['current'])).toBeUndefined();
});

test('an empty or missing secret never matches, even where the signature was made with it', () => {
  const missing = [undefined, null, '', ' ', '\n'] as unknown as string[];
  expect(verify(url, body, sign(url, body, ''), missing)).toBeUndefined();
});
