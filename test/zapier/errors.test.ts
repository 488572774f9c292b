import { fail, startWorld, type World } from '../../testing/zapier/harness.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

/** What the user reads: the platform wraps it in JSON for errors of its own making. */
function shown(error: Error): string {
  return error.name === 'ExpiredAuthError' ? error.message : JSON.parse(error.message).message;
}

const always = { count: 'always' } as const;

describe.each([
  ['a wrong key', { apiKey: 'x' }, 'ExpiredAuthError', 'Then reconnect your Livespace account in Zapier.'],
  ['a wrong secret', { apiSecret: 'x' }, 'ExpiredAuthError', 'Copy the API secret again'],
])('%s', (_, change, name, message) => {
  test.each(['performSubscribe', 'performList'])('in %s asks to reconnect', async (operation) => {
    const zap = world.zap('deal_created');
    zap.authData = { ...world.authData, ...change };
    const error = await zap.operation(operation, { targetUrl: zap.targetUrl }).then(fail, (thrown) => thrown);
    expect(error).toMatchObject({ name, doNotContextify: true });
    expect(shown(error)).toContain(message);
  });
});

test.each([
  ['HTTP 429', { kind: 'http', status: 429 }, 'ThrottledError', 'Livespace asked to slow down'],
  ['HTTP 503', { kind: 'http', status: 503 }, 'AppError', 'try again in a few minutes'],
  ['HTTP 404', { kind: 'http', status: 404 }, 'AppError', 'Check the subdomain'],
  ['result 500', { kind: 'result', result: 500 }, 'AppError', 'Livespace reported an internal problem'],
  ['result 520', { kind: 'result', result: 520 }, 'AppError', 'Livespace reported an internal problem'],
  ['result 999', { kind: 'result', result: 999 }, 'AppError', 'not documented'],
  ['a web page', { kind: 'not-json' }, 'AppError', 'not come from Livespace’s JSON API'],
  ['no answer', { kind: 'drop' }, 'AppError', 'No answer came from'],
] as const)(
  '%s: says what to do, whoever asked',
  async (_, fault, name, message) => {
    world.livespace.fault({ ...fault, ...always });
    const zap = world.zap('deal_created');
    const error = await zap.list().then(fail, (thrown) => thrown);
    expect(error).toMatchObject({ name, doNotContextify: true });
    expect(shown(error)).toContain(message);
  },
  15_000,
);

test('a redirect is not followed', async () => {
  const elsewhere = await startWorld();
  world.livespace.fault({ kind: 'redirect', location: elsewhere.livespace.url, ...always });
  const error = await world
    .zap('deal_created')
    .list()
    .then(fail, (thrown) => thrown);
  expect(shown(error)).toContain('which is not followed');
  expect(elsewhere.livespace.requests()).toEqual([]);
  await elsewhere.close();
});

test('who is no administrator reads both reasons and what to do about each', async () => {
  const zap = world.zap('deal_created');
  zap.authData = { ...world.authData, ...world.livespace.member };
  const error = await zap.turnOn().then(fail, (thrown) => thrown);
  expect(error).toMatchObject({ name: 'AppError', doNotContextify: true });
  expect(shown(error)).toMatch(/not an administrator, or this account has no subscription API.*use the API key of an/);
});

test('a handshake that fails is explained', async () => {
  const error = await world
    .zap('deal_created')
    .operation('performSubscribe', { targetUrl: `${new URL(world.servers.rpc.rpc_base).origin}/hooks/gone/` })
    .then(fail, (thrown) => thrown);
  expect(shown(error)).toContain('to confirm it and got no 200 or 204 within 3 seconds');
});

test('a target URL that Livespace cannot reach is refused before any request', async () => {
  const zap = world.zap('deal_created');
  zap.authData = { ...world.authData, subdomain: 'acme' };
  const error = await zap
    .operation('performSubscribe', { targetUrl: 'http://hooks.example.com/1' })
    .then(fail, (thrown) => thrown);
  expect(shown(error)).toContain('does not start with https://');
});

test('a fault of our own shows its kind, and nothing of what it was about', async () => {
  const zap = world.zap('deal_created');
  const inputData = { minimum_value: Object.create(null) };
  const error = await zap.operation('performList', { inputData }).then(fail, (thrown) => thrown);
  expect(error).toMatchObject({ name: 'AppError', doNotContextify: true });
  expect(shown(error)).toBe('The Livespace app failed (TypeError). Report this to its maintainers.');
});
