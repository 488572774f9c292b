import { MemoryStore, type RawRequest, type ReceiveOptions, receive } from 'livespace-webhooks';
import { Guard } from 'livespace-webhooks/host';
import { signDelivery } from '../../../testing/sign.ts';

/* What frameworks make of a request, before it reaches `receive`. */

const url = 'https://hooks.example.com/x?flow=ż';
const secret = 's3cret';
const text = JSON.stringify({ name: 'deal.created', id: 'e', data: { id: 'd', name: 'Zażółć €' } });
const bytes = Buffer.from(text);
const signature = signDelivery(url, text, secret);
const signed = { 'X-Livespace-Signature': signature };

function received(request: object, options: Partial<ReceiveOptions> = {}) {
  const guard = new Guard(new MemoryStore());
  const whole = { url, headers: signed, body: bytes, ...request } as RawRequest;
  return receive(whole, { secrets: [secret], events: 'any', guard, scope: 's', ...options });
}

/** As another realm has it: a test runner's, or a sandbox's. */
const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
shared.set(bytes);
const within = Buffer.concat([Buffer.from('{}'), bytes, Buffer.from('{}')]);
const view = new Uint8Array(within.buffer, within.byteOffset + 2, bytes.length);

describe('the same bytes are taken', () => {
  test.each<[string, unknown]>([
    ['a Buffer', bytes],
    ['a Uint8Array', new Uint8Array(bytes)],
    ['a view of a larger buffer', view],
    ['a DataView', new DataView(view.buffer, view.byteOffset, view.byteLength)],
    ['an Int8Array', new Int8Array(new Uint8Array(bytes).buffer)],
    ['an ArrayBuffer', new Uint8Array(bytes).buffer],
    ['an ArrayBuffer of a web Request', new Request(url, { method: 'POST', body: bytes }).arrayBuffer()],
    ['shared memory', shared],
    ['a string', text],
  ])('as %s', async (_, body) => {
    await expect(received({ body: await body })).resolves.toMatchObject({
      kind: 'accepted',
      item: { deal: { id: 'd', name: 'Zażółć €' } },
    });
  });
});

describe('what came already parsed or read is our mistake, not a forgery', () => {
  test.each<[string, unknown]>([
    ['parsed JSON', JSON.parse(text)],
    ['a parsed form', { '{"name":"deal.created"}': '' }],
    ['a list', [JSON.parse(text)]],
    ['an empty list', []],
    ['a Buffer as JSON', bytes.toJSON()],
    ['a stream', new Response(text).body],
    ['a Blob', new Blob([bytes])],
    ['a Map', new Map()],
    ['a number', 7],
    ['false', false],
    ['a Promise', Promise.resolve(bytes)],
  ])('%s', async (_, body) => {
    for (const headers of [signed, {}, undefined, { 'content-length': '0' }]) {
      const answer = await received({ body, headers });
      expect(answer).toMatchObject({ kind: 'rejected', status: 500, code: 'body_not_raw' });
      expect(answer).toHaveProperty('reason', expect.stringMatching(/mistake in the endpoint.*express\.raw/));
    }
  });
});

const noBody: [string, unknown][] = [
  ['undefined', undefined],
  ['null', null],
  ['{}', {}],
  ['an object without a prototype', Object.create(null)],
];

describe.each(noBody)('%s, as frameworks write “no body”', (_, body) => {
  test.each<[string, unknown]>([
    ['no headers at all', undefined],
    ['none of a body', { host: 'hooks.example.com' }],
    ['Content-Length 0', { 'content-length': '0' }],
    ['Content-Length 0 in another spelling', { 'Content-Length': ' 0 ' }],
    ['Content-Length 0 as a number', { 'content-length': 0 }],
    ['Content-Length 0 as CGI writes it', { HTTP_CONTENT_LENGTH: '0' }],
    ['Content-Length 0 in web Headers', new Headers({ 'Content-Length': '0' })],
  ])('is a handshake with %s', async (__, headers) => {
    await expect(received({ body, headers })).resolves.toEqual({ kind: 'handshake', status: 200 });
  });

  test.each<[string, unknown]>([
    ['Content-Length 512', { 'content-length': '512' }],
    ['Content-Length 512 as a number', { 'Content-Length': 512 }],
    ['a Content-Length nobody can read', { 'content-length': 'x' }],
    ['Content-Length twice', { 'content-length': ['0', '512'] }],
    ['Transfer-Encoding', { 'transfer-encoding': 'chunked' }],
    ['both', { 'content-length': '0', 'Transfer-Encoding': 'chunked' }],
    ['Content-Length 512 in web Headers', new Headers({ 'Content-Length': '512' })],
    ['Content-Length 512 in a Map', new Map([['Content-Length', '512']])],
  ])('is a body that was not read with %s: a handshake would lose a signed event', async (__, headers) => {
    await expect(received({ body, headers })).resolves.toMatchObject({ status: 500, code: 'body_not_raw' });
  });
});

const detached = new ArrayBuffer(bytes.length);
const ofDetached = new Uint8Array(detached);
structuredClone(detached, { transfer: [detached] });

