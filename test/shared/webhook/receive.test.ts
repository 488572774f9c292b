import {
  type Accepted,
  MemoryStore,
  type RawRequest,
  type ReceiveOptions,
  type Rejected,
  receive,
} from 'livespace-webhooks';
import { Guard, refusalText } from 'livespace-webhooks/host';
import { signDelivery } from '../../../testing/sign.ts';

const secret = 'secret';
let gates = 0;

/** A URL of its own: the signature form that matched is remembered by URL. */
function gate(options: Partial<ReceiveOptions> = {}) {
  const guard = new Guard(new MemoryStore({ now: () => 0 }));
  const url = `https://hooks.example.com/${gates++}`;
  const all: ReceiveOptions = { secrets: [secret], events: 'any', guard, scope: 's', ...options };
  return (event: object | string, change: Partial<RawRequest> = {}) => {
    const body = typeof event === 'string' ? event : JSON.stringify(event);
    const signature = signDelivery(url, body, secret);
    return receive({ url, headers: { 'x-livespace-signature': signature }, body, ...change }, all);
  };
}

const event = (id: unknown, timestamp = '2026-11-24T10:00:00Z', data: object = {}, attempt = 1) => ({
  ...{ name: 'deal.status_changed', id, timestamp, webhook_delivery_attempt: attempt },
  data: { id: 'd', ...data },
});

