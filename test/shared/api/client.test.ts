import type { Fault } from 'livespace-simulator';
import { LivespaceError } from 'livespace-webhooks';
import { clientFor, instantClock, methods, rejection, serve, start } from '../../../testing/livespace/harness.ts';

const call = ['_Api/getToken', 'Deal/getAll'];
const params = { status: 'all', limit: 1, offset: 0 };

test('a read takes a token and a signed call', async () => {
  const simulator = await start();
  const data = await clientFor(simulator).read('Deal/getAll', params);
  expect(data).toMatchObject({ deal: [{ id: simulator.deals()[0]?.id }] });
  expect(methods(simulator)).toEqual(call);
});

test('parameters cannot take the place of the authorization', async () => {
  const simulator = await start();
  const forged = { ...params, _api_key: 'other', _api_sha: 'other', _api_session: 'other', _api_auth: 'other' };
  await expect(clientFor(simulator).read('Deal/getAll', forged)).resolves.toHaveProperty('deal');
});

const passing: [string, Fault][] = [
  ['HTTP 429', { kind: 'http', status: 429 }],
  ['HTTP 500', { kind: 'http', status: 500 }],
  ['HTTP 503', { kind: 'http', status: 503 }],
  ['result 500', { kind: 'result', result: 500 }],
  ['result 520', { kind: 'result', result: 520 }],
  ['no answer', { kind: 'drop' }],
];

describe.each(passing)('%s', (_, fault) => {
  test('twice: a read succeeds at the third attempt, each with a token of its own, after growing waits', async () => {
    const simulator = await start();
    simulator.fault({ ...fault, on: 'Deal/getAll', count: 2 });
    const clock = instantClock();
    await expect(clientFor(simulator, { clock }).read('Deal/getAll', params)).resolves.toHaveProperty('deal');
    expect(methods(simulator)).toEqual([...call, ...call, ...call]);
    const [first = 0, second = 0] = clock.waits.filter((wait) => wait > 150);
    expect(first).toBeGreaterThanOrEqual(250);
    expect(first).toBeLessThanOrEqual(500);
    expect(second).toBeGreaterThanOrEqual(500);
    expect(second).toBeLessThanOrEqual(1000);
  });

  test('always: a read gives up after three attempts', async () => {
    const simulator = await start();
    simulator.fault({ ...fault, on: 'Deal/getAll', count: 'always' });
    const error = await rejection(clientFor(simulator).read('Deal/getAll', params));
    expect(error).toMatchObject({ code: expect.stringMatching(/^(unavailable|rate_limited)$/) });
    expect(methods(simulator)).toHaveLength(6);
  });

  test('a write is not repeated', async () => {
    const simulator = await start();
    simulator.fault({ ...fault, on: 'Deal/getAll' });
    await rejection(clientFor(simulator).write('Deal/getAll', params));
    expect(methods(simulator)).toEqual(call);
  });
});

test('the waits differ from one time to the next, so that clients do not come back together', async () => {
  const waits = new Set<number>();
  const simulator = await start();
  for (let round = 0; round < 8; round += 1) {
    simulator.fault({ kind: 'http', status: 503, on: 'Deal/getAll' });
    const clock = instantClock();
    await clientFor(simulator, { clock }).read('Deal/getAll', params);
    waits.add(Math.max(...clock.waits));
  }
  expect(waits.size).toBeGreaterThan(1);
});

test('a token request that fails is tried again too', async () => {
  const simulator = await start();
  simulator.fault({ kind: 'http', status: 503, on: '_Api/getToken' });
  await expect(clientFor(simulator).read('Deal/getAll', params)).resolves.toHaveProperty('deal');
  expect(methods(simulator)).toEqual(['_Api/getToken', ...call]);
});

test('a caller in a hurry asks for one attempt', async () => {
  const simulator = await start();
  simulator.fault({ kind: 'http', status: 503, on: 'Deal/getAll' });
  const error = await rejection(clientFor(simulator).read('Deal/getAll', params, { attempts: 1 }));
  expect(error).toMatchObject({ code: 'unavailable' });
  expect(methods(simulator)).toEqual(call);
});

