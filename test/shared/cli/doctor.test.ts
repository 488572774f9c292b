import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSimulator } from 'livespace-simulator';
import { certificate } from '../../../testing/endpoint/certificates.ts';
import { endCommands, type Ran, runCommand } from '../../../testing/endpoint/command.ts';
import {
  type PublicServer,
  publicHost,
  servePublic,
  signedCertificate,
} from '../../../testing/endpoint/public-https.ts';
import { signDelivery } from '../../../testing/sign.ts';

/* Every line of the doctor, passing and failing: it sees a loopback server as public https, by --resolve and --ca. */

// Each command is a process of its own.
jest.setTimeout(60_000);
afterEach(endCommands);

const secret = 'canary-secret-5c1f';
const servers: PublicServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(listener: RequestListener, own?: Parameters<typeof servePublic>[1]): Promise<PublicServer> {
  const server = await servePublic(listener, own);
  servers.push(server);
  return server;
}

async function serveLocally() {
  const server = createServer((_request, response) => void response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** Refuses what is not signed for its URL, and takes the empty request, as an endpoint should. */
function genuine(url: () => string): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const isRight = request.headers['x-livespace-signature'] === signDelivery(url(), body, secret);
      response.writeHead(body.length === 0 || isRight ? 200 : 401).end();
    });
  };
}

function answering(status: number): RequestListener {
  return (_request, response) => void response.writeHead(status).end();
}

function doctor(url: string, options: string[] = [], env: Record<string, string> = {}): Promise<Ran> {
  return runCommand(['doctor', '--json', '--url', url, ...options], env);
}

function verdicts({ values }: Ran): Record<string, unknown> {
  return Object.fromEntries(values.map(({ check, verdict }) => [check, verdict]));
}

function line(ran: Ran, check: RegExp): Record<string, unknown> {
  const found = ran.values.find((value) => check.test(String(value.check)));
  if (!found) throw new Error(`no line ${check} in ${ran.out}${ran.err}`);
  return found;
}

test('a good endpoint: every line passes or is not known, and nothing but empty requests goes out', async () => {
  const bodies: string[] = [];
  const server = await serve((request, response) => {
    request.on('data', (chunk) => bodies.push(String(chunk)));
    request.on('end', () => response.end());
  });
  const ran = await doctor(server.url, server.options);
  expect(verdicts(ran)).toEqual({
    'The URL is https and public': 'passed',
    'DNS knows the host': 'unknown',
    'The certificate is trusted': 'passed',
    'Nothing is redirected': 'passed',
    'An empty POST is answered 200 or 204 within 3 s': 'passed',
    'Signatures are checked': 'unknown',
    'The account': 'unknown',
  });
  expect(line(ran, /empty POST/).detail).toMatch(/^5 tries, the slowest \d+ ms$/);
  expect(bodies).toEqual([]);
  expect(ran.code).toBe(0);
});

test('with --send a signed event is accepted and a forged one refused; the secret is nowhere', async () => {
  const server = await serve(genuine(() => server.url));
  const ran = await doctor(server.url, [...server.options, '--send'], { LIVESPACE_WEBHOOK_SECRET: secret });
  expect(line(ran, /signed event/)).toMatchObject({ verdict: 'passed' });
  expect(line(ran, /forged event/)).toMatchObject({ verdict: 'passed', detail: 'HTTP 401' });
  expect(ran.code).toBe(0);
  expect(ran.out + ran.err).not.toContain(secret);
});

test('with --send a signed event that is refused, and a forged one that is taken', async () => {
  const refusing = await serve(genuine(() => 'https://another.example.com/'));
  const refused = await doctor(refusing.url, [...refusing.options, '--send'], { LIVESPACE_WEBHOOK_SECRET: secret });
  expect(line(refused, /signed event/)).toMatchObject({ verdict: 'failed', detail: 'HTTP 401' });
  const trusting = await serve(answering(204));
  const taken = await doctor(trusting.url, [...trusting.options, '--send'], { LIVESPACE_WEBHOOK_SECRET: secret });
  expect(line(taken, /forged event/)).toMatchObject({ verdict: 'failed', detail: 'HTTP 204' });
  expect([refused.code, taken.code]).toEqual([1, 1]);
});

