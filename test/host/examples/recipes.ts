import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventBody } from '../../../testing/endpoint/deliveries.ts';
import { Example } from '../../../testing/endpoint/example.ts';
import { freePort } from '../../../testing/hosts/free-port.ts';
import { until } from '../../../testing/hosts/until.ts';
import { signDelivery } from '../../../testing/sign.ts';

/*
 * Each recipe, installed from the packed core as its package.json says, on its own runtime: a day of Livespace's, and of others
 * who found the URL.
 */

const secret = 'the-webhook-secret';

interface Recipe {
  /** The file that its environment stands in, where it does not come from the environment. */
  settings?: string;
  /** How it is told its port, where not by the environment. */
  args?: (port: number) => string[];
  /** What makes of it one with a parser in the wrong place, as people have them: from, to. */
  misplaced?: [RegExp, string];
}

const recipes: Record<string, Recipe> = {
  'node-http': {},
  'express-4': { misplaced: [/express\.raw\(.*?\}\)/, 'express.json()'] },
  'express-5': { misplaced: [/express\(\);/, 'express().use(express.json());'] },
  fastify: { misplaced: [/ {2}scope\.(?:remove|add).*\n/g, ''] },
  koa: {
    misplaced: [
      /new Koa\(\);/,
      'new Koa().use(async ({ req }, next) => { for await (const _ of req); await next(); });',
    ],
  },
  hono: { misplaced: [/\(context\) => /, 'async (context) => (await context.req.raw.text(), false) || '] },
  nextjs: {},
  'cloudflare-workers': { settings: '.dev.vars', args: (port) => ['--port', String(port)] },
  deno: {},
  bun: {},
};

function post(url: string, body: string | Uint8Array<ArrayBuffer>, signature?: string): Promise<number> {
  const headers = { 'content-type': 'application/json', ...(signature && { 'x-livespace-signature': signature }) };
  return fetch(url, { method: 'POST', headers, body }).then(({ status }) => status);
}

for (const [name, { settings, args, misplaced }] of Object.entries(recipes)) {
  describe(name, async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}/livespace`;
    const env = { LIVESPACE_WEBHOOK_URL: url, LIVESPACE_WEBHOOK_SECRET: secret };
    const body = eventBody();
    const signature = signDelivery(url, body, secret);
    const example = await Example.install(name);

    test('handshake, an event, its copies, a forgery, too much, another method', async (t) => {
      if (settings) {
        const lines = Object.entries(env).map(([key, value]) => `${key}=${value}\n`);
        await writeFile(path.join(example.folder, settings), lines.join(''));
      }
      const program = await example.serve(env, port, args?.(port));
      t.after(program.kill);

      assert.equal(await post(url, ''), 200);
      assert.equal(await post(url, body, signature), 200);
      const copies = await Promise.all([1, 2, 3].map(() => post(url, body, signature)));
      assert.deepEqual(copies, [200, 200, 200]);
      assert.equal(await post(url, body), 401);
      assert.equal(await post(url, body.replace('12,50', '99,00'), signature), 401);
      const tooLarge = await post(url, new Uint8Array(11 * 1024 * 1024).fill(32)).catch(() => 'broken off');
      assert.ok([413, 'broken off'].includes(tooLarge), String(tooLarge));
      assert.ok([404, 405].includes((await fetch(url)).status));
      const second = eventBody({ id: 'e-2', name: 'deal.status_changed', deal: { name: 'Łódź', status: 'won' } });
      assert.equal(await post(url, second, signDelivery(url, second, secret)), 200);

      const printed = () => program.lines.filter((line) => /^deal\./.test(line));
      await until(() => printed().length > 1, 10_000);
      await sleep(100);
      assert.deepEqual(printed(), ['deal.created Żaba 12.5', 'deal.status_changed Łódź 12.5']);
      assert.ok(!program.lines.join('\n').includes(secret));
    });

    if (misplaced) {
      test('with a parser in the wrong place: told at once, and how to mend it', async (t) => {
        await example.change('index.js', ...misplaced);
        const program = await example.serve(env, port);
        t.after(program.kill);
        const answer = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-livespace-signature': signature },
          body,
        });
        assert.deepEqual([answer.status, await answer.text()], [500, 'body_not_raw']);
        await until(() => program.lines.some((line) => /body_not_raw.*mistake in the endpoint/.test(line)), 5_000);
      });
    }
  });
}
