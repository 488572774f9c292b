import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startSimulator } from 'livespace-simulator';
import { endCommands, runCommand, startCommand } from '../../../testing/endpoint/command.ts';
import { signDelivery } from '../../../testing/sign.ts';

// Each command is a process of its own.
jest.setTimeout(60_000);
afterEach(endCommands);

const secret = 'canary-secret-2b9e';
const folder = mkdtempSync(join(tmpdir(), 'livespace-command-'));

function environment(livespace: { url: string; apiKey: string; apiSecret: string }): Record<string, string> {
  return {
    LIVESPACE_SUBDOMAIN: livespace.url,
    LIVESPACE_API_KEY: livespace.apiKey,
    LIVESPACE_API_SECRET: livespace.apiSecret,
    LIVESPACE_ALLOW_LOOPBACK: '1',
  };
}

describe('wrong usage: exit code 2, the option by name, and an example', () => {
  test.each([
    [['doctor', '--url', 'hooks.example.com'], /--url <url>.*For example: --url https/],
    [['doctor', '--url', 'https://a.example.com/', '--resolve', 'a'], /--resolve.*For example: --resolve hooks/],
    [['doctor', '--url', 'https://a.example.com/', '--ca', 'nowhere.pem'], /--ca.*For example: --ca/],
    [['doctor'], /LIVESPACE_WEBHOOK_URL is not set/],
    [['verify', '--url', 'https://a.example.com/'], /--signature/],
    [['listen', '--port', 'x'], /--port.*For example: --port 4020/],
    [['listen', '--port', '99999'], /--port.*For example: --port 4020/],
    [['send', '--url', 'https://a.example.com/', '--event', 'deal.deleted'], /--event.*deal\.created/],
    [['deals', 'recent', '--limit', '1000'], /--limit.*For example: --limit 20/],
    [['deals', 'changes', '--since', 'yesterday'], /--since.*For example: --since 2026/],
    [['deals', 'changes', '--since', '2026-02-31'], /--since.*not a date.*For example: --since 2026/],
    [['deals', 'changes', '--since', '1969-12-31'], /--since.*not a date.*For example: --since 2026/],
    [['deals', 'changes', '--since', '2099-01-01'], /--since.*in the future.*For example: --since 2026/],
    [['--settings', folder, 'deals', 'recent'], /--settings: this is a folder:.*For example: --settings/],
    [['verify', '--url', 'https://a.example.com/', '--signature', 'ab', '--body', folder], /--body: this is a folder/],
    [['doctor', '--url', 'https://a.example.com/', '--ca', folder], /--ca: this is a folder/],
    [['deals', 'changes'], /--since <YYYY-MM-DD>/],
    [['--settings', 'nowhere.env', 'deals', 'recent'], /--settings: there is no file nowhere.env/],
    [['subscriptions', 'add', '--url', 'https://a.example.com/'], /--save/],
    [['listen', '--forward', 'a'], /--forward <url>.*For example: --forward https/],
    [
      ['doctor', '--url', 'https://a.example.com/', '--resolve', 'b.example.com:443:::1'],
      /--resolve: b\.example\.com:443 is not .*For example: --resolve a\.example\.com:443:/,
    ],
    [['send', '--url', 'https://a.example.com:8443/', '--resolve', 'a.example.com:443:::1'], /For example: .*:8443:/],
    [['docter'], /unknown command/],
    [['doctor', '--colour'], /unknown option '--colour'/],
  ])('%j', async (args, message) => {
    const ran = await runCommand(args, { LIVESPACE_WEBHOOK_SECRET: secret });
    expect(ran.code).toBe(2);
    expect(ran.err.replaceAll('\n', ' ')).toMatch(message);
    expect(ran.err).not.toMatch(/^\s+at /m);
  });
});

test.each(['send', 'doctor'])('a URL of the environment without a scheme, given to %s: exit code 2', async (name) => {
  const env = { LIVESPACE_WEBHOOK_URL: 'hooks.example.com/livespace', LIVESPACE_WEBHOOK_SECRET: secret };
  const ran = await runCommand([name], env);
  expect([ran.code, ran.err]).toEqual([2, expect.stringMatching(/^LIVESPACE_WEBHOOK_URL is not a URL\./)]);
});

