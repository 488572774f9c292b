import http from 'node:http';
import type { INodeParameters } from 'n8n-workflow';
import { account, eventOf, post, start, startLivespace, startN8n } from '../../testing/n8n/setup.ts';
import { signDelivery } from '../../testing/sign.ts';

/** Published, with a function that sends events as Livespace would. */
async function published(
  options: INodeParameters = {},
  events: string | string[] = ['deal.created', 'deal.status_changed'],
) {
  const { livespace, n8n } = await start({ parameters: { events, options } });
  await n8n.activate();
  const send = (event: object) => post(n8n.url, event, String(n8n.staticData.secret));
  return { livespace, n8n, send };
}

test('an event becomes one item, and the answer is 200 without a body', async () => {
  const { livespace, n8n, send } = await published();
  const { deal, eventId } = livespace.createDeal({ name: 'Zażółć', value: 1234.5, currency: 'PLN' });
  await livespace.idle();
  expect(n8n.runs).toMatchObject([
    { id: eventId, event: 'deal.created', is_late: false, deal: { id: deal.id, name: 'Zażółć', value: 1234.5 } },
  ]);
  const response = await send(eventOf());
  expect([response.status, await response.text()]).toEqual([200, '']);
});

test('copies that come at once start one run', async () => {
  const { livespace, n8n } = await published();
  livespace.fault({ kind: 'duplicate', copies: 5 });
  livespace.createDeal();
  await livespace.idle();
  expect(n8n.runs).toHaveLength(1);
});

test('a copy that comes later is thanked for and starts nothing', async () => {
  const { n8n, send } = await published();
  await send(eventOf());
  const again = await send(eventOf({ webhook_delivery_attempt: 2 }));
  expect([again.status, n8n.runs.length]).toEqual([200, 1]);
});

test('an event whose run could not start is welcome again', async () => {
  const { livespace, n8n } = await published();
  n8n.startFails = true;
  livespace.createDeal();
  await livespace.idle();
  expect(n8n.runs).toEqual([]);
  n8n.startFails = false;
  const [lost] = livespace.deliveries();
  const retry = await post(n8n.url, eventOf({ id: lost?.eventId }), String(n8n.staticData.secret));
  expect([retry.status, n8n.runs.length]).toEqual([200, 1]);
});

test('a client that left before the answer may send the event again', async () => {
  const { n8n, livespace } = await published({ fetchCurrentDeal: true });
  livespace.fault({ kind: 'slow', ms: 600, on: 'Deal/get' });
  const body = JSON.stringify(eventOf());
  const headers = { 'x-livespace-signature': signDelivery(n8n.url, body, String(n8n.staticData.secret)) };
  const left = http.request(n8n.url, { method: 'POST', headers }).on('error', () => {});
  left.end(body);
  await new Promise((later) => setTimeout(later, 150));
  left.destroy();
  await new Promise((later) => setTimeout(later, 50));
  expect((await post(n8n.url, body, String(n8n.staticData.secret))).status).toBe(200);
});

test('what is forged gets 401 and a reason, and starts nothing', async () => {
  const { livespace, n8n } = await published();
  const outcome = await livespace.forge(String(n8n.staticData.id), { name: 'deal.created', data: { id: '1' } });
  expect([outcome.status, n8n.runs]).toEqual([401, []]);
  const response = await post(n8n.url, eventOf(), 'guessed');
  expect(await response.json()).toMatchObject({ message: expect.stringContaining('signature does not match') });
  expect(n8n.log).toContainEqual(expect.stringContaining('answered a request with 401'));
  expect(n8n.log.join()).not.toMatch(/failed execution|Office furniture/);
});

test('an event that overtakes the end of the subscription comes again', async () => {
  const { livespace, n8n } = await start();
  livespace.fault({ kind: 'slow', ms: 2000, on: 'Webhook/addSubscription' });
  const publishing = n8n.activate();
  while (!livespace.subscriptions()[0]?.isActive) await new Promise((later) => setTimeout(later, 10));
  const early = await post(n8n.url, eventOf(), livespace.subscriptions()[0]?.secret ?? '');
  await publishing;
  const second = await post(n8n.url, eventOf(), livespace.subscriptions()[0]?.secret ?? '');
  expect([early.status, second.status, n8n.runs.length]).toEqual([503, 200, 1]);
});

