import { fail, run, startWorld, type World } from '../../testing/zapier/harness.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

function event(method: string, authData: object, extra: object = {}) {
  const environment = { ...world.servers.environment, LIVESPACE_ALLOW_LOOPBACK: '1' };
  return { command: 'execute', method: `authentication.${method}`, environment, bundle: { authData, ...extra } };
}

const connect = (changes: object = {}) => run(event('test', { ...world.authData, ...changes }));

test('checks key and secret, and says whose they are', async () => {
  await expect(connect()).resolves.toEqual({
    account: new URL(world.livespace.url).host,
    name: 'Anna Kowalska',
    email: 'anna.kowalska@acme.example',
  });
});

test('the connection’s label tells accounts and users apart', async () => {
  const label = async (authData: object) =>
    run(event('connectionLabel', {}, { inputData: await run(event('test', authData)) }));
  const labels = await Promise.all([
    label(world.authData),
    label({ ...world.authData, ...world.livespace.member }),
    label({ ...world.authData, subdomain: world.livespace.url.replace('127.0.0.1', 'localhost') }),
  ]);
  expect(labels[0]).toMatch(/^127\.0\.0\.1:\d+: anna\.kowalska@acme\.example$/);
  expect(new Set(labels).size).toBe(3);
});

test.each([
  ['wrong key', { apiKey: 'x' }, 'wrong_api_key', 'Copy the API key again from Account Settings → API → Users'],
  ['wrong secret', { apiSecret: 'x' }, 'wrong_api_secret', 'Copy the API secret again'],
  ['no key', { apiKey: ' ' }, 'missing_credentials', 'The API key is empty.'],
  ['no secret', { apiSecret: undefined }, 'missing_credentials', 'The API secret is empty.'],
])('%s: says what to do', async (_, changes, code, message) => {
  const error = await connect(changes).then(fail, (thrown) => thrown);
  expect(error).toMatchObject({ name: 'AppError', doNotContextify: true });
  expect(JSON.parse(error.message)).toMatchObject({ code, message: expect.stringContaining(message) });
});

test.each([
  'https://acme.livespace.io.evil.com',
  'acme@evil',
  'http://169.254.169.254',
  'acme.livespace.io/x',
  'a b',
  '',
  'http://127.0.0.1:1@evil.com',
])('the subdomain %j is refused before any request', async (subdomain) => {
  const before = world.livespace.requests().length;
  const error = await connect({ subdomain }).then(fail, (thrown) => thrown);
  expect(JSON.parse(error.message)).toMatchObject({
    code: 'invalid_subdomain',
    message: expect.stringContaining('acme for https://acme.livespace.io'),
  });
  expect(world.livespace.requests()).toHaveLength(before);
});

test('a loopback address is refused unless the environment allows it', async () => {
  const environment = { ...world.servers.environment, LIVESPACE_ALLOW_LOOPBACK: '' };
  const error = await run({ ...event('test', world.authData), environment }).then(fail, (thrown) => thrown);
  expect(JSON.parse(error.message)).toMatchObject({ code: 'invalid_subdomain' });
});