test('a secret that is a comma alone is none', async () => {
  const ran = await runCommand(['listen'], { LIVESPACE_WEBHOOK_SECRET: ' , ' });
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('LIVESPACE_WEBHOOK_SECRET is not set')]);
});

test.each(['ab\u0003', '\u0004'])('%j at the question for the secret ends the command quietly', async (key) => {
  const onTerminal = { NODE_OPTIONS: '--import=data:text/javascript,process.stdin.isTTY=true' };
  const ran = await runCommand(['listen'], onTerminal, key);
  expect([ran.code, ran.out, ran.err]).toEqual([130, '', 'LIVESPACE_WEBHOOK_SECRET: \n']);
});

test.each([
  ['Hooks.Example.com', 'hooks.example.com'],
  ['hooks.żółć.example', 'hooks.xn--kda4b0koi.example'],
])('--resolve for %s finds it, however the URL spells it', async (host, same) => {
  for (const [named, resolved] of [
    [host, host],
    [same, host],
    [host, same],
  ]) {
    const args = ['send', '--url', `http://${named}:9/`, '--resolve', `${resolved}:9:127.0.0.1`];
    const ran = await runCommand(args, { LIVESPACE_WEBHOOK_SECRET: secret });
    expect(ran.out).toContain('nothing is listening there');
  }
});

test('an account that is not named, or has no key: the message says where to put it', async () => {
  const nameless = await runCommand(['deals', 'recent']);
  const keyless = await runCommand(['deals', 'recent'], { LIVESPACE_SUBDOMAIN: 'acme' });
  expect([nameless.code, nameless.err]).toEqual([1, expect.stringContaining('Set LIVESPACE_SUBDOMAIN')]);
  expect([keyless.code, keyless.err]).toEqual([1, expect.stringContaining('Set LIVESPACE_API_KEY')]);
});

test('help shows examples and what the exit codes mean', async () => {
  const ran = await runCommand(['--help']);
  expect(ran.code).toBe(0);
  expect(ran.out).toContain('Exit codes: 0 all is well, 1 something was found, 2 wrong usage.');
  expect(ran.out).toContain('livespace-webhooks doctor --url https://');
});

test.each(['doctor', 'verify', 'listen', 'deals changes'])(
  'help for %s has settings and an example',
  async (command) => {
    const { code, out } = await runCommand([...command.split(' '), '--help']);
    expect(code).toBe(0);
    const example = `\n  livespace-webhooks ${command} -`;
    for (const part of ['--json', '--settings <file>', 'LIVESPACE_API_SECRET', example]) expect(out).toContain(part);
    expect(out).not.toMatch(/default: (\[\]|0)/);
  },
);

