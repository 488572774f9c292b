import {
  createWebhookHandler,
  type EventContext,
  type Item,
  itemFromDeal,
  MemoryStore,
  type WebhookHandlerOptions,
} from 'livespace-webhooks';
import { deliver, endpoint, eventBody, readableLog } from '../../../testing/endpoint/deliveries.ts';
import { signDelivery } from '../../../testing/sign.ts';

function setUp(options: Partial<WebhookHandlerOptions> = {}) {
  const log = readableLog();
  const seen: [Item, EventContext][] = [];
  const onEvent = async (...event: [Item, EventContext]) => void seen.push(event);
  const { url, secret } = endpoint;
  const handler = createWebhookHandler({ url, secrets: [secret], onEvent, log, ...options });
  const status = async (request: Request) => (await handler(request)).status;
  const ids = () => seen.map(([{ id }]) => id);
  return { handler, status, seen, ids, log };
}

test('an event reaches onEvent once, with its raw JSON and the form it was signed in', async () => {
  const { status, seen, log } = setUp();
  await expect(status(deliver())).resolves.toBe(200);
  await expect(status(deliver())).resolves.toBe(200);
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject([
    { id: 'e-1', event: 'deal.created', deal: { id: 'd-1', name: 'Żaba', value: 12.5 } },
    { raw: JSON.parse(eventBody()), form: 'url-body' },
  ]);
  expect(seen[0]?.[1].signal.aborted).toBe(false);
  expect(log).toMatchObject({ warnings: [], errors: [] });
});

test.each(['', '{}', '[]', 'null', ' \n'])('the handshake %j is confirmed, without secrets or store', async (body) => {
  const fail = () => {
    throw new Error('asked');
  };
  const store = { add: fail, get: fail, set: fail, delete: fail, raise: fail };
  const { status, seen, log } = setUp({ secrets: fail, store });
  await expect(status(deliver(body, {}))).resolves.toBe(200);
  await expect(status(deliver(null, {}))).resolves.toBe(200);
  expect(seen).toEqual([]);
  expect(log.errors).toEqual([]);
});

test('a body that was lost on the way is no handshake', async () => {
  const { handler, seen } = setUp();
  for (const body of [null, '']) {
    const answer = await handler(deliver(body, { 'content-length': '512' }));
    expect([answer.status, await answer.text()]).toEqual([500, 'body_not_raw']);
  }
  expect(seen).toEqual([]);
});

test('what onEvent throws, at once or later, is a 500, is logged, and lets the next copy in', async () => {
  const failures: (() => unknown)[] = [
    () => {
      throw new Error('at once');
    },
    () => Promise.reject(new Error('later')),
  ];
  const taken: string[] = [];
  const { status, log } = setUp({ onEvent: ({ id }) => failures.shift()?.() ?? taken.push(id) });
  await expect(status(deliver())).resolves.toBe(500);
  await expect(status(deliver())).resolves.toBe(500);
  await expect(status(deliver())).resolves.toBe(200);
  expect(taken).toEqual(['e-1']);
  expect(log.errors.map(([message, error]) => [message, String(error)])).toEqual([
    [expect.stringContaining('e-1'), 'Error: at once'],
    [expect.stringContaining('e-1'), 'Error: later'],
  ]);
});

test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('%s is not allowed', async (method) => {
  const { handler } = setUp();
  const answer = await handler(new Request(endpoint.url, { method }));
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
});

test('a forged request is refused, and told of by the log once a minute at most', async () => {
  const { handler, seen, log } = setUp({ url: 'https://hooks.example.com/forged' });
  for (let count = 0; count < 3; count += 1) {
    const answer = await handler(deliver(eventBody(), { 'x-livespace-signature': '0'.repeat(64) }));
    expect([answer.status, await answer.text()]).toEqual([401, 'wrong_signature']);
  }
  await expect(handler(deliver(eventBody(), {}))).resolves.toMatchObject({ status: 401 });
  expect(seen).toEqual([]);
  expect(log.warnings).toHaveLength(2);
  expect(log.warnings[0]).toContain('Account Settings → Webhooks');
});

test('or by onRefused in its place, whose own failure changes nothing', async () => {
  const refused: string[] = [];
  const onRefused = ({ kind, code }: { kind: string; code: string }) => {
    refused.push(`${kind} ${code}`);
    throw new Error('mine');
  };
  const { status, log } = setUp({ onRefused });
  await expect(status(deliver(eventBody(), {}))).resolves.toBe(401);
  expect(refused).toEqual(['rejected missing_signature']);
  expect(log.warnings).toEqual([]);
  expect(log.errors).toEqual([['onRefused failed.', new Error('mine')]]);
});

