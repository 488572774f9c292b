import { authenticate, call, getToken, postForm, send, start } from '../../testing/simulator/harness.ts';

const minute = 60_000;

test('DOC: getToken takes form fields and answers token and session_id', async () => {
  const simulator = await start();
  expect(await getToken(simulator)).toEqual({
    data: { token: expect.any(String), session_id: expect.any(String) },
    error: null,
    result: 200,
    status: true,
  });
});

test('DOC: an invalid API key answers 562, and HTTP is 200 all the same', async () => {
  const simulator = await start();
  const url = `${simulator.url}/api/public/json/_Api/auth_call/_api_method/getToken`;
  const response = await postForm(url, { _api_auth: 'key', _api_key: 'nobody' });
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ data: null, error: expect.any(String), result: 562, status: false });
});

test('DOC: another authorization method answers 560', async () => {
  const simulator = await start();
  const url = `${simulator.url}/api/public/json/_Api/auth_call/_api_method/getToken`;
  expect(await (await postForm(url, { _api_auth: 'password' })).json()).toMatchObject({ result: 560 });
  const auth = await authenticate(simulator);
  const answer = await send(simulator, 'Default/User_getInfo', { ...auth, _api_auth: 'password' });
  expect(await answer.json()).toMatchObject({ result: 560 });
});

test('DOC: a call signed with SHA-1 of key, token and secret is answered', async () => {
  const simulator = await start();
  expect(await call(simulator, 'Default/User_getInfo')).toMatchObject({ error: null, result: 200, status: true });
});

test('DOC: a wrong sha answers 561', async () => {
  const simulator = await start();
  const { apiKey } = simulator;
  expect(await call(simulator, 'Default/User_getInfo', {}, { apiKey, apiSecret: 'wrong' })).toMatchObject({
    data: null,
    result: 561,
    status: false,
  });
});

test('ASSUMED: a wrong sha spends the session', async () => {
  const simulator = await start();
  const auth = await authenticate(simulator);
  await send(simulator, 'Default/User_getInfo', { ...auth, _api_sha: 'wrong' });
  expect(await (await send(simulator, 'Default/User_getInfo', auth)).json()).toMatchObject({ result: 561 });
});

test('DOC: a session serves exactly one call; OBS: replaying it answers 561', async () => {
  const simulator = await start();
  const auth = await authenticate(simulator);
  expect(await (await send(simulator, 'Default/User_getInfo', auth)).json()).toMatchObject({ result: 200 });
  expect(await (await send(simulator, 'Default/User_getInfo', auth)).json()).toMatchObject({ result: 561 });
});

test("a session is no good to somebody else's key", async () => {
  const simulator = await start();
  const auth = await authenticate(simulator);
  const foreign = { ...auth, _api_key: simulator.member.apiKey };
  expect(await (await send(simulator, 'Default/User_getInfo', foreign)).json()).toMatchObject({ result: 561 });
});

test.each([
  [15 * minute - 1, 200],
  [15 * minute, 561],
])('DOC: a session lives 15 minutes: after %d ms the result is %d', async (age, result) => {
  let now = Date.parse('2026-03-02T10:00:00Z');
  const simulator = await start({ now: () => now });
  const auth = await authenticate(simulator);
  now += age;
  expect(await (await send(simulator, 'Default/User_getInfo', auth)).json()).toMatchObject({ result });
});

test('OBS: auth as form fields beside data answers 561', async () => {
  const simulator = await start();
  const auth = await authenticate(simulator);
  const url = `${simulator.url}/api/public/json/Deal/getAll`;
  const response = await postForm(url, { data: JSON.stringify({ status: 'all' }), ...auth });
  expect(await response.json()).toMatchObject({ result: 561 });
});

test.each([['[]'], ['null'], ['"text"'], ['{broken'], ['']])(
  'data that holds no auth, %s, answers 561',
  async (data) => {
    const simulator = await start();
    const response = await postForm(`${simulator.url}/api/public/json/Deal/getAll`, { data });
    expect(await response.json()).toMatchObject({ result: 561 });
  },
);