describe('listen and send', () => {
  test('a delivery is shown, verified against the public URL, and goes on as it came', async () => {
    const url = 'https://hooks.example.com/livespace';
    const seen: { body: string; signature: unknown }[] = [];
    const target = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        seen.push({ body, signature: request.headers['x-livespace-signature'] });
        response.end();
      });
    });
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    const onward = `http://127.0.0.1:${(target.address() as AddressInfo).port}/`;
    const args = ['listen', '--json', '--url', url, '--forward', onward];
    const child = startCommand(args, { LIVESPACE_WEBHOOK_SECRET: secret });
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
    const next = async () => JSON.parse(String((await lines.next()).value));
    const { listening } = await next();

    const body = '{"name":"deal.created","id":"e-1","data":{"id":"d-1","name":"Desks"}}';
    const send = (headers: Record<string, string>, text = body) =>
      fetch(listening, { method: 'POST', headers, body: text });
    const signature = signDelivery(url, body, secret, 'url-pipe-body');
    expect((await send({ 'x-livespace-signature': signature })).status).toBe(200);
    expect(await next()).toMatchObject({ kind: 'accepted', form: 'url-pipe-body', forwarded: 'forwarded: HTTP 200' });
    expect(seen).toEqual([{ body, signature }]);
    expect((await send({ 'x-livespace-signature': '0'.repeat(64) })).status).toBe(401);
    expect(await next()).toMatchObject({ kind: 'rejected', status: 401, reason: expect.any(String) });
    expect((await send({}, '')).status).toBe(200);
    expect(await next()).toMatchObject({ kind: 'handshake' });
    expect((await send({}, 'x'.repeat(11_000_000))).status).toBe(413);

    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
    await new Promise((resolve) => target.close(resolve));
  });

  test('a sample that is sent to a listener is taken, and so is Livespace’s own form after it; an argument with a secret is not known', async () => {
    const child = startCommand(['listen', '--json'], { LIVESPACE_WEBHOOK_SECRET: secret });
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
    const { listening } = JSON.parse(String((await lines.next()).value));
    const args = ['send', '--url', `${listening}/`, '--event', 'deal.status_changed'];
    const ran = await runCommand(args, { LIVESPACE_WEBHOOK_SECRET: secret });
    const wrong = await runCommand(args, { LIVESPACE_WEBHOOK_SECRET: `another,${secret}` });
    const rotated = await runCommand(args, { LIVESPACE_WEBHOOK_SECRET: `${secret},another` });
    const body = '{"name":"deal.created","id":"e-1","data":{"id":"d-1"}}';
    const signature = signDelivery(`${listening}/`, body, secret, 'url-newline-body');
    const headers = { 'x-livespace-signature': signature };
    const genuine = await fetch(listening, { method: 'POST', headers, body });
    child.kill('SIGTERM');
    await once(child, 'close');
    expect(ran).toMatchObject({
      code: 0,
      out: expect.stringContaining('deal.status_changed was answered with HTTP 200'),
    });
    expect(rotated.code).toBe(0);
    expect(genuine.status).toBe(200);
    expect(wrong).toMatchObject({ code: 1, out: expect.stringContaining('HTTP 401') });
    expect((await runCommand([...args, '--secret', secret])).code).toBe(2);
  });

  test('a port that is taken: one line that names it', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = String((server.address() as AddressInfo).port);
    const ran = await runCommand(['listen', '--port', port], { LIVESPACE_WEBHOOK_SECRET: secret });
    await new Promise((resolve) => server.close(resolve));
    expect([ran.code, ran.err]).toEqual([
      2,
      expect.stringMatching(new RegExp(`^--port: ${port} is already in use.*\n$`)),
    ]);
  });

  test('nothing listens where a sample is sent: a line, exit code 1', async () => {
    const ran = await runCommand(['send', '--url', 'http://127.0.0.1:9/'], { LIVESPACE_WEBHOOK_SECRET: secret });
    expect([ran.code, ran.out, ran.err]).toEqual([1, expect.stringContaining('nothing is listening there'), '']);
  });
});

describe('subscriptions', () => {
  test('on today’s account: the refusal, and the ways that work', async () => {
    const livespace = await startSimulator();
    const ran = await runCommand(['subscriptions', 'list'], environment(livespace));
    await livespace.close();
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('manual')]);
  });

  test('added, kept in a file for its owner alone, listed without its secret, and ended; no others are touched', async () => {
    const livespace = await startSimulator({ profile: { api: 'on' } });
    const server = createServer((_request, response) => void response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const other = livespace.addSubscription({ name: 'Somebody’s', url, events: ['deal.created'] });
    const save = join(folder, 'added.env');
    writeFileSync(save, 'LIVESPACE_API_SECRET=kept-as-it-was', { mode: 0o644 });
    const env = environment(livespace);
    const added = await runCommand(['subscriptions', 'add', '--url', url, '--save', save], env);
    const listed = await runCommand(['subscriptions', 'list'], env);
    const ended = await runCommand(['subscriptions', 'delete', '--url', url], env);
    const again = await runCommand(['subscriptions', 'delete', '--url', url], env);
    const left = livespace.subscriptions().map(({ id }) => id);
    await livespace.close();
    await new Promise((resolve) => server.close(resolve));
    const kept = readFileSync(save, 'utf8');
    const [, signedWith = 'no secret'] = /LIVESPACE_WEBHOOK_SECRET=(\w+)/.exec(kept) ?? [];
    expect(kept).toMatch(/^LIVESPACE_API_SECRET=kept-as-it-was\nLIVESPACE_WEBHOOK_URL=http/);
    expect(added).toMatchObject({ code: 0, out: expect.stringContaining('✓ Subscribed') });
    expect(statSync(save).mode & 0o077).toBe(0);
    expect(listed.out).toContain('livespace-webhooks · endpoint');
    expect(added.out + listed.out + ended.out).not.toContain(signedWith);
    expect([ended.code, again.code]).toEqual([0, 1]);
    expect(left).toEqual([other.id]);
  });
});

