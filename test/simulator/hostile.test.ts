import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Fault, Simulator } from '../../simulator/src/index.ts';
import { authenticate, call, endpoint, send, start, subscribe } from '../../testing/simulator/harness.ts';

jest.setTimeout(60_000);

const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

async function control(simulator: Simulator, method: string, path: string, body?: string) {
  const response = await fetch(`${simulator.url}/_control/${path}`, { method, body: body ?? null });
  return { status: response.status, error: ((await response.json()) as { error?: string }).error };
}

describe('a body', () => {
  /** Sends what `write` writes and gives the answer, which may come long before the body's end. */
  async function upload(
    simulator: Simulator,
    path: string,
    headers: object,
    write: (request: http.ClientRequest) => void,
  ) {
    const request = http.request(`${simulator.url}${path}`, { method: 'POST', headers: { ...headers }, agent: false });
    request.on('error', () => undefined);
    write(request);
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    const answer = { status: response.statusCode, body: await text(response) };
    request.destroy();
    return answer;
  }
  const endless = (request: http.ClientRequest) => {
    const piece = Buffer.alloc(65_536, ' ');
    const go = () => {
      while (!request.destroyed && request.write(piece));
    };
    request.on('drain', go);
    go();
  };
  const announced = { 'content-length': 2 ** 30 };
  const tooLong = { status: 413, body: expect.stringContaining('the body is longer than 4194304 bytes') };

  test.each(['/_control/deals', '/_control/nothing', '/', '/api/public/json/Deal/getAll'])(
    'to %s: 413 as soon as it is announced or turns out to be too long',
    async (path) => {
      const simulator = await start();
      expect(await upload(simulator, path, announced, (request) => request.flushHeaders())).toEqual(tooLong);
      expect(await upload(simulator, path, announced, endless)).toEqual(tooLong);
      expect(await upload(simulator, path, {}, endless)).toEqual(tooLong);
      expect(await call(simulator, 'Default/User_getInfo')).toMatchObject({ result: 200 });
    },
  );

  test('of another site is not read at all', async () => {
    const simulator = await start({ deals: [] });
    const headers = { origin: 'https://evil.example' };
    const refused = { status: 403, body: expect.stringContaining("only this machine's programs") };
    expect(await upload(simulator, '/_control/deals', { ...headers, ...announced }, endless)).toEqual(refused);
    expect(await upload(simulator, '/_control/deals', headers, (request) => request.write('{'))).toEqual(refused);
    expect(simulator.deals()).toEqual([]);
  });

  test('a long one within the limit is taken', async () => {
    const simulator = await start({ deals: [] });
    const note = 'ł"\\[{'.repeat(300_000);
    expect(await control(simulator, 'POST', 'deals', JSON.stringify({ note }))).toMatchObject({ status: 200 });
    expect(simulator.deals()).toMatchObject([{ note }]);
  });

  test.each([
    ['POST', 'deals', deep, 'body: nested more than 100 deep'],
    ['POST', 'deals', `{"note":${deep}}`, 'body: nested more than 100 deep'],
    ['POST', 'events', `{"name":"deal.created","data":${deep}}`, 'body: nested more than 100 deep'],
    ['PATCH', 'deals/d1', '{"note":'.repeat(20_000), 'body: nested more than 100 deep'],
    ['POST', 'deals', '{"name":', 'body: '],
    ['POST', 'deals', 'null', 'body: '],
    ['POST', 'deals', '[]', 'body: '],
    ['POST', 'deals', '"deal"', 'body: '],
    ['POST', 'deals', '{"id":7}', 'id: '],
    ['POST', 'deals', '{"id":""}', 'id: '],
    ['POST', 'deals', '{"status":{}}', 'status: '],
    ['POST', 'deals', '{"created":{"toString":1}}', 'created: '],
    ['POST', 'deals', '{"created":1e300}', 'created: '],
    ['POST', 'deals', '{"modified":"+275760-09-13"}', 'modified: '],
    ['POST', 'deals/import', '{"count":1e10}', 'count: '],
    ['POST', 'deals/import', '{"count":"5"}', 'count: '],
    ['POST', 'deals/import', '{}', 'count: '],
    ['POST', 'deals/d1/status', '{}', 'status: '],
    ['POST', 'deals/d1/status', '{"status":"won","reason":["x"]}', 'reason: '],
    ['POST', 'deals/d1/status', '{"status":"won","raeson":"x"}', 'raeson: there is no such field'],
    ['POST', 'deals/%E0%A4%A/status', '{"status":"won"}', 'id: '],
    ['POST', 'events', '{"data":{}}', 'name: '],
    ['POST', 'events', '{"name":["deal.created"],"data":{}}', 'name: '],
    ['POST', 'events', '{"name":"deal.created","data":{},"timestamp":{}}', 'timestamp: '],
    ['POST', 'events', '{"name":"deal.created","data":{},"id":1}', 'id: '],
    ['POST', 'events', '{"name":"deal.created","data":{},"version":2}', 'version: '],
    ['POST', 'events/flush', '{"order":5}', 'order: '],
    ['POST', 'events/flush', '{"order":[5]}', 'order.0: '],
    ['POST', 'subscriptions', '{"name":"n","url":5,"events":["deal.created"]}', 'url: '],
    ['POST', 'subscriptions', '{"name":"n","url":"https://a.example","events":[{"toString":1}]}', 'events.0: '],
    ['POST', 'subscriptions', '{"name":"n","url":"https://a.example","events":"deal.created"}', 'events: '],
    ['POST', 'subscriptions', '{"name":5,"url":"https://a.example","events":["deal.created"]}', 'name: '],
    ['PATCH', 'profile', '{"form":5}', 'profile: form '],
    ['PUT', 'subscription-api', '{}', 'mode: '],
    ['PUT', 'receiver', '{"mode":"toString"}', 'mode: '],
    ['GET', 'deliveries/0', undefined, 'no delivery 0'],
    ['GET', 'deliveries/x', undefined, 'no delivery NaN'],
    ['POST', 'faults', '{"kind":5}', 'kind: '],
    ['POST', 'faults', '{"kind":"constructor"}', 'kind: '],
    ['POST', 'faults', '{"kind":"drop","on":5}', 'on: '],
    ['POST', 'faults', `{"kind":"drop","on":"${'*a'.repeat(200)}"}`, 'on: '],
    ['POST', 'faults', '{"kind":"drop","page":"(a+)+$"}', 'page: '],
    ['POST', 'faults', '{"kind":"drop","page":0}', 'page: '],
    ['POST', 'faults', '{"kind":"drop","count":1e10}', 'count: '],
    ['POST', 'faults', '{"kind":"drop","count":-1}', 'count: '],
    ['POST', 'faults', '{"kind":"drop","count":"ever"}', 'count: '],
    ['POST', 'faults', '{"kind":"drop","status":500}', 'status: there is no such field'],
    ['POST', 'faults', '{"kind":"http"}', 'status: '],
    ['POST', 'faults', '{"kind":"http","status":101}', 'status: '],
    ['POST', 'faults', '{"kind":"http","status":"500"}', 'status: '],
    ['POST', 'faults', '{"kind":"result","result":1e10}', 'result: '],
    ['POST', 'faults', '{"kind":"redirect","location":"/a\\r\\nSet-Cookie: b"}', 'location: '],
    ['POST', 'faults', '{"kind":"slow","ms":1e10}', 'ms: '],
    ['POST', 'faults', '{"kind":"delay","ms":-1}', 'ms: '],
    ['POST', 'faults', '{"kind":"duplicate","copies":1e10}', 'copies: '],
    ['POST', 'faults', '{"kind":"duplicate","copies":2.5}', 'copies: '],
    ['POST', 'faults', '{"kind":"huge","bytes":1e12}', 'bytes: '],
    ['POST', 'faults', '{"kind":"drop","__proto__":{"on":"x"}}', '__proto__: '],
  ] as const)(
    '%s %s: case %# is refused, naming the field, and the rest goes on',
    async (method, path, body, error) => {
      const simulator = await start({ deals: [{ id: 'd1' }] });
      const hook = await endpoint();
      await subscribe(simulator, hook.url);
      expect(await control(simulator, method, path, body)).toEqual({
        status: 400,
        error: expect.stringContaining(error),
      });
      expect(simulator.faults()).toEqual([]);
      expect(await control(simulator, 'POST', 'deals', '{"name":"next"}')).toMatchObject({ status: 200 });
      await simulator.idle();
      expect(hook.events()).toMatchObject([{ data: { name: 'next' } }]);
    },
  );
});