describe.each<[string, unknown]>([
  ['an empty text', ''],
  ['an empty Buffer', Buffer.alloc(0)],
  ['an empty ArrayBuffer', new ArrayBuffer(0)],
  ['bytes that were given away', ofDetached],
  ['the text {}, parsed and written again', '{}'],
  ['a Buffer of []', Buffer.from('[]')],
  ['the text null', 'null'],
  ['a space', ' '],
])('%s', (_, body) => {
  test.each<[string, unknown]>([
    ['no headers at all', undefined],
    ['Content-Length 0', { 'content-length': '0' }],
    ['Transfer-Encoding', { 'transfer-encoding': 'chunked' }],
  ])('is a handshake with %s', async (__, headers) => {
    await expect(received({ body, headers })).resolves.toEqual({ kind: 'handshake', status: 200 });
  });

  test.each<[string, unknown]>([
    ['Content-Length 512', { 'content-length': '512' }],
    ['Content-Length 512 as CGI writes it', { HTTP_CONTENT_LENGTH: '512' }],
    ['Content-Length 512 in web Headers', new Headers({ 'Content-Length': '512' })],
    ['Content-Length 512 and no Content-Encoding', { 'content-length': '512', 'content-encoding': '' }],
  ])('was read by somebody else with %s', async (__, headers) => {
    await expect(received({ body, headers })).resolves.toMatchObject({ status: 500, code: 'body_not_raw' });
  });
});

test('a handshake that was compressed is shorter than its Content-Length', async () => {
  const headers = { 'content-length': '22', 'content-encoding': 'gzip' };
  await expect(received({ body: '{}', headers })).resolves.toEqual({ kind: 'handshake', status: 200 });
});

describe('headers', () => {
  test.each<[string, unknown]>([
    ['a record', signed],
    ['a record without a prototype', Object.assign(Object.create(null), signed)],
    ['lower case', { 'x-livespace-signature': signature }],
    ['a list of one', { 'x-livespace-signature': [signature] }],
    ['as Zapier writes them', { 'Http-X-Livespace-Signature': signature }],
    ['as CGI writes them', { HTTP_X_LIVESPACE_SIGNATURE: signature }],
    ['web Headers', new Headers(signed)],
    ['a Map', new Map(Object.entries(signed))],
    ['a list of pairs', Object.entries(signed)],
    ['the same value twice', { 'x-livespace-signature': [signature, signature] }],
    ['the same value twice, joined', { 'x-livespace-signature': `${signature}, ${signature},` }],
    ['an empty one in another spelling', { 'X-LIVESPACE-SIGNATURE': ' ', HTTP_X_LIVESPACE_SIGNATURE: signature }],
    ['an empty one before it', [['X-Livespace-Signature', ''], ...Object.entries(signed)]],
    ['white space around the value', { 'x-livespace-signature': ` ${signature}\t` }],
  ])('%s: accepted', async (_, headers) => {
    await expect(received({ headers })).resolves.toMatchObject({ kind: 'accepted' });
  });

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a string', 'X-Livespace-Signature'],
    ['Node’s flat list', ['X-Livespace-Signature', signature]],
    ['a list of nothing', [null, undefined, 5, {}]],
    ['web Headers without it', new Headers()],
    ['another header that ends alike', { 'Not-X-Livespace-Signature': signature }],
  ])('%s: 401, since there is no signature', async (_, headers) => {
    await expect(received({ headers })).resolves.toMatchObject({ status: 401, code: 'missing_signature' });
  });

  test.each<[string, unknown]>([
    ['a number', 5],
    ['an object', {}],
    ['an object without a prototype', Object.create(null)],
    ['a symbol', Symbol('x')],
    ['two values', [signature, '0'.repeat(64)]],
    ['two values, joined', `${signature},${'0'.repeat(64)}`],
  ])('%s is no signature: 401', async (_, value) => {
    const headers = { 'x-livespace-signature': value };
    await expect(received({ headers })).resolves.toMatchObject({ status: 401, code: 'malformed_signature' });
  });
});

describe('secrets', () => {
  const signs = ['""', "''", '********', '…', '-', '\u200b', '\u2060 \ufeff'];

  test.each([[[]], [['']], [['  ']], [['\n', '\t', '\u00a0']], [signs]])('%j are none: 503', async (secrets) => {
    for (const key of ['', ...secrets]) {
      const headers = { 'x-livespace-signature': signDelivery(url, text, key) };
      await expect(received({ headers }, { secrets })).resolves.toMatchObject({ kind: 'not_ready', status: 503 });
    }
  });

  test.each(['s3cret\n', ' s3cret', '\ts3cret\r\n', '\u00a0s3cret', '\u200bs3cret\u2060\ufeff'])(
    '%j was pasted with white space around it: accepted',
    async (pasted) => {
      await expect(received({}, { secrets: [pasted] })).resolves.toMatchObject({ kind: 'accepted' });
      await expect(received({}, { secrets: ['other', pasted] })).resolves.toMatchObject({ kind: 'accepted' });
    },
  );

  test('white space inside is part of the secret', async () => {
    await expect(received({}, { secrets: ['s3 cret'] })).resolves.toMatchObject({ code: 'wrong_signature' });
  });

  test('an empty one beside a good one never matches', async () => {
    const headers = { 'x-livespace-signature': signDelivery(url, text, '') };
    await expect(received({ headers }, { secrets: ['', secret] })).resolves.toMatchObject({ status: 401 });
  });
});

describe('the URL', () => {
  test.each(['', ' ', '\n', undefined, null, 7])('%j: refused, whatever it is signed over', async (given) => {
    for (const over of ['', String(given ?? '')]) {
      const headers = { 'x-livespace-signature': signDelivery(over, text, secret) };
      const answer = await received({ url: given, headers });
      expect(answer).toMatchObject({ kind: 'rejected', status: 401, code: 'missing_url' });
    }
  });

  test('white space around it does not count', async () => {
    await expect(received({ url: ` ${url}\n` })).resolves.toMatchObject({ kind: 'accepted' });
  });
});