test.each([
  ['http://hooks.example.com/', /does not start with https/],
  ['https://127.0.0.1/', /not public/],
  ['https://user:pw@hooks.example.com/', /user name or a password/],
])('a URL that Livespace can’t call: %s', async (url, detail) => {
  const ran = await doctor(url);
  expect(ran.values[0]).toMatchObject({ verdict: 'failed', detail: expect.stringMatching(detail) });
  expect(ran.out).not.toContain('pw@');
  expect(ran.code).toBe(1);
});

test('a host that DNS does not know', async () => {
  const ran = await doctor('https://no-such-host.livespace-connect.example.com/');
  expect(line(ran, /DNS/)).toMatchObject({ verdict: 'failed', detail: 'the host name is not known' });
  expect(ran.code).toBe(1);
});

test.each([
  ['expired', () => signedCertificate(publicHost, 3), 'the certificate has expired'],
  ['for another host', () => signedCertificate('other.example.com'), 'the certificate is for another host'],
  ['self-signed', () => certificate(publicHost), 'the certificate is self-signed'],
])('a certificate that is %s', async (_, own, detail) => {
  const server = await serve(answering(200), await own());
  const ran = await doctor(server.url, server.options);
  expect(line(ran, /certificate/)).toMatchObject({ verdict: 'failed', detail });
  expect(ran.code).toBe(1);
});

test('redirects: elsewhere, and to itself', async () => {
  const server = await serve((request, response) => {
    response.writeHead(302, { Location: request.url === '/loop' ? '/loop' : 'https://elsewhere.example.com/x' }).end();
  });
  const elsewhere = await doctor(server.url, server.options);
  expect(line(elsewhere, /redirected/)).toMatchObject({
    verdict: 'failed',
    detail: 'HTTP 302 leads to elsewhere.example.com',
  });
  const loop = await doctor(server.url.replace('/livespace', '/loop'), server.options);
  expect(line(loop, /redirected/).detail).toContain('redirects to itself');
  expect([elsewhere.code, loop.code]).toEqual([1, 1]);
});

test.each([[401], [404], [405], [500], [503]])('an empty request answered %i, with a remedy', async (status) => {
  const server = await serve(answering(status));
  const ran = await doctor(server.url, server.options);
  const remedy = expect.any(String);
  expect(line(ran, /empty POST/)).toMatchObject({ verdict: 'failed', detail: `HTTP ${status}`, remedy });
});

type Response = Parameters<RequestListener>[1];

test.each([
  ['never ends', 'no complete answer within 3 seconds', (response: Response) => void response.write('.')],
  ['is 40 MB', 'the answer is longer than 1 MB', (response: Response) => void response.end(Buffer.alloc(40_000_000))],
  ['is cut', 'the connection was cut, or the answer is not HTTP', (response: Response) => void response.destroy()],
])('an answer that %s: a line, and no stack', async (_, cause, answer) => {
  const server = await serve((_request, response) => answer(response));
  const ran = await doctor(server.url, server.options);
  expect(line(ran, /empty POST/).detail).toContain(cause);
  expect(ran.err).toBe('');
  expect(ran.code).toBe(1);
});

test('nothing listens', async () => {
  const server = await servePublic(answering(200));
  await server.close();
  const ran = await doctor(server.url, server.options.slice(0, 2));
  expect(line(ran, /empty POST/).detail).toContain('nothing is listening there');
});

test.each([
  ['hooks.zapier.com', 'Zapier'],
  ['hook.eu2.make.com', 'Make'],
])('what can’t be seen of %s is said, not guessed', async (host, name) => {
  const server = await serve(answering(200), await signedCertificate(host));
  const url = server.url.replace(publicHost, host);
  const options = server.options.map((option) => option.replace(publicHost, host));
  const looked = await doctor(url, options);
  expect(line(looked, new RegExp(`Behind ${name}`))).toMatchObject({ verdict: 'unknown' });
  const sent = await doctor(url, [...options, '--send'], { LIVESPACE_WEBHOOK_SECRET: secret });
  expect(line(sent, /forged/)).toMatchObject({ verdict: 'unknown', detail: expect.stringContaining(name) });
});