test('the signature covers the URL Livespace was given, whatever n8n is called now', async () => {
  const { n8n } = await published();
  const { url, secret } = n8n.staticData;
  n8n.publicUrl = 'https://moved.example.com';
  const body = JSON.stringify(eventOf());
  const headers = { 'x-livespace-signature': signDelivery(String(url), body, String(secret)) };
  expect((await fetch(String(url), { method: 'POST', body, headers })).status).toBe(200);
});

describe('options', () => {
  const filtered: [string, INodeParameters, object, object][] = [
    ['status', { status: ['won'] }, { name: 'deal.status_changed' }, { status: 'lost' }],
    ['process from the list', { process: { __rl: true, mode: 'list', value: 'p1' } }, {}, { process_id: 'p2' }],
    ['owner by ID', { owner: { __rl: true, mode: 'id', value: 'u1' } }, {}, { owner_id: 'u2' }],
    ['minimum value', { minimumValue: 1000 }, {}, { value: '999,99' }],
  ];

  test.each(filtered)(
    '%s holds back what does not match, and lets pass what is not known',
    async (...[, options, event, deal]) => {
      const { n8n, send } = await published(options);
      const held = await send(eventOf(event, deal));
      expect([held.status, n8n.runs]).toEqual([200, []]);
      const absent = Object.fromEntries(Object.keys(deal).map((key) => [key, null]));
      await send(eventOf({ ...event, id: 'other' }, absent));
      expect(n8n.runs).toHaveLength(1);
    },
  );

  test('an expression may choose one event or one status as a text', async () => {
    const { n8n, send } = await published({ status: ' Won' }, 'deal.status_changed');
    await send(eventOf({ name: 'deal.created', id: '1' }));
    await send(eventOf({ name: 'deal.status_changed', id: '2' }, { status: 'lost' }));
    await send(eventOf({ name: 'deal.status_changed', id: '3' }, { status: 'won' }));
    expect(n8n.runs).toMatchObject([{ event: 'deal.status_changed', deal: { status: 'won' } }]);
  });

  test('a status that an expression gives, and that there is none, loses no event', async () => {
    const { n8n, send } = await published({ status: ['won'] });
    n8n.node.parameters.options = { status: ['won', 'lots'] };
    expect((await send(eventOf({ name: 'deal.status_changed' }, { status: 'lost' }))).status).toBe(200);
    expect(n8n.runs).toMatchObject([{ deal: { status: 'lost' } }]);
  });

  test('an empty choice holds nothing back', async () => {
    const none = { __rl: true, mode: 'list', value: '' };
    const { n8n, send } = await published({ status: [], process: none, owner: none, minimumValue: 0 });
    await send(eventOf());
    expect(n8n.runs).toHaveLength(1);
  });

  test.each([
    [false, 2],
    [true, 1],
  ])('skip late events: %s', async (skipLate, runs) => {
    const { n8n, send } = await published({ skipLate });
    await send(eventOf({ id: 'newer', timestamp: '2026-11-24T10:00:00Z' }));
    await send(eventOf({ id: 'older', timestamp: '2026-11-24T09:00:00Z' }));
    expect(n8n.runs.map(({ is_late }) => is_late)).toEqual([false, true].slice(0, runs));
  });

  test('raw payload', async () => {
    const { n8n, send } = await published({ includeRaw: true });
    await send(eventOf({ later_field: { a: [] } }));
    expect(n8n.runs[0]?.raw).toMatchObject({ later_field: { a: [] }, name: 'deal.created' });
  });

  test('names that were not chosen start nothing, any event takes them all', async () => {
    const one = await published({}, ['deal.created']);
    await one.send(eventOf({ name: 'deal.status_changed' }));
    await one.send(eventOf({ name: 'deal.archived' }));
    expect(one.n8n.runs).toEqual([]);
    const any = await published({}, ['*']);
    await any.send(eventOf({ name: 'deal.archived' }));
    expect(any.n8n.runs).toMatchObject([{ event: 'deal.archived' }]);
  });
});

