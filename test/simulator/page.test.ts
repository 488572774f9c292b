import http from 'node:http';
import { text } from 'node:stream/consumers';
import type { Simulator } from '../../simulator/src/index.ts';
import { endpoint, start } from '../../testing/simulator/harness.ts';

/** Unlike fetch, it lets a test choose Host and Origin. */
function ask(simulator: Simulator, method: string, path: string, headers: http.OutgoingHttpHeaders = {}, body = '') {
  return new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }>((resolve, reject) => {
    http
      .request(`${simulator.url}${path}`, { method, headers, agent: false }, async (response) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await text(response) });
      })
      .on('error', reject)
      .end(body);
  });
}

const files = [
  ['/', 'text/html; charset=utf-8', '<title>Livespace simulator</title>'],
  ['/page.css', 'text/css; charset=utf-8', ':focus-visible'],
  ['/page.js', 'text/javascript; charset=utf-8', 'import'],
  ['/control.js', 'text/javascript; charset=utf-8', 'export'],
  ['/rows.js', 'text/javascript; charset=utf-8', 'export'],
  ['/forms.js', 'text/javascript; charset=utf-8', 'import'],
  ['/acts.js', 'text/javascript; charset=utf-8', 'export'],
  ['/faults.js', 'text/javascript; charset=utf-8', 'import'],
  ['/delivery.js', 'text/javascript; charset=utf-8', 'export'],
] as const;

test.each(files)('%s is served as %s', async (path, type, part) => {
  const answer = await ask(await start(), 'GET', path);
  expect(answer).toMatchObject({ status: 200, headers: { 'content-type': type } });
  expect(answer.body).toContain(part);
});

test('the page and its files name nothing outside', async () => {
  const simulator = await start();
  for (const [path] of files) {
    const { body } = await ask(simulator, 'GET', path);
    expect(body).not.toMatch(/https?:\/\/[^"\s]|(src|href)="\/\/|@import/);
    for (const [, named] of body.matchAll(/(?:src|href|from) ?=? ?["'](?!data:|#)([^"']+)["']/g)) {
      expect(files.map(([file]) => file)).toContain(`/${named?.replace('./', '')}`);
    }
  }
});

test.each(['/', '/page.js', '/nothing', '/_control/deals', '/_control/nothing'])(
  '%s is protected: nothing but our own scripts, no embedding, no reading from other sites',
  async (path) => {
    const { headers } = await ask(await start(), 'GET', path);
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(String(policy)).not.toMatch(/unsafe|\*|https?:/);
    expect(headers).toMatchObject({
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  },
);

test('only reading is allowed, and only what there is', async () => {
  const simulator = await start();
  expect(await ask(simulator, 'HEAD', '/')).toMatchObject({ status: 200, body: '' });
  expect(await ask(simulator, 'POST', '/')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  for (const path of [
    '/page.ts',
    '/index.html',
    '/../package.json',
    '/%2e%2e/package.json',
    '/constructor',
    '//page.js',
  ]) {
    expect(await ask(simulator, 'GET', path)).toMatchObject({ status: 404 });
  }
});

describe('other sites', () => {
  test.each([
    ['the page asks', (host: string) => ({ host, origin: `http://${host}` }), 200],
    ['a local program asks', (host: string) => ({ host }), 200],
    ['by localhost', (host: string) => ({ host: host.replace('127.0.0.1', 'localhost') }), 200],
    ['by another loopback address', (host: string) => ({ host: host.replace('127.0.0.1', '127.8.9.10') }), 200],
    ['by IPv6', (host: string) => ({ host: host.replace('127.0.0.1', '[::1]') }), 200],
    [
      'a name that resolves to this machine',
      (host: string) => ({ host: host.replace('127.0.0.1', 'rebound.example') }),
      403,
    ],
    ['a name that begins like this machine', (host: string) => ({ host: `127.0.0.1.example${host.slice(9)}` }), 403],
    ['a name of this machine before an @', () => ({ host: 'localhost@evil.example' }), 403],
    ['a foreign origin', (host: string) => ({ host, origin: 'https://evil.example' }), 403],
    ['an opaque origin', (host: string) => ({ host, origin: 'null' }), 403],
    ['another port of this machine', (host: string) => ({ host, origin: 'http://127.0.0.1:5678' }), 403],
    ['a rebound name with its own origin', () => ({ host: 'rebound.example', origin: 'http://rebound.example' }), 403],
  ])('%s: %#', async (_who, headers, status) => {
    const simulator = await start({ deals: [] });
    const chosen = headers(new URL(simulator.url).host);
    expect(await ask(simulator, 'GET', '/', chosen)).toMatchObject({ status });
    expect(await ask(simulator, 'GET', '/_control/overview', chosen)).toMatchObject({ status });
    expect(await ask(simulator, 'POST', '/_control/deals', chosen, '{"name":"Oferta"}')).toMatchObject({ status });
    expect(simulator.deals()).toHaveLength(status === 200 ? 1 : 0);
    const form = { ...chosen, 'content-type': 'application/x-www-form-urlencoded' };
    const token = '/api/public/json/_Api/auth_call/_api_method/getToken';
    expect(await ask(simulator, 'POST', token, form, `_api_auth=key&_api_key=${simulator.apiKey}`)).toMatchObject({
      status,
      body: expect.stringContaining(status === 200 ? '"result":200' : "only this machine's programs"),
    });
  });
});

test('the overview has what the page shows, newest first', async () => {
  const simulator = await start({ profile: { api: 'off' } });
  const { url } = await endpoint(500);
  const { id } = simulator.addSubscription({ name: 'By hand', url, events: ['deal.created'] });
  await simulator.activateSubscription(id).catch(() => undefined);
  await simulator.activateSubscription(id);
  const { deal } = simulator.createDeal({ name: 'Oferta' });
  await simulator.idle();
  const overview = JSON.parse((await ask(simulator, 'GET', '/_control/overview')).body);
  expect(overview.deals[0]).toEqual(deal);
  expect(overview).toMatchObject({
    subscriptions: [{ id, isActive: true, secret: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    deliveries: [{ number: 1, eventName: 'deal.created', attempt: 1, status: 200, outcome: 'delivered' }],
    profile: { api: 'off', form: 'url-body', fields: 'snake', time: 'documented', secret: 'shown' },
    profileValues: { api: ['off', 'on'] },
  });
  expect(overview.processes[0]).toEqual({
    name: 'Sprzedaż B2B',
    id: expect.any(String),
    firstStageId: expect.stringMatching(/1$/),
  });
  expect(overview.owners.map(({ name }: { name: string }) => name)).toContain('Zofia Zając');
});

test('the overview stays small, however much there is', async () => {
  const simulator = await start();
  const { url } = await endpoint();
  const { id } = simulator.addSubscription({ name: 'By hand', url, events: ['deal.created'] });
  await simulator.activateSubscription(id);
  for (let n = 1; n <= 120; n++) simulator.createDeal({ id: `d${n}` });
  await simulator.idle();
  const { deals, deliveries } = JSON.parse((await ask(simulator, 'GET', '/_control/overview')).body);
  expect(deals.map(({ id }: { id: string }) => id)).toEqual(Array.from({ length: 100 }, (_, n) => `d${120 - n}`));
  expect(deliveries.map(({ number }: { number: number }) => number)).toEqual(
    Array.from({ length: 100 }, (_, n) => 120 - n),
  );
});