describe('with an account', () => {
  const url = 'https://no-such-host.livespace-connect.example.com/';

  function environment(livespace: Awaited<ReturnType<typeof startSimulator>>, change: Record<string, string> = {}) {
    return {
      LIVESPACE_SUBDOMAIN: livespace.url,
      LIVESPACE_API_KEY: livespace.apiKey,
      LIVESPACE_API_SECRET: livespace.apiSecret,
      LIVESPACE_ALLOW_LOOPBACK: '1',
      ...change,
    };
  }

  test('as accounts are today: the key is right, and that there is no subscription API is nobody’s mistake', async () => {
    const livespace = await startSimulator();
    const ran = await doctor(url, [], environment(livespace));
    await livespace.close();
    expect(line(ran, /API key/)).toMatchObject({ verdict: 'passed' });
    expect(line(ran, /clock/)).toMatchObject({ verdict: 'passed' });
    const remedy = expect.stringContaining('Account Settings');
    expect(line(ran, /subscription API/)).toMatchObject({ verdict: 'unknown', remedy });
  });

  test('a wrong secret, an empty key, a clock that is off', async () => {
    const livespace = await startSimulator({ now: () => Date.now() - 3_600_000 });
    const skewed = await doctor(url, [], environment(livespace));
    const wrong = await doctor(url, [], environment(livespace, { LIVESPACE_API_SECRET: 'canary-wrong' }));
    const empty = await doctor(url, [], environment(livespace, { LIVESPACE_API_KEY: '' }));
    await livespace.close();
    const ahead = expect.stringContaining('ahead of Livespace');
    expect(line(skewed, /clock/)).toMatchObject({ verdict: 'failed', detail: ahead });
    const secretWrong = expect.stringContaining('API secret');
    expect(line(wrong, /API key/)).toMatchObject({ verdict: 'failed', detail: secretWrong });
    expect(line(empty, /account/)).toMatchObject({ verdict: 'failed', detail: 'The API key is empty.' });
    expect(wrong.out + wrong.err).not.toContain('canary-wrong');
  });

  test('the day there is a subscription API: not there, paused, active', async () => {
    const livespace = await startSimulator({ profile: { api: 'on' } });
    const endpoint = await serve(answering(200));
    const ask = () => doctor(endpoint.url, endpoint.options, environment(livespace));
    const missing = await ask();
    expect(line(missing, /subscribed/)).toMatchObject({ verdict: 'failed', detail: 'no subscription has this URL' });
    livespace.addSubscription({ name: 'By hand', url: endpoint.url, events: ['deal.created'] });
    const paused = await ask();
    const local = await serveLocally();
    const { id } = livespace.addSubscription({ name: 'Mine', url: local.url, events: ['deal.created'] });
    await livespace.activateSubscription(id);
    const active = await doctor(local.url, [], environment(livespace));
    await local.close();
    await livespace.close();
    expect(line(active, /subscribed/)).toMatchObject({ verdict: 'passed' });
    expect(line(paused, /subscription API/)).toMatchObject({ verdict: 'passed' });
    const detail = '“By hand”, deal.created, last triggered: never';
    expect(line(paused, /subscribed/)).toMatchObject({ verdict: 'failed', detail });
  });
});

test('for people: marks, remedies and a conclusion, without colours where nobody sees them', async () => {
  const ran = await runCommand(['doctor', '--url', 'http://hooks.example.com/']);
  expect(ran.out).toContain('✗ The URL is https and public: ');
  expect(ran.out).toContain('  → Livespace needs a public address');
  expect(ran.out).toContain('1 of these needs your attention.');
  expect(ran.out).not.toContain('\u001b[');
});