describe('fetch current deal', () => {
  test('gives today’s truth beside the event', async () => {
    const { livespace, n8n } = await published({ fetchCurrentDeal: true });
    livespace.hold();
    const { deal } = livespace.createDeal({ name: 'Chairs' });
    livespace.changeStatus(String(deal.id), 'won');
    livespace.flush();
    await livespace.idle();
    expect(n8n.runs[0]).toMatchObject({
      event: 'deal.created',
      deal: { status: 'open' },
      current_deal: { status: 'won', name: 'Chairs' },
      current_deal_error: null,
    });
  });

  test('never takes longer than 1.5 seconds', async () => {
    const { livespace, n8n } = await published({ fetchCurrentDeal: true });
    livespace.fault({ kind: 'slow', ms: 4000, on: '_Api/getToken' });
    livespace.createDeal();
    await livespace.idle();
    // Livespace had its answer within its 3 seconds.
    expect(livespace.deliveries()).toMatchObject([{ attempt: 1, status: 200 }]);
    expect(n8n.runs).toMatchObject([
      { current_deal: null, current_deal_error: expect.stringContaining('1.5 seconds') },
    ]);
  });

  test('in a burst some come without it, and all are answered in Livespace’s 3 seconds', async () => {
    const { livespace, n8n } = await published({ fetchCurrentDeal: true });
    for (let i = 0; i < 60; i += 1) livespace.createDeal();
    await livespace.idle();
    expect(n8n.runs).toHaveLength(60);
    expect(livespace.deliveries().every(({ attempt, status }) => attempt === 1 && status === 200)).toBe(true);
    const fetched = n8n.runs.filter(({ current_deal }) => current_deal !== null);
    expect(fetched.length).toBeGreaterThan(2);
    expect(n8n.runs.filter(({ current_deal_error }) => current_deal_error !== null)).toHaveLength(60 - fetched.length);
  });

  test.each([
    ['the deal is gone', 550, 'found nothing for this request'],
    ['the key was revoked', 562, 'does not know this API key'],
  ])('says why there is none: %s', async (_, result, reason) => {
    const { livespace, n8n } = await published({ fetchCurrentDeal: true });
    livespace.fault({ kind: 'result', result, on: 'Deal/get' });
    livespace.createDeal();
    await livespace.idle();
    expect(n8n.runs).toMatchObject([{ current_deal: null, current_deal_error: expect.stringContaining(reason) }]);
  });

  test('without a credential the event goes out all the same', async () => {
    const n8n = await startN8n({
      parameters: { events: ['deal.created'], useApi: true, options: { fetchCurrentDeal: true } },
      credentials: { livespaceWebhookApi: { secret: 's', previousSecret: '' } },
    });
    await n8n.activate();
    await post(n8n.url, eventOf(), 's');
    expect(n8n.runs).toMatchObject([{ current_deal_error: expect.stringContaining('No Livespace API credential') }]);
  });
});

