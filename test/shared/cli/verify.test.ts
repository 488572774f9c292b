import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endCommands, runCommand } from '../../../testing/endpoint/command.ts';
import { signDelivery } from '../../../testing/sign.ts';

// Each command is a process of its own.
jest.setTimeout(60_000);
afterEach(endCommands);

const url = 'https://canary-host.example.com/canary/path?x=1';
const secret = 'canary-secret-71a0';
const body =
  '{"version":"1.0","name":"deal.created","id":"canary-id","timestamp":"2026-11-24T10:00:00Z","webhook_delivery_attempt":1,"data":{"id":"d-1","name":"Zażółć/50 €","owners":[{"email":"canary@example.com"}]}}';
const folder = mkdtempSync(join(tmpdir(), 'livespace-verify-'));

function verify(signature: string, { sent = body, at = url, key = secret, input = sent as string | undefined } = {}) {
  const args = ['verify', '--json', '--url', at, '--signature', signature];
  return runCommand(args, { LIVESPACE_WEBHOOK_SECRET: key }, input);
}

test('a right signature: the form is told, from standard input and from a file', async () => {
  const file = join(folder, 'body.json');
  writeFileSync(file, body);
  const signature = signDelivery(url, body, secret, 'body-dot-url');
  const piped = await verify(signature);
  const args = ['verify', '--url', url, '--signature', signature, '--body', file];
  const read = await runCommand(args, { LIVESPACE_WEBHOOK_SECRET: secret });
  expect(piped.values).toEqual([{ matches: true, form: 'body-dot-url' }]);
  expect(read.out).toBe('✓ The signature matches, in the form body-dot-url.\n');
  expect([piped.code, read.code]).toEqual([0, 0]);
});

const signature = signDelivery(url, body, secret);
const php = body
  .replaceAll('/', '\\/')
  .replace(/[ażółć€Ż]/gu, (sign) =>
    sign.charCodeAt(0) < 128 ? sign : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

type Wrong = [string, string, NonNullable<Parameters<typeof verify>[1]>, RegExp];

test.each<Wrong>([
  [
    'written again with indentation',
    signature,
    { sent: JSON.stringify(JSON.parse(body), null, 2) },
    /parsed and written again/,
  ],
  ['as PHP escaped it, read back and written again', signDelivery(url, php, secret), {}, /parsed and written again/],
  ['with a line break at its end', signature, { sent: `${body}\n` }, /line breaks at its end/],
  ['without its line break', signDelivery(url, `${body}\n`, secret), {}, /lacks the line break/],
  ['signature in Base64', Buffer.from(signature, 'hex').toString('base64'), {}, /Base64/],
  ['signature with a prefix', `sha256=${signature}`, {}, /prefix/],
  [
    'URL with a slash too many',
    signDelivery(url.split('?')[0] ?? '', body, secret),
    { at: `${url.split('?')[0]}/` },
    /without the slash/,
  ],
  ['URL in other case', signDelivery(url, body, secret), { at: url.replace('/path', '/Path') }, /case/],
  ['URL without its query', signDelivery(url.split('?')[0] ?? '', body, secret), {}, /without the query/],
  ['http behind a proxy', signDelivery(url.replace('https', 'http'), body, secret), {}, /http instead of https/],
  ['signature with its header', `X-Livespace-Signature: ${signature.toUpperCase()}`, {}, /prefix/],
  ['signature in quotation marks', `„${signature}”`, {}, /quotation marks/],
  ['signature in URL-safe Base64', `${Buffer.from(signature, 'hex').toString('base64url')}=`, {}, /Base64/],
  ...['"', "'", '`', '“”', '„”', '‘’', '«»'].map((marks): Wrong => {
    const key = `${marks.slice(0, 1)}${secret}${marks.slice(-1)}`;
    return [`secret in ${marks}`, signature, { key }, /quotation marks/];
  }),
  ...['\u200b', '\ufeff', '\u00ad', '\u0007', ' '].map((sign): Wrong => {
    return [
      `secret with ${JSON.stringify(sign)} inside`,
      signature,
      { key: `ca${sign}${secret.slice(2)}` },
      /invisible/,
    ];
  }),
])('what is likely wrong is found by trying: %s', async (_, given, change, diagnosis) => {
  const ran = await verify(given, change);
  expect(ran.values[0]).toMatchObject({ matches: false, diagnosis: expect.stringMatching(diagnosis) });
  expect(ran.code).toBe(1);
});

test('a signature that a proxy repeats is taken, as the endpoint takes it', async () => {
  const ran = await verify(`${signature}, ${signature}`);
  expect(ran.values).toEqual([{ matches: true, form: 'url-body' }]);
});

test('what is no signature, or no secret, is told as such, without a report', async () => {
  const none = await verify('abc');
  expect(none.values).toEqual([
    { matches: false, diagnosis: expect.stringContaining('X-Livespace-Signature is not 64 hex digits'), form: null },
  ]);
  const masked = await verify(signature, { key: '••••••••' });
  expect([masked.code, masked.out, masked.err]).toEqual([1, '', expect.stringContaining('consists of placeholders')]);
});

test('another secret among several is found', async () => {
  const ran = await verify(signature, { key: `old-one,${secret}` });
  expect(ran.values).toEqual([{ matches: true, form: 'url-body' }]);
});

test('a key that is hex is named', async () => {
  const key = 'c0ffee00c0ffee00';
  const binary = signDelivery(url, body, Buffer.from(key, 'hex'));
  const ran = await verify(binary, { key });
  expect(ran.values[0]).toMatchObject({ matches: false, diagnosis: expect.stringContaining('as hex') });
});

test('nothing matches: a report without a value, a signature, a host, a path or a secret', async () => {
  const ran = await verify('ab'.repeat(32));
  expect(ran.code).toBe(1);
  expect(ran.values[0]).toMatchObject({
    matches: false,
    report: {
      signature: { length: 64, alphabet: 'hex' },
      body: { bytes: Buffer.byteLength(body), shape: { name: 'string(12)', data: { name: 'string(11)' } } },
      formsTried: expect.arrayContaining(['url-body', 'body-colon-url-normalized']),
    },
  });
  for (const canary of ['canary', 'abab', 'deal.created', 'Zażółć']) expect(ran.out + ran.err).not.toContain(canary);
});

test('a body that is no JSON, an empty body, a megabyte of it: a verdict each, no stack', async () => {
  for (const sent of ['no json', '', 'x'.repeat(1_000_000), '['.repeat(100_000)]) {
    const ran = await verify('ab'.repeat(32), { sent });
    expect([ran.code, ran.err]).toEqual([1, '']);
    expect(ran.values[0]).toMatchObject({ matches: false });
  }
});

test('without a secret, and with a file that is not there: wrong usage, named', async () => {
  const none = await runCommand(['verify', '--url', url, '--signature', signature], {}, body);
  expect([none.code, none.err]).toEqual([2, expect.stringContaining('LIVESPACE_WEBHOOK_SECRET is not set')]);
  const file = await runCommand(['verify', '--url', url, '--signature', signature, '--body', 'nowhere.json'], {
    LIVESPACE_WEBHOOK_SECRET: secret,
  });
  expect([file.code, file.err]).toEqual([2, expect.stringContaining('--body: there is no file nowhere.json')]);
});