test.each([
  ['POST', 'application/json'],
  ['POST', 'text/plain'],
  ['PUT', 'application/x-www-form-urlencoded'],
])('ASSUMED: PHP fills no form fields from a %s of %s', async (method, type) => {
  const simulator = await start();
  const body = `data=${encodeURIComponent(JSON.stringify(await authenticate(simulator)))}`;
  const url = `${simulator.url}/api/public/json/Default/User_getInfo`;
  const ask = (init: RequestInit) => fetch(url, init).then((response) => response.json());
  expect(await ask({ method, headers: { 'Content-Type': type }, body })).toMatchObject({ result: 561 });
  expect(await fetch(`${url}?${body}`).then((response) => response.json())).toMatchObject({ result: 561 });
  const right = {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    body,
  };
  expect(await ask(right)).toMatchObject({ result: 200 });
});

test('OBS: Default/ping echoes its parameters, the auth fields included', async () => {
  const simulator = await start();
  const auth = await authenticate(simulator);
  const answer = await send(simulator, 'Default/ping', { hello: 'Łódź', ...auth });
  expect(await answer.json()).toMatchObject({ data: { hello: 'Łódź', ...auth }, result: 200 });
});

test('OBS: an invented method answers 540, not 515', async () => {
  const simulator = await start();
  expect(await call(simulator, 'Deal/invented')).toMatchObject({ result: 540, status: false });
  expect(await call(simulator, 'Deal/constructor')).toMatchObject({ result: 540 });
});

test('DOC: an incorrect module answers 514', async () => {
  const simulator = await start();
  expect(await call(simulator, 'Invented/getAll')).toMatchObject({ result: 514, status: false });
  expect(await call(simulator, 'constructor/name')).toMatchObject({ result: 514 });
});

test('DOC: an incorrect output format answers 516', async () => {
  const simulator = await start();
  const response = await postForm(`${simulator.url}/api/public/xml/Deal/getAll`, {});
  expect(await response.json()).toMatchObject({ result: 516, status: false });
});

test('authorization comes before the method is looked for', async () => {
  const simulator = await start();
  expect(await (await send(simulator, 'Invented/getAll', {})).json()).toMatchObject({ result: 561 });
});

test('the credentials are those that were asked for', async () => {
  const simulator = await start({ apiKey: 'own-key', apiSecret: 'own-secret' });
  const key = { apiKey: 'own-key', apiSecret: 'own-secret' };
  expect(simulator).toMatchObject(key);
  expect(await call(simulator, 'Default/User_getInfo', {}, key)).toMatchObject({ result: 200 });
});

test('only the loopback interface is served', async () => {
  const simulator = await start();
  expect(simulator.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test('OBS: User_getInfo tells who the key belongs to, without an id', async () => {
  const simulator = await start();
  const { data } = await call(simulator, 'Default/User_getInfo');
  expect(data).toEqual({
    login: 'anna.kowalska@acme.example',
    email: 'anna.kowalska@acme.example',
    firstname: 'Anna',
    lastname: 'Kowalska',
    name: 'Anna Kowalska',
  });
  const member = await call(simulator, 'Default/User_getInfo', {}, simulator.member);
  expect(member.data).toMatchObject({ name: 'Łukasz Wiśniewski' });
});

test('OBS: User_getAll is an array of users with ids and ignores limit', async () => {
  const simulator = await start();
  const { data } = await call(simulator, 'Default/User_getAll', { limit: 1 });
  expect(data).toHaveLength(3);
  for (const user of data) {
    expect(user).toEqual({
      id: expect.any(String),
      login: expect.any(String),
      email: expect.any(String),
      firstname: expect.any(String),
      lastname: expect.any(String),
      name: expect.any(String),
    });
  }
});

test('OBS: process_getList is keyed by process id and stage id; an empty map is []', async () => {
  const simulator = await start();
  const { data } = await call(simulator, 'Deal/process_getList');
  const processes: { name: string; main_stages: Record<string, { name: string; stages: unknown }> }[] =
    Object.values(data);
  expect(processes.map(({ name }) => name)).toEqual(['Sprzedaż B2B', 'Partnerzy']);
  const stages = Object.values(processes[0]?.main_stages ?? {});
  expect(stages.map(({ name }) => name)).toEqual(['Kwalifikacja', 'Oferta', 'Negocjacje']);
  expect(stages[0]?.stages).toEqual({ 'e1000000-0000-4000-8000-000000000001': { name: 'Pierwsza rozmowa' } });
  expect(stages[2]?.stages).toEqual([]);
});