describe('manual registration', () => {
  const parameters = { events: ['deal.created'] };

  test('Livespace first, the secret afterwards', async () => {
    const livespace = await startLivespace();
    const n8n = await startN8n({
      parameters,
      credentials: { livespaceWebhookApi: { secret: '', previousSecret: '' } },
    });
    await n8n.activate();
    const { id } = livespace.addSubscription({ name: 'By hand', url: n8n.url, events: ['deal.created'] });
    const { secret } = await livespace.activateSubscription(id);
    expect((await post(n8n.url, eventOf(), secret)).status).toBe(503);

    n8n.choose('livespaceWebhookApi', { secret, previousSecret: '' });
    livespace.createDeal({ name: 'Chairs' });
    await livespace.idle();
    expect(n8n.runs).toMatchObject([{ deal: { name: 'Chairs' } }]);
  });

  test('without any credential the handshake is answered and events are asked to come again', async () => {
    const n8n = await startN8n({ parameters });
    await n8n.activate();
    const handshake = await fetch(n8n.url, { method: 'POST' });
    const event = await post(n8n.url, eventOf(), 'unknown');
    expect([handshake.status, event.status, n8n.runs]).toEqual([200, 503, []]);
  });

  test('the previous secret is good while the secret is changed', async () => {
    const n8n = await startN8n({
      parameters,
      credentials: { livespaceWebhookApi: { secret: 'new', previousSecret: 'old' } },
    });
    await n8n.activate();
    const statuses = [];
    for (const secret of ['new', 'old', 'older'])
      statuses.push((await post(n8n.url, eventOf({ id: secret }), secret)).status);
    expect([statuses, n8n.runs.length]).toEqual([[200, 200, 401], 2]);
  });

  test('a credential is read once for the events of 5 seconds', async () => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(1000);
    const n8n = await startN8n({ parameters, credentials: { livespaceWebhookApi: { secret: 's' } } });
    await n8n.activate();
    const reads = jest.spyOn(n8n.credentials, 'get');
    await Promise.all(['1', '2', '3'].map((id) => post(n8n.url, eventOf({ id }), 's')));
    await post(n8n.url, eventOf({ id: '4' }), 's');
    expect([reads.mock.calls.length, n8n.runs.length]).toEqual([1, 4]);
    clock.mockRestore();
  });

  test('one forgery after a genuine event is one, and no change of the signature form', async () => {
    const n8n = await startN8n({ parameters, credentials: { livespaceWebhookApi: { secret: 's' } } });
    await n8n.activate();
    await post(n8n.url, eventOf({ id: '1' }), 's');
    expect((await post(n8n.url, eventOf({ id: '2' }), 'forged')).status).toBe(401);
    expect(n8n.log.join()).toContain('401');
    expect(n8n.log.join()).not.toContain('another form');
  });

  test('a changed secret is good at once, and what it was before for 5 seconds at most', async () => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(1000);
    const n8n = await startN8n({ parameters, credentials: { livespaceWebhookApi: { secret: 'first' } } });
    await n8n.activate();
    const [credential = ''] = n8n.credentials.keys();
    const change = (secret: string) => n8n.credentials.set(credential, { secret });
    const statusOf = async (id: string, secret: string) => (await post(n8n.url, eventOf({ id }), secret)).status;
    expect(await statusOf('1', 'first')).toBe(200);
    change('second');
    expect(await statusOf('2', 'second')).toBe(200);
    expect(await statusOf('3', 'first')).toBe(401);
    change('third');
    clock.mockReturnValue(6000);
    expect(await statusOf('4', 'second')).toBe(401);
    clock.mockRestore();
  });

  test('a deleted credential asks events to come again, and the log says why', async () => {
    const n8n = await startN8n({ parameters, credentials: { livespaceWebhookApi: { secret: 's' } } });
    await n8n.activate();
    n8n.credentials.clear();
    expect((await post(n8n.url, eventOf(), 's')).status).toBe(503);
    expect(n8n.log.join()).toMatch(
      /warn .*answered a request with 503: The Livespace Webhook API credential can’t be read: Credential with ID/,
    );
  });

  test('a test run checks against the test URL', async () => {
    const n8n = await startN8n({ parameters, credentials: { livespaceWebhookApi: { secret: 's' } } });
    await n8n.listen();
    expect((await post(n8n.testUrl, eventOf(), 's')).status).toBe(200);
    expect(n8n.runs).toHaveLength(1);
  });
});

test('in test runs an event may come as often as one likes, and leaves the real ones alone', async () => {
  const { livespace, n8n, send } = await published();
  await send(eventOf());
  await n8n.listen();
  const secret = livespace.subscriptions().find(({ url }) => url === n8n.testUrl)?.secret ?? '';
  const statuses = [];
  for (let i = 0; i < 2; i += 1) statuses.push((await post(n8n.testUrl, eventOf(), secret)).status);
  expect([statuses, n8n.runs.length]).toEqual([[200, 200], 3]);
});

test('two workflows with the same event each get it', async () => {
  const livespace = await startLivespace();
  const parameters = { registration: 'automatic', events: ['deal.created'] };
  const options = { parameters, credentials: { livespaceApi: account(livespace) } };
  const [one, other] = [await startN8n(options), await startN8n(options)];
  await one.activate();
  await other.activate();
  livespace.createDeal();
  await livespace.idle();
  expect([one.runs.length, other.runs.length]).toEqual([1, 1]);
});