const lasting: [string, Fault, object][] = [
  ['result 400', { kind: 'result', result: 400 }, { code: 'unavailable', result: 400 }],
  ['result 420', { kind: 'result', result: 420 }, { code: 'invalid_parameters', result: 420 }],
  ['result 514', { kind: 'result', result: 514 }, { code: 'no_permission', result: 514 }],
  ['result 540', { kind: 'result', result: 540 }, { code: 'no_permission', result: 540 }],
  ['result 550', { kind: 'result', result: 550 }, { code: 'not_found', result: 550 }],
  ['result 561', { kind: 'result', result: 561 }, { code: 'wrong_api_secret', result: 561 }],
  ['a result nobody documented', { kind: 'result', result: 777 }, { code: 'unexpected_answer', result: 777 }],
  ['HTTP 404', { kind: 'http', status: 404 }, { code: 'unexpected_answer', result: null }],
  ['a web page', { kind: 'not-json' }, { code: 'unexpected_answer', result: null }],
];

test.each(lasting)('%s is not tried again', async (_, fault, expected) => {
  const simulator = await start();
  simulator.fault({ ...fault, on: 'Deal/getAll' });
  const error = await rejection(clientFor(simulator).read('Deal/getAll', params));
  expect(error).toBeInstanceOf(LivespaceError);
  expect(error).toMatchObject(expected);
  expect(methods(simulator)).toEqual(call);
});

test.each([
  [{ apiKey: 'wrong' }, { code: 'wrong_api_key', result: 562, remedy: expect.stringContaining('API key again') }],
  [{ apiSecret: 'wrong' }, { code: 'wrong_api_secret', result: 561, remedy: expect.stringContaining('API secret') }],
])('%j is told apart', async (fields, expected) => {
  const simulator = await start();
  expect(await rejection(clientFor(simulator, fields).read('Default/User_getInfo'))).toMatchObject(expected);
});

test.each(['_Api/getToken', 'Deal/getAll'])('a redirect of %s is not followed', async (on) => {
  const elsewhere = await serve((_, response) => response.end('{"result":200,"status":true,"data":1}'));
  const simulator = await start();
  simulator.fault({ kind: 'redirect', location: elsewhere.url, on });
  expect(await rejection(clientFor(simulator).read('Deal/getAll', params))).toMatchObject({ code: 'redirected' });
  expect(elsewhere.hits).toEqual([]);
});

const session = '{"result":200,"status":true,"data":{"token":"t","session_id":"s"}}';

/** What a read of a server gives that answers a token request well and the call so. */
async function readAnswer(body: string | Buffer) {
  const server = await serve(({ url }, response) => response.end(url.endsWith('/getToken') ? session : body));
  return clientFor(server).read('Any/thing');
}

test.each([
  ['{"result":"200","status":true,"data":[]}', []],
  ['{"result":200,"status":true}', undefined],
  ['{"result":200,"status":true,"error":null,"data":null,"more":{}}', null],
])('%s is a success', async (body, data) => {
  await expect(readAnswer(body)).resolves.toEqual(data);
});

const nonsense = [
  '',
  'null',
  '[]',
  '"200"',
  '{}',
  '{"result":200,"data":1}',
  '{"result":200,"status":"true","data":1}',
];
const broken = ['{"result":{},"status":true}', '{"result":null,"status":true}', '{"result":200,"status":true,"data"'];

test.each([...nonsense, ...broken, '{"status":true,"data":1}', '['.repeat(100_000)])(
  '%.60s is no answer of Livespace',
  async (body) => {
    expect(await rejection(readAnswer(body))).toMatchObject({ name: 'LivespaceError', code: 'unexpected_answer' });
  },
);

test.each(['{}', '[]', 'null', '{"token":"t"}', '{"token":"","session_id":"s"}', '{"token":1,"session_id":2}'])(
  'a token answer holding %s gives no session, and no call is made',
  async (data) => {
    const server = await serve((_, response) => response.end(`{"result":200,"status":true,"data":${data}}`));
    const error = await rejection(clientFor(server).read('Any/thing'));
    expect(error).toMatchObject({ code: 'unexpected_answer' });
    expect(server.hits).toHaveLength(1);
  },
);

test('two users of one account keep the distance together', async () => {
  const simulator = await start();
  const clock = instantClock();
  await clientFor(simulator, { clock }).read('Default/User_getInfo');
  await clientFor({ ...simulator.member, url: simulator.url }, { clock }).read('Default/User_getInfo');
  expect(clock.waits).toEqual([150]);
});

test('a transport that throws at once is like one that rejects', async () => {
  const transport = () => {
    throw new Error('canary');
  };
  const client = clientFor({ url: 'http://127.0.0.1:9' }, { transport });
  expect(await rejection(client.read('Any/thing'))).toMatchObject({ code: 'unavailable' });
});
