import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

jest.setTimeout(60_000);

const root = join(__dirname, '../..');

function spawnMain(args: readonly string[] = [], PORT = '0'): ChildProcess {
  const options = { cwd: root, env: { ...process.env, PORT } };
  return spawn(join(root, 'node_modules/.bin/node'), ['simulator/src/main.ts', ...args], options);
}

async function run(...args: string[]): Promise<{ child: ChildProcess; output: string; url: string }> {
  const child = spawnMain(args);
  const [output] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  return { child, output: String(output), url: /http:\/\/127\.0\.0\.1:\d+/.exec(String(output))?.[0] ?? '' };
}

/** What a start that fails prints, and its exit code. */
async function refusal(args: readonly string[], port?: string) {
  const child = spawnMain(args, port);
  const [out, error, [code]] = await Promise.all([
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
    once(child, 'exit'),
  ]);
  return { out, error, code };
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'npm run simulator prints its URL and keys, and %s ends it',
  async (signal) => {
    const { child, output, url } = await run();
    expect(output).toContain('simulator-key');
    expect(output).toContain('simulator-secret');
    expect(output).toContain('profile        api=off,form=url-body,fields=snake,time=documented,secret=shown');
    expect((await fetch(`${url}/_control/deals`)).status).toBe(200);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  },
);

test('--profile says what is assumed of the account', async () => {
  const { child, url } = await run('--profile', 'api=on,form=url-dot-body, fields = camel,time=unix,secret=hidden');
  const profile = await (await fetch(`${url}/_control/profile`)).json();
  expect(profile).toEqual({ api: 'on', form: 'url-dot-body', fields: 'camel', time: 'unix', secret: 'hidden' });
  child.kill();
  await once(child, 'exit');
});

test('--help shows what may be given, and starts nothing', async () => {
  const { out, error, code } = await refusal(['--help']);
  expect({ error, code }).toEqual({ error: '', code: 0 });
  expect(out).toMatch(/PORT=4010.*--profile KEY=VALUE(?:.|\n)* {2}api: off, on\n/);
});

test.each([
  [['--profile', 'api=perhaps'], 'profile: api can\'t be "perhaps". The values: off, on.'],
  [['--profile', 'apii=on'], 'profile: no key "apii". The keys: api, form, fields, time, secret.'],
  [['--profile', 'api'], 'profile: "api" is no key=value. The keys: api, form, fields, time, secret.'],
  [['--profile='], 'profile: "" is no key=value. The keys: api, form, fields, time, secret.'],
  [['--profile', 'api=on,api=off'], 'profile: api is given twice.'],
  [['--port', '1'], "Unknown option '--port'"],
])('%j is refused in one line, without a stack', async (args, line) => {
  const { out, error, code } = await refusal(args);
  expect({ out, code }).toEqual({ out: '', code: 2 });
  expect(error).toMatch(/^[^\n]+\n$/);
  expect(error).toContain(line);
});

test('a port that is in use is named, with the way to choose another', async () => {
  const { child, url } = await run();
  const { port } = new URL(url);
  const { out, error, code } = await refusal([], port);
  expect({ out, code }).toEqual({ out: '', code: 2 });
  expect(error).toBe(`Port ${port} is in use. Choose another one: PORT=4010 npm run simulator\n`);
  child.kill();
  await once(child, 'exit');
});

test.each(['', 'abc', '-1', '65536', '80.5', 'Infinity'])('PORT=%s is refused in one line', async (port) => {
  const { error, code } = await refusal([], port);
  expect(code).toBe(2);
  expect(error).toBe(`PORT must be a number from 0 to 65535, not "${port}".\n`);
});
