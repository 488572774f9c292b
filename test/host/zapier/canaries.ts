import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { findLeaks } from '../../../testing/find-leaks.ts';
import { startWorld, type World } from '../../../testing/hosts/zapier/world.ts';

const kinds = ['API key', 'API secret', 'token', 'session', 'sha', 'webhook secret'];

/** Searches everything that came out of the app for every secret that went in or over the wire. */
export async function noSecretCameOut(t: TestContext, title: string, world: World): Promise<void> {
  const transcript = world.transcript();
  const secrets = world.secrets();
  await t.test(`${title}: all kinds of secrets were at stake, and Zapier’s log was kept`, () => {
    const atStake = new Set(secrets.values());
    assert.deepEqual(
      kinds.filter((kind) => !atStake.has(kind)),
      [],
    );
    assert.match(transcript, /<streaming data>/);
  });
  await t.test(`${title}: none of ${secrets.size} secrets is in ${transcript.length} characters of output`, () =>
    assert.deepEqual(findLeaks(transcript, secrets), []),
  );
}

const say = (expression: string) => `z.console.log(${expression}); return []`;
const bytes = (expression: string, encoding: string) => `Buffer.from(${expression}).toString('${encoding}')`;

/** What goes wrong in each: the body of a `perform` that Zapier's own override puts into the unzipped app. */
const leaks: [title: string, secret: string, body: string, trigger?: string][] = [
  ['the bundle in an error’s message', 'webhook secret', "throw new Error('Something went wrong')"],
  [
    'the fields in an error’s message',
    'webhook secret',
    "throw new Error('Something went wrong')",
    'deal_created_manual',
  ],
  ['an item', 'API key', "return [{ id: '1', key: bundle.authData.apiKey }]"],
  ['an error', 'API secret', "throw new z.errors.Error('rejected: ' + bundle.authData.apiSecret)"],
  ['hex on the console', 'webhook secret', say(bytes('bundle.subscribeData.secret', 'hex'))],
  ['Base64 amid other bytes', 'API secret', say(bytes("'a' + bundle.authData.apiSecret + 'b'", 'base64'))],
  ['a URL', 'API key', say("'https://acme.livespace.io/?key=' + encodeURIComponent(bundle.authData.apiKey)")],
  ['half a secret', 'webhook secret', say('bundle.subscribeData.secret.slice(20, 40)')],
  ['the cache', 'webhook secret', "await z.cache.set('x', bundle.subscribeData.secret); return []"],
  [
    'the log of a request made the usual way',
    'session',
    "await z.request({ method: 'POST', url: bundle.authData.subdomain + '/api/public/json/_Api/auth_call/_api_method/getToken', body: { _api_auth: 'key', _api_key: bundle.authData.apiKey }, headers: { 'content-type': 'application/x-www-form-urlencoded' } }); return []",
  ],
];

/** The search finds what it is there for: each of these has to make it fail. */
export async function plantedLeaksAreFound(t: TestContext, folder: string): Promise<void> {
  for (const [title, secret, body, trigger = 'deal_created'] of leaks) {
    await t.test(`a leak planted on purpose is found: ${title}`, async () => {
      const world = await startWorld(folder);
      const isManual = trigger.endsWith('_manual');
      const zap = world.zap(trigger, isManual ? { webhook_secret: world.plant('webhook secret') } : {});
      if (!isManual) await zap.turnOn();
      assert.deepEqual(findLeaks(world.transcript(), world.secrets()), []);
      const perform = { source: `return (async () => { ${body} })()`, args: ['z', 'bundle'] };
      const override = { triggers: { [trigger]: { operation: { perform } } } };
      await zap.operation('perform', { subscribeData: zap.subscribeData }, [null, override]).catch(() => {});
      const found = findLeaks(world.transcript(), world.secrets());
      await world.close();
      assert.ok(
        found.some((find) => find.startsWith(secret)),
        `found: ${found.join(', ') || 'nothing'}`,
      );
    });
  }
}