describe('secrets', () => {
  test('current and previous', async () => {
    const { status, ids } = setUp({ secrets: ['new', endpoint.secret] });
    await expect(status(deliver())).resolves.toBe(200);
    expect(ids()).toEqual(['e-1']);
  });

  test('looked up for each request', async () => {
    const known: string[] = [];
    const { status } = setUp({ secrets: async () => known });
    await expect(status(deliver())).resolves.toBe(503);
    known.push(endpoint.secret);
    await expect(status(deliver())).resolves.toBe(200);
  });

  test.each<[string, WebhookHandlerOptions['secrets']]>([
    ['none', []],
    ['an unset variable', [undefined]],
    ['an empty variable', ['']],
    ['a look-up that fails', () => Promise.reject(new Error('vault'))],
    [
      'a look-up that throws',
      () => {
        throw new Error('vault');
      },
    ],
    ['a look-up that finds nothing', () => undefined as never],
  ])('%s: events are asked to come again', async (_, secrets) => {
    const { status, seen, log } = setUp({ secrets });
    await expect(status(deliver())).resolves.toBe(503);
    expect(seen).toEqual([]);
    expect(log.warnings[0]).toContain('not_ready');
  });
});

describe('the body', () => {
  const endless = () => {
    let sent = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        sent += 1;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
    });
    return { body, sent: () => sent };
  };

  test('of more than 10 MB is refused while it comes, never gathered', async () => {
    const { handler } = setUp();
    const { body, sent } = endless();
    const answer = await handler(deliver(body, {}));
    expect([answer.status, await answer.text()]).toEqual([413, 'too_large']);
    expect(sent()).toBeLessThan(15);
  });

  test('that says so is refused before any of it is read', async () => {
    const { handler } = setUp();
    const { body, sent } = endless();
    await expect(handler(deliver(body, { 'content-length': '10485761' }))).resolves.toMatchObject({ status: 413 });
    expect(sent()).toBeLessThan(3);
  });

  test('of 10 MB in many pieces is read', async () => {
    const json = eventBody({ deal: { note: 'x'.repeat(10 * 1024 * 1024 - 300) } });
    const bytes = new TextEncoder().encode(json);
    let offset = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        controller.enqueue(bytes.subarray(offset, offset + 100_000));
        offset += 100_000;
        if (offset >= bytes.length) controller.close();
      },
    });
    const signature = signDelivery(endpoint.url, bytes, endpoint.secret);
    const { status } = setUp();
    await expect(status(deliver(body, { 'x-livespace-signature': signature }))).resolves.toBe(200);
  });

  test('that breaks off is answered 400, without a line in the log', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) });
    const { status, log } = setUp();
    await expect(status(deliver(body, {}))).resolves.toBe(400);
    expect(log).toMatchObject({ warnings: [], errors: [] });
  });

  test('that somebody has read before, or is reading, is our own mistake', async () => {
    const { handler, log } = setUp();
    const read = deliver();
    await read.json();
    const locked = deliver();
    locked.body?.getReader();
    for (const request of [read, locked]) {
      const answer = await handler(request);
      expect([answer.status, await answer.text()]).toEqual([500, 'body_not_raw']);
    }
    expect(log.warnings).toHaveLength(1);
    expect(log.warnings[0]).toContain('mistake in the endpoint');
  });

  test('that somebody has read before, and that was empty, is a handshake', async () => {
    const read = deliver('', { 'content-length': '0' });
    await read.text();
    const { status } = setUp();
    await expect(status(read)).resolves.toBe(200);
  });
});

