import {
  createAccount,
  getDeal,
  type LivespaceError,
  look,
  MemoryStore,
  type RawRequest,
  receive,
  recentDeals,
  Subscriptions,
} from 'livespace-webhooks';
import { checkPastedSecret, Guard, messages, refusals } from 'livespace-webhooks/host';
import { clientFor, instantClock, rejection, serve } from '../../testing/livespace/harness.ts';
import { scene } from '../../testing/livespace/subscription-harness.ts';
import { signDelivery } from '../../testing/sign.ts';

/* Every message a user can meet, as it is when it is met: with its blanks filled in. */

const session = { token: 't', session_id: 's' };

/** Reads from a Livespace that answers so. */
async function reading(answer: object | string, { status = 200, data = session as unknown } = {}) {
  const server = await serve(({ url }, response) => {
    if (url.endsWith('/getToken')) return response.end(JSON.stringify({ result: 200, status: true, data }));
    return response.writeHead(status).end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  return clientFor(server).read('Any/thing', {}, { attempts: 1 });
}

const failing = (result: number) => reading({ result, status: false });

async function ensuring(change: object = {}, prepare: (made: Awaited<ReturnType<typeof scene>>) => unknown = () => {}) {
  const made = await scene();
  await prepare(made);
  return made.subscriptions.ensure({ ...made.request, ...change });
}

const checking = async (url: string) => {
  const account = clientFor({ url: 'acme' });
  return new Subscriptions(account).ensure({ url, events: ['deal.created'], host: 'n8n', label: 'x' });
};

const later = (throwing: () => unknown) => async () => throwing();

/** By code, and by cause where a code has several. */
const ways: Record<string, () => Promise<unknown>> = {
  invalid_subdomain: later(() => createAccount({ subdomain: 'a b', apiKey: 'k', apiSecret: 's' })),
  missing_credentials: later(() => createAccount({ subdomain: 'acme', apiSecret: 's' })),
  wrong_api_key: () => failing(562),
  wrong_api_secret: () => failing(563),
  refused: () => ensuring({}, ({ simulator }) => simulator.fault({ kind: 'result', result: 540, count: 'always' })),
  no_permission: () => failing(540),
  'invalid_endpoint.missing': () => checking(''),
  'invalid_endpoint.unreadable': () => checking('https://a b'),
  'invalid_endpoint.scheme': () => checking('http://hooks.example.com'),
  'invalid_endpoint.credentials': () => checking('https://u:p@hooks.example.com'),
  'invalid_endpoint.fragment': () => checking('https://hooks.example.com/#a'),
  'invalid_endpoint.private': () => checking('https://localhost/x'),
  handshake_failed: () => ensuring({ url: 'http://127.0.0.1:9/x' }),
  already_subscribed: () =>
    ensuring({}, ({ simulator, request }) =>
      simulator.activateSubscription(simulator.addSubscription({ ...request, name: 'ERP' }).id),
    ),
  subscription_left: async () => {
    const { subscriptions, request, simulator } = await scene();
    const stored = await subscriptions.ensure(request);
    simulator.fault({ kind: 'result', result: 540, count: 'always' });
    return subscriptions.release({ ...request, stored });
  },
  'not_found.result': () => failing(550),
  'not_found.empty': async () => getDeal(clientFor(await answering([])), 'x'),
  'invalid_parameters.result': () => failing(420),
  'invalid_parameters.status': () => recentDeals(clientFor({ url: 'acme' }), { limit: 1, status: 'x' as 'won' }),
  'invalid_parameters.start': () => looking({ startFrom: 'soon' }),
  'invalid_parameters.event': () => looking({ events: ['deal.x' as 'deal.created'] }),
  'rate_limited.http': () => reading('', { status: 429 }),
  'rate_limited.queue': async () => {
    const clock = instantClock();
    const client = clientFor(await answering({}), { clock });
    const startBy = clock.now();
    return Promise.all([1, 2, 3].map(() => client.read('Any/thing', {}, { attempts: 1, startBy })));
  },
  'unavailable.result': () => failing(520),
  'unavailable.http': () => reading('', { status: 503 }),
  'unavailable.silent': () => clientFor({ url: 'http://127.0.0.1:9' }).read('Any/thing', {}, { attempts: 1 }),
  'unexpected_answer.result': () => failing(777),
  'unexpected_answer.http': () => reading('', { status: 404 }),
  'unexpected_answer.session': () => reading({}, { data: [] }),
  'unexpected_answer.envelope': () => reading('<html>'),
  'unexpected_answer.contradiction': () => reading({ result: 200, status: false }),
  'unexpected_answer.subscription': async () => new Subscriptions(clientFor(await answering(7))).find(await wanted()),
  'unexpected_answer.deals': async () => recentDeals(clientFor(await answering('x')), { limit: 1 }),
  redirected: () => reading('', { status: 302 }),
  missing_secret: later(() => checkPastedSecret(' ')),
  masked_secret: later(() => checkPastedSecret('••••')),
};

async function looking(change: object) {
  const [clock, until] = [instantClock(), Number.POSITIVE_INFINITY];
  return look(clientFor({ url: 'acme' }), undefined, {
    events: ['deal.created'],
    pageSize: 1,
    clock,
    until,
    ...change,
  });
}

async function answering(data: unknown) {
  return serve(({ url }, response) =>
    response.end(JSON.stringify({ result: 200, status: true, data: url.endsWith('/getToken') ? session : data })),
  );
}

const wanted = async () => (await scene()).request;

const allCauses = Object.entries(messages).flatMap(([code, { cause }]) =>
  typeof cause === 'string' ? [code] : Object.keys(cause).map((name) => `${code}.${name}`),
);

test('every cause of every code is met here', () => {
  expect(Object.keys(ways).sort()).toEqual(allCauses.sort());
});

/** With no blank left in it. */
const sentence = /^[A-Z“](?!.*\{\w+\}).*\.$/s;

test.each(Object.entries(ways))('%s', async (name, throwing) => {
  const error = (await rejection(throwing())) as LivespaceError;
  const [code = '', which] = name.split('.');
  const { cause } = messages[code as keyof typeof messages];
  const template = typeof cause === 'string' ? cause : (cause as Record<string, string>)[which ?? ''];
  expect(error).toMatchObject({ name: 'LivespaceError', code, message: `${error.reason} ${error.remedy}` });
  expect(error.reason).toMatch(
    new RegExp(
      `^${template
        ?.split(/\{\w+\}/)
        .map(escaped)
        .join('.+')}$`,
      's',
    ),
  );
  expect(error.reason).toMatch(sentence);
  expect(error.remedy).toMatch(sentence);
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

const url = 'https://hooks.example.com/x';
const event = '{"name":"deal.created","data":{"id":"d"}}';
const signed = (body: string, form?: 'body-url') => ({
  body,
  headers: { 'x-livespace-signature': signDelivery(url, body, 'secret', form) },
});
const refusedWays: Record<string, Partial<RawRequest>[]> = {
  body_not_raw: [{ body: { parsed: true } }],
  too_large: [{ body: Buffer.alloc(10 * 1024 * 1024 + 1, 'x') }],
  missing_signature: [{ body: event }],
  malformed_signature: [{ body: event, headers: { 'x-livespace-signature': 'x' } }],
  missing_url: [{ ...signed(event), url: '' }],
  wrong_signature: [{ body: event, headers: { 'x-livespace-signature': '0'.repeat(64) } }],
  form_changed: [signed(event), signed(event, 'body-url'), signed(event, 'body-url')],
  invalid_json: [signed('{"')],
  invalid_event: [signed('{"name":1}')],
  not_ready: [{ body: event }],
};

test('every refusal is met here', () => expect(Object.keys(refusedWays)).toEqual(Object.keys(refusals)));

test.each(Object.entries(refusedWays))('%s', async (code, requests) => {
  const guard = new Guard(new MemoryStore());
  const secrets = code === 'not_ready' ? [] : ['secret'];
  let received: Awaited<ReturnType<typeof receive>> | undefined;
  for (const request of requests)
    received = await receive({ url, ...request }, { secrets, events: 'any', guard, scope: 's' });
  expect(received).toMatchObject({ code });
  const { reason, cause, remedy } = received as unknown as Record<string, string>;
  expect(reason).toBe(`${cause} ${remedy}`);
  for (const part of [cause, remedy]) expect(part).toMatch(sentence);
});

const everyMessage = [...Object.values(messages), ...Object.values(refusals)];
const causes = everyMessage.flatMap(({ cause }) =>
  typeof cause === 'string' ? [cause] : Object.values<string>(cause),
);
const remedies = everyMessage.map(({ remedy }) => remedy);

test('no two causes are the same', () => expect(new Set(causes).size).toBe(causes.length));

test('no message of the core names a host or a setting of one, and Livespace’s are spelled as there', () => {
  for (const text of [...causes, ...remedies]) {
    expect(text).not.toMatch(
      /n8n|zapier|zap\b|\bmake\.com|scenario|workflow|WEBHOOK_URL|[A-Z]+_[A-Z_]+|\$\{|undefined/i,
    );
  }
});