describe('copies', () => {
  test('503 while the first is in flight, 200 when it is kept', async () => {
    const receives = gate();
    const first = (await receives(event('e'))) as Accepted;
    await expect(receives(event('e', undefined, {}, 2))).resolves.toMatchObject({ kind: 'duplicate', status: 503 });
    await first.keep();
    await expect(receives(event('e', undefined, {}, 3))).resolves.toMatchObject({ kind: 'duplicate', status: 200 });
  });

  test('let in when the host could not take the first', async () => {
    const receives = gate();
    const first = (await receives(event('e'))) as Accepted;
    await first.release();
    await expect(receives(event('e'))).resolves.toMatchObject({ kind: 'accepted' });
  });

  test('known by the id at the time, whatever the host does to the item', async () => {
    const receives = gate();
    const first = (await receives(event('e'))) as Accepted;
    first.item.id = 'changed';
    await first.keep();
    await expect(receives(event('e'))).resolves.toMatchObject({ kind: 'duplicate', status: 200 });
  });

  test('of an event without an id are known by their bytes, the attempt aside', async () => {
    const receives = gate();
    const first = (await receives(event(null))) as Accepted;
    await first.keep();
    expect(first.item.id).toMatch(/^[0-9a-f]{64}$/);
    await expect(receives(event(null, undefined, {}, 2))).resolves.toMatchObject({ kind: 'duplicate' });
    await expect(receives(event(null, undefined, { value: 2 }))).resolves.toMatchObject({ kind: 'accepted' });
    await expect(receives(event('', '2026-11-24T10:00:01Z'))).resolves.toMatchObject({ kind: 'accepted' });
  });

  test('exactly one of fifty at once', async () => {
    const receives = gate();
    const all = await Promise.all(Array.from({ length: 50 }, () => receives(event('e'))));
    expect(all.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    expect(all.filter(({ status }) => status === 503)).toHaveLength(49);
  });

  test('of a filtered event are filtered, not remembered', async () => {
    const guard = new Guard(new MemoryStore({ now: () => 0 }));
    const strict = gate({ guard, filters: { statuses: ['won'] } });
    await expect(strict(event('e', undefined, { status: 'lost' }))).resolves.toMatchObject({ kind: 'filtered' });
    await expect(gate({ guard })(event('e', undefined, { status: 'lost' }))).resolves.toMatchObject({
      kind: 'accepted',
    });
  });
});

test('where a fact gets in once, two events of a name that we don’t know both do, and a copy does not', async () => {
  const receives = gate({ once: 'fact' });
  const moved = (id: string) => ({ ...event(id), name: 'deal.moved' });
  const first = (await receives(moved('one'))) as Accepted;
  const second = (await receives(moved('two'))) as Accepted;
  expect([first, second]).toMatchObject([{ kind: 'accepted' }, { kind: 'accepted' }]);
  expect(second.item.dedupe_key).toBe(first.item.dedupe_key);
  await first.keep();
  await expect(receives(moved('one'))).resolves.toMatchObject({ kind: 'duplicate', status: 200 });
});

test('where a fact gets in once, it does for a month: a schedule may tell of it after a pause', async () => {
  let now = Date.parse('2026-11-24T10:00:00Z');
  const guard = new Guard(new MemoryStore({ now: () => now }), { now: () => now });
  const byFact = gate({ guard, once: 'fact' });
  const won = (id: string) => event(id, undefined, { status: 'won' });
  await ((await byFact(won('webhook'))) as Accepted).keep();
  now += 29 * 24 * 60 * 60 * 1000;
  await expect(byFact(won('schedule'))).resolves.toMatchObject({ kind: 'duplicate', status: 200 });
});

describe('order', () => {
  const [older, newer] = ['2026-11-24T10:00:00Z', '2026-11-24T10:00:01Z'];

  test('a late event is delivered and marked', async () => {
    const receives = gate();
    await receives(event('new', newer));
    await expect(receives(event('old', older))).resolves.toMatchObject({ kind: 'accepted', item: { is_late: true } });
  });

  test('or held back where the user chose so, without losing the one in time', async () => {
    const receives = gate({ skipLate: true });
    await expect(receives(event('new', newer))).resolves.toMatchObject({ kind: 'accepted', item: { is_late: false } });
    await expect(receives(event('old', older))).resolves.toMatchObject({ kind: 'filtered', status: 200 });
  });

  test('a filtered event makes older ones late as well', async () => {
    const receives = gate({ filters: { statuses: ['won'] } });
    await expect(receives(event('new', newer, { status: 'lost' }))).resolves.toMatchObject({ kind: 'filtered' });
    await expect(receives(event('old', older, { status: 'won' }))).resolves.toMatchObject({ item: { is_late: true } });
  });

  test('the second delivery of an event that the host could not take is not late', async () => {
    const receives = gate({ skipLate: true });
    const first = (await receives(event('e', newer))) as Accepted;
    await first.release();
    await expect(receives(event('e', newer))).resolves.toMatchObject({ kind: 'accepted', item: { is_late: false } });
  });

  test('a forged event changes nothing', async () => {
    const receives = gate();
    await receives(event('forged', newer), { headers: { 'x-livespace-signature': '0'.repeat(64) } });
    await expect(receives(event('old', older))).resolves.toMatchObject({ item: { is_late: false } });
  });
});

describe('events and filters', () => {
  test.each([
    [['deal.created'], 'filtered'],
    [[], 'filtered'],
    [['deal.status_changed'], 'accepted'],
    ['any', 'accepted'],
  ] as const)('chosen %j: %s', async (events, kind) => {
    await expect(gate({ events })(event('e'))).resolves.toMatchObject({ kind });
  });

  test('a filtered event tells why, and is answered 200 so that it does not come again', async () => {
    const receives = gate({ filters: { minimumValue: 10 } });
    await expect(receives(event('e', undefined, { value: 9 }))).resolves.toEqual({
      kind: 'filtered',
      status: 200,
      reason: expect.stringContaining('minimum'),
    });
  });
});

describe('never throws', () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);

  test.each([
    ['deep nesting', `{"name":"n","id":"1","deep":${deep},"data":{"id":"d"}}`, 'accepted'],
    ['deep nesting and no id', `{"name":"n","deep":${deep},"data":{"id":"d","products":${deep}}}`, 'accepted'],
    ['nothing but nesting', deep, 'rejected'],
    ['a million keys', `{"name":"n","data":{"id":"d"${',"a":1'.repeat(1_000_000)}}}`, 'accepted'],
    ['lone surrogates', '{"name":"n","id":"\\ud800","data":{"id":"\\udfff"}}', 'accepted'],
    ['a number beyond all bounds', '{"name":"n","data":{"id":1e999}}', 'rejected'],
  ])('at %s', async (_, body, kind) => {
    await expect(gate()(body)).resolves.toMatchObject({ kind });
    await expect(gate({ origin: 'https://acme.livespace.io' })(body)).resolves.toMatchObject({ kind });
  });

  test.each([
    [['missing_signature'], {}],
    [['missing_signature'], { 'x-livespace-signature': undefined }],
    [['missing_signature'], { 'x-livespace-signature': [] }],
    [['malformed_signature'], { 'x-livespace-signature': 5 }],
    [['malformed_signature'], { 'x-livespace-signature': {} }],
    [['malformed_signature'], { 'x-livespace-signature': ['0'.repeat(64), '1'.repeat(64)] }],
    [['wrong_signature'], { 'x-livespace-signature': ['0'.repeat(64), '0'.repeat(64)] }],
    [['wrong_signature'], { 'x-livespace-signature': ['0'.repeat(64)] }],
    [['wrong_signature'], { 'X-LIVESPACE-SIGNATURE': ` ${'0'.repeat(64)} ` }],
    [['wrong_signature'], { HTTP_X_LIVESPACE_SIGNATURE: '0'.repeat(64) }],
  ])('%j at the headers %j', async ([code], headers) => {
    await expect(gate()(event('e'), { headers: headers as RawRequest['headers'] })).resolves.toMatchObject({
      kind: 'rejected',
      status: 401,
      code,
    });
  });

  test('where a host’s storage gave no secret at all', async () => {
    const secrets = [undefined, null] as unknown as string[];
    await expect(gate({ secrets })(event('e'))).resolves.toMatchObject({ kind: 'not_ready', status: 503 });
    await expect(gate({ secrets: [...secrets, secret] })(event('e'))).resolves.toMatchObject({ kind: 'accepted' });
  });
});