test('a parameter of the API that is nested deep is no parameter', async () => {
  const simulator = await start();
  const auth = await authenticate(simulator);
  const body = new URLSearchParams({ data: `{"a":${deep},${JSON.stringify(auth).slice(1)}` });
  const answer = await fetch(`${simulator.url}/api/public/json/Default/ping`, { method: 'POST', body });
  expect(await answer.json()).toMatchObject({ result: 561 });
  expect(await (await send(simulator, 'Default/ping', auth)).json()).toMatchObject({ result: 200 });
});

test.each([
  ['*', 'Deal/getAll', true],
  ['Deal/*', 'Deal/getAll', true],
  ['*getAll', 'Deal/getAll', true],
  ['D*/g*A*l', 'Deal/getAll', true],
  ['Deal/getAll', 'Deal/getAll', true],
  ['Deal/get', 'Deal/getAll', false],
  ['Deal/*get', 'Deal/get', true],
  ['Deal*Deal/get', 'Deal/get', false],
  ['Deal.get', 'Deal/get', false],
  ['[D]eal/get', 'Deal/get', false],
  [`${'*a'.repeat(99)}*b`, `Deal/${'a'.repeat(5000)}`, false],
  ['(a+)+$', `Deal/${'a'.repeat(5000)}`, false],
])('a pattern strikes what it matches, and nothing else, in no time: case %#', async (on, method, strikes) => {
  const simulator = await start();
  simulator.fault({ kind: 'http', status: 503, on });
  const { status } = await send(simulator, method, {});
  expect(status === 503).toBe(strikes);
});