describe('what is wanted', () => {
  const statusChange = (id: string, status: string, timestamp: string) =>
    deliver(eventBody({ id, name: 'deal.status_changed', deal: { status }, timestamp }));

  test('events that are known, unless told', async () => {
    const { status, ids } = setUp();
    await expect(status(deliver(eventBody({ name: 'deal.renamed' })))).resolves.toBe(200);
    await expect(status(statusChange('e-2', 'won', '2026-11-24T10:00:00Z'))).resolves.toBe(200);
    expect(ids()).toEqual(['e-2']);
  });

  test('any, or some', async () => {
    const any = setUp({ events: 'any' });
    await any.status(deliver(eventBody({ name: 'deal.renamed' })));
    expect(any.ids()).toEqual(['e-1']);
    const some = setUp({ events: ['deal.status_changed'] });
    await some.status(deliver());
    expect(some.ids()).toEqual([]);
  });

  test('filters', async () => {
    const { status, ids } = setUp({ filters: { statuses: ['won'] } });
    await status(statusChange('e-1', 'lost', '2026-11-24T10:00:00Z'));
    await status(statusChange('e-2', 'won', '2026-11-24T10:00:01Z'));
    expect(ids()).toEqual(['e-2']);
  });

  test.each([false, true])('late events: skipped is %j', async (skipLate) => {
    const { status, seen } = setUp({ skipLate });
    await status(statusChange('newer', 'won', '2026-11-24T10:00:01Z'));
    await status(statusChange('older', 'lost', '2026-11-24T10:00:00Z'));
    const newer = ['newer', false];
    expect(seen.map(([{ id, is_late }]) => [id, is_late])).toEqual(skipLate ? [newer] : [newer, ['older', true]]);
  });

  test('the form, where it is pinned', async () => {
    const { url, secret } = { url: 'https://hooks.example.com/pinned', secret: 'pinned' };
    const body = eventBody();
    const signed = (form: 'url-body' | 'body-url') =>
      deliver(body, { 'x-livespace-signature': signDelivery(url, body, secret, form) });
    const { status } = setUp({ url, secrets: [secret], forms: ['body-url'] });
    await expect(status(signed('url-body'))).resolves.toBe(401);
    await expect(status(signed('body-url'))).resolves.toBe(200);
  });
});

describe('offered items', () => {
  const row = { id: 'd-1', status: 'won', status_change_date: '2026-11-24 11:00:00+01', value: 5 };
  const won = itemFromDeal(row, 'deal.status_changed');
  const webhook = () =>
    deliver(
      eventBody({
        id: 'e-7',
        name: 'deal.status_changed',
        deal: { status: 'won', status_change_date: row.status_change_date },
      }),
    );

  test('once a fact: webhook and schedule share one memory', async () => {
    const { handler, status, ids } = setUp({ once: 'fact' });
    await expect(status(webhook())).resolves.toBe(200);
    await expect(handler.offer(won, row)).resolves.toBe('duplicate');
    expect(ids()).toEqual(['e-7']);

    const other = setUp({ once: 'fact' });
    await expect(other.handler.offer(won, row)).resolves.toBe('accepted');
    await expect(other.status(webhook())).resolves.toBe(200);
    expect(other.ids()).toEqual([won.id]);
    expect(other.seen[0]?.[1]).toMatchObject({ raw: row, form: undefined });
  });

  test('once an event: each has its own', async () => {
    const { handler, status, ids } = setUp();
    await status(webhook());
    await expect(handler.offer(won)).resolves.toBe('accepted');
    await expect(handler.offer(won)).resolves.toBe('duplicate');
    expect(ids()).toEqual(['e-7', won.id]);
  });

  test('pass the filters first', async () => {
    const { handler, seen } = setUp({ filters: { minimumValue: 6 } });
    await expect(handler.offer(won)).resolves.toBe('filtered');
    expect(seen).toEqual([]);
  });

  test('a failure, or a copy in flight, is thrown, so that whoever offers tries again', async () => {
    let fail = (_: Error) => {};
    const work = new Promise((_, reject) => {
      fail = reject;
    });
    const { handler, log } = setUp({ onEvent: () => work });
    const first = handler.offer(won);
    await expect(handler.offer(won)).rejects.toThrow('in flight');
    fail(new Error('mine'));
    await expect(first).rejects.toThrow('mine');
    await expect(handler.offer(won)).rejects.toThrow('mine');
    expect(log.errors).toEqual([]);
  });
});

test('two endpoints on one store don’t share events', async () => {
  const store = new MemoryStore();
  const url = `${endpoint.url}&second`;
  const one = setUp({ store });
  const other = setUp({ store, url });
  await one.status(deliver());
  const body = eventBody();
  await other.status(deliver(body, { 'x-livespace-signature': signDelivery(url, body, endpoint.secret) }));
  expect([one.ids(), other.ids()]).toEqual([['e-1'], ['e-1']]);
});

test('no secret in any answer or log', async () => {
  const { handler, log } = setUp();
  const answers = [
    deliver(),
    deliver(eventBody(), {}),
    deliver('{', {}),
    deliver('"', { 'x-livespace-signature': 'x' }),
  ];
  const texts = await Promise.all(answers.map(async (request) => (await handler(request)).text()));
  expect(JSON.stringify([texts, log])).not.toContain(endpoint.secret);
});