test('raw is the delivered JSON, unknown fields and all', async () => {
  const sent = { ...event('e'), version: '9.9', more: { a: [1, null] } };
  await expect(gate()(sent)).resolves.toMatchObject({ raw: sent });
});

test('bytes in a view of a larger buffer are taken as they are', async () => {
  const text = JSON.stringify(event('e'));
  const bytes = new Uint8Array(Buffer.from(`xx${text}yy`)).subarray(2, -2);
  await expect(gate()(text, { body: bytes })).resolves.toMatchObject({ kind: 'accepted' });
});

test('a body of up to 1 KB of white space is a handshake, a longer one is checked like any other', async () => {
  await expect(gate()(' '.repeat(1024), { headers: {} })).resolves.toEqual({ kind: 'handshake', status: 200 });
  await expect(gate()(' '.repeat(1025), { headers: {} })).resolves.toMatchObject({ kind: 'rejected', status: 401 });
});

test.each([
  ['[1]', 'body'],
  ['{"data":{}}', 'name, data.id'],
])('a signed %s is refused, and the cause names %s', async (body, fields) => {
  const refused = {
    kind: 'rejected',
    status: 400,
    code: 'invalid_event',
    cause: expect.stringContaining(` ${fields}.`),
  };
  await expect(gate()(body)).resolves.toMatchObject(refused);
});

test('a host puts its own remedy in the place of ours, and leaves the cause', async () => {
  const refused = (await gate()(event('e'), { body: '{}x' })) as Rejected;
  expect(refusalText(refused, {})).toBe(refused.reason);
  expect(refusalText(refused, { wrong_signature: 'Copy it.' })).toBe(`${refused.cause} Copy it.`);
});