test('patterns with an empty part at both ends, and none', async () => {
  const simulator = await start();
  simulator.fault({ kind: 'http', status: 503, on: '' } as Fault);
  expect((await send(simulator, 'Deal/get', {})).status).toBe(200);
  simulator.fault({ kind: 'http', status: 503, on: '**eal**' });
  expect((await send(simulator, 'Deal/get', {})).status).toBe(503);
});

describe('an endpoint', () => {
  const head = 'HTTP/1.1 200 OK\r\n';
  const servers: net.Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** Passes the handshake, then answers each delivery as told. */
  async function raw(answer: (socket: net.Socket) => void): Promise<string> {
    let isFirst = true;
    const server = net.createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        if (isFirst) socket.end(`${head}Content-Length: 0\r\n\r\n`);
        else answer(socket);
        isFirst = false;
      });
    });
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  }
  const forEver = (piece: string) => (socket: net.Socket) => {
    socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n`);
    const timer = setInterval(() => socket.write(piece), 1);
    socket.on('close', () => clearInterval(timer));
  };
  const late = { status: null, error: 'no answer within 100 ms' };

  test.each<[string, (socket: net.Socket) => void, object]>([
    [
      'answers 101',
      (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
      { status: 101, error: null },
    ],
    ['answers 101 without more', (socket) => socket.write('HTTP/1.1 101 x\r\n\r\n'), {}],
    ['answers 100 for ever', (socket) => socket.write('HTTP/1.1 100 Continue\r\n\r\n'.repeat(50)), late],
    ['says nothing', () => undefined, late],
    ['begins a status line', (socket) => socket.write('HTTP/1.1 2'), late],
    ['never ends its head', (socket) => socket.write(`${head}X: y`), late],
    ['never ends its answer', (socket) => socket.write(`${head}Content-Length: 10\r\n\r\nabc`), late],
    ['never begins its body', (socket) => socket.write(`${head}Content-Length: 10\r\n\r\n`), late],
    ['ends no chunk', (socket) => socket.write(`${head}Transfer-Encoding: chunked\r\n\r\nff\r\nabc`), late],
    ['sends an endless body', forEver('1\r\nx\r\n'), late],
    [
      'breaks off',
      (socket) => socket.end(`${head}Content-Length: 10\r\n\r\nabc`),
      { status: null, error: expect.any(String) },
    ],
    ['hangs up', (socket) => socket.destroy(), { status: null, error: expect.any(String) }],
    ['answers rubbish', (socket) => socket.end('\0\x01HELLO'), { status: null, error: expect.any(String) }],
    [
      'has an endless head',
      (socket) => socket.end(`${head}X: ${'y'.repeat(100_000)}\r\n\r\n`),
      { status: null, error: expect.any(String) },
    ],
  ])('that %s has failed, and is tried again', async (_what, answer, outcome) => {
    const simulator = await start({ deliveryTimeoutMs: 100 });
    await subscribe(simulator, await raw(answer));
    simulator.createDeal();
    await simulator.idle();
    expect(simulator.deliveries()).toMatchObject([
      { attempt: 1, outcome: 'retrying', ...outcome },
      { attempt: 2, outcome: 'retrying', ...outcome },
      { attempt: 3, outcome: 'lost', ...outcome },
    ]);
  });
});

test('every answer is dated by the simulator’s own clock', async () => {
  let now = Date.parse('2031-05-06T07:08:09.123Z');
  const simulator = await start({ now: () => now });
  const dates = async () => {
    const paths = ['/', '/nothing', '/_control/deals', '/_control/nothing', '/api/public/json/Deal/getAll'];
    const answers = await Promise.all(paths.map((path) => fetch(`${simulator.url}${path}`)));
    return new Set(answers.map(({ headers }) => headers.get('date')));
  };
  expect(await dates()).toEqual(new Set(['Tue, 06 May 2031 07:08:09 GMT']));
  now -= 365 * 86_400_000;
  expect(await dates()).toEqual(new Set(['Mon, 06 May 2030 07:08:09 GMT']));
  simulator.fault({ kind: 'http', status: 503 });
  expect((await send(simulator, 'Deal/getAll', {})).headers.get('date')).toBe('Mon, 06 May 2030 07:08:09 GMT');
});

test.each(['GET //x HTTP/1.1', 'GET http://evil.example/ HTTP/1.1', 'OPTIONS * HTTP/1.1', 'GET /%%% HTTP/1.1'])(
  'the odd request line %s is answered, and the rest goes on',
  async (line) => {
    const simulator = await start();
    const socket = net.connect(Number(new URL(simulator.url).port), '127.0.0.1');
    socket.end(`${line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 40[045] /);
    expect(await call(simulator, 'Default/User_getInfo')).toMatchObject({ result: 200 });
  },
);