test('a file that can’t be written is told before anything is subscribed, and what is refused leaves no file', async () => {
  const livespace = await startSimulator({ profile: { api: 'on' } });
  const url = `${livespace.url}/receiver`;
  const add = (save: string) =>
    runCommand(['subscriptions', 'add', '--url', url, '--save', save], environment(livespace));
  const nowhere = await add(join(folder, 'nowhere', 'x.env'));
  const inFolder = await add(folder);
  const subscribed = livespace.subscriptions().length;
  livespace.setSubscriptionApi('off');
  const refused = await add(join(folder, 'refused.env'));
  await livespace.close();
  expect([nowhere.code, nowhere.err]).toEqual([
    2,
    expect.stringMatching(/^--save: there is no file .*Make its folder first.*For example/),
  ]);
  expect([inFolder.code, inFolder.err]).toEqual([2, expect.stringMatching(/^--save: this is a folder/)]);
  expect([subscribed, refused.code, existsSync(join(folder, 'refused.env'))]).toEqual([0, 1, false]);
});

describe('deals', () => {
  test('the newest, and what happened since a day, oldest first', async () => {
    const livespace = await startSimulator({ deals: [] });
    livespace.createDeal({ id: 'd-1', name: 'Lamps', created: '2026-01-02T10:00:00Z' });
    livespace.createDeal({ id: 'd-2', name: 'Desks', created: '2026-01-03T10:00:00Z' });
    const env = environment(livespace);
    const recent = await runCommand(['deals', 'recent', '--limit', '1', '--json'], env);
    const since = await runCommand(['deals', 'changes', '--since', '2026-01-03', '--json'], env);
    const all = await runCommand(['deals', 'changes', '--since', '2026-01-01'], env);
    await livespace.close();
    expect(recent.values).toMatchObject([{ deal: { name: 'Desks' } }]);
    expect(since.values.map(({ dedupe_key: key }) => key)).toEqual(['created:d-2']);
    expect(all.out.trim().split('\n')).toEqual([expect.stringContaining('Lamps'), expect.stringContaining('Desks')]);
    expect([recent.code, since.code, all.code]).toEqual([0, 0, 0]);
  });

  test('a change of status that `modified` does not show is found among many deals', async () => {
    const long = '2020-01-02T10:00:00Z';
    const livespace = await startSimulator({
      deals: Array.from({ length: 450 }, (_, n) => ({ id: `d-${n}`, status: 'won' as const, created: long })),
    });
    livespace.createDeal({ id: 'd-late', created: '2019-01-02T10:00:00Z' });
    livespace.changeStatus('d-late', 'won');
    const args = ['deals', 'changes', '--since', '2026-01-01', '--json'];
    const ran = await runCommand(args, environment(livespace));
    livespace.fault({ kind: 'result', result: 514, on: 'Deal/getAll', page: 3, count: 'always' });
    const cut = await runCommand(args, environment(livespace));
    await livespace.close();
    expect(ran.values.map(({ event, deal }) => [event, (deal as { id: string }).id])).toEqual([
      ['deal.status_changed', 'd-late'],
    ]);
    expect(ran.code).toBe(0);
    expect([cut.code, cut.err]).toEqual([1, expect.stringMatching(/\S/)]);
  });

  test('what happened since a day is not complete where a deal can not be read', async () => {
    const livespace = await startSimulator({ deals: [] });
    livespace.createDeal({ id: 'd-1', name: 'Lamps' });
    livespace.createDeal({ id: 'd-2', name: 'Desks' });
    livespace.fault({ kind: 'odd-row', row: { id: 'd-2' }, on: 'Deal/getAll', count: 'always' });
    const ran = await runCommand(['deals', 'changes', '--since', '2026-01-01'], environment(livespace));
    await livespace.close();
    expect(ran.out).toContain('Lamps');
    expect(ran.out).toContain('This is not complete: some deals could not be read');
    expect(ran.code).toBe(1);
  });

  test('settings from a file win over the environment, and a wrong one is told without being shown', async () => {
    const livespace = await startSimulator();
    const file = join(folder, 'wrong.env');
    writeFileSync(file, '\uFEFFLIVESPACE_API_SECRET=canary-wrong-secret\n');
    const ran = await runCommand(['--settings', file, 'deals', 'recent'], environment(livespace));
    await livespace.close();
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('API secret does not belong to this API key')]);
    expect(ran.out + ran.err).not.toContain('canary-wrong-secret');
  });
});
