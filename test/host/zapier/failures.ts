import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Fault } from 'livespace-simulator';
import type { HandlerError } from '../../../testing/hosts/zapier/lambda.ts';
import type { World } from '../../../testing/hosts/zapier/world.ts';
import type { AuthData, Zap } from '../../../testing/zapier/zap.ts';

/** Everything that can go wrong, once: each has to end in an error that Zapier shows as it is, without the bundle. */
export async function failures(t: TestContext, world: World): Promise<void> {
  await t.test('trouble', (t) => trouble(t, world));
  await t.test('credentials', (t) => credentials(t, world));
  await t.test('subscribing', (t) => subscribing(t, world));
  await t.test('receiving', (t) => receiving(t, world));
  await t.test('unsubscribing', (t) => unsubscribing(t, world));
}

/** Makes one check: that the work fails, and how. */
async function fails(t: TestContext, title: string, names: string[], work: () => Promise<unknown>) {
  await t.test(`${title}: ${names.join(' or ')}, and nothing else with it`, async () => {
    const error: HandlerError = await work().then(
      (result) => assert.fail(`there is no error, but ${JSON.stringify(result)}`),
      (thrown) => thrown,
    );
    assert.ok(names.includes(error.name), `${error.name}: ${error.message}`);
    assert.equal(error.doNotContextify, true);
    assert.doesNotMatch(error.message, /What happened|Console logs/);
  });
}

async function trouble(t: TestContext, { livespace, zap, authenticate, authData }: World) {
  const deals = zap('deal_created');
  const operations: [string, string, () => Promise<unknown>][] = [
    ['connecting', 'Default/*', () => authenticate('test', { authData })],
    ['the editor', 'Deal/*', () => deals.list()],
    ['a scheduled look', 'Deal/*', () => zap('deal_created_scheduled').operation('perform', {})],
    ['a dropdown', 'Default/*', () => zap('owner_list').operation('perform', {})],
    ['subscribing', 'Webhook/*', () => deals.turnOn()],
  ];
  const faults: [string, Fault, string[]][] = [
    ['HTTP 429', { kind: 'http', status: 429 }, ['ThrottledError']],
    ['HTTP 503', { kind: 'http', status: 503 }, ['AppError']],
    ['result 500', { kind: 'result', result: 500 }, ['AppError']],
    ['result 561', { kind: 'result', result: 561 }, ['AppError', 'ExpiredAuthError']],
    ['no answer', { kind: 'drop' }, ['AppError']],
    ['a web page', { kind: 'not-json' }, ['AppError']],
    ['a redirect', { kind: 'redirect', location: 'https://evil.example.com/' }, ['AppError']],
  ];
  for (const [fault, kind, names] of faults) {
    for (const [operation, call, work] of operations) {
      for (const on of ['_Api/getToken', call]) {
        livespace.fault({ ...kind, on, count: 'always' });
        await fails(t, `${operation}, ${fault} from ${on}`, names, work);
        livespace.clearFaults();
      }
    }
  }
  await t.test('a Livespace that is far too slow is given up before Zapier’s 30 s are over', async () => {
    livespace.fault({ kind: 'slow', ms: 60_000, count: 'always' });
    const killed = setTimeout(30_000, undefined, { ref: false }).then(() => {
      throw new Error('Zapier ended the run');
    });
    await assert.rejects(Promise.race([deals.list(), killed]), { name: 'AppError', doNotContextify: true });
    livespace.clearFaults();
  });
}

async function credentials(t: TestContext, { zap, authenticate, authData, plant }: World) {
  const changes: [string, Partial<AuthData>, string][] = [
    ['a wrong key', { apiKey: plant('API key') }, 'ExpiredAuthError'],
    ['a wrong secret', { apiSecret: plant('API secret') }, 'ExpiredAuthError'],
    ['no key', { apiKey: '' }, 'AppError'],
    ['an address that is not Livespace’s', { subdomain: 'https://acme.livespace.io.evil.com' }, 'AppError'],
    ['an address with somebody else’s host', { subdomain: 'acme@evil' }, 'AppError'],
  ];
  for (const [title, change, name] of changes) {
    const deals = zap('deal_created');
    deals.authData = { ...authData, ...change };
    await fails(t, `connecting with ${title}`, ['AppError'], () => authenticate('test', { authData: deals.authData }));
    await fails(t, `subscribing with ${title}`, [name], () => deals.turnOn());
    await fails(t, `the editor with ${title}`, [name], () => deals.list());
  }
}

async function subscribing(t: TestContext, { livespace, zap, authData, servers }: World) {
  const deals = zap('deal_created');
  const on = (change: () => void, targetUrl = deals.targetUrl) => {
    change();
    return deals.operation('performSubscribe', { targetUrl });
  };
  const refused = ['AppError'];
  await fails(t, 'an account without subscriptions', refused, () => on(() => livespace.setSubscriptionApi('off')));
  livespace.setSubscriptionApi('on');
  await fails(t, 'a handshake that fails', refused, () => on(() => {}, servers.rpc.rpc_base.replace('/rpc', '/gone')));
  await fails(t, 'no answer to the subscription', refused, () =>
    on(() => livespace.fault({ kind: 'http', status: 503, on: 'Webhook/addSubscription', count: 'always' })),
  );
  livespace.clearFaults();
  livespace.addSubscription({ name: 'by hand', url: deals.targetUrl, events: ['deal.created'] });
  await fails(t, 'the same subscription made by hand', refused, () => on(() => {}));
  await fails(t, 'a minimum that is not a number', refused, () =>
    on(() => (deals.inputData = { minimum_value: 'much' })),
  );
  deals.authData = { ...authData, ...livespace.member };
  await fails(t, 'somebody who is no administrator', refused, () => on(() => (deals.inputData = {})));
  deals.authData = { ...authData, subdomain: 'acme' };
  await fails(t, 'a target URL that is not https', refused, () => on(() => {}, 'http://hooks.example.com/1'));
}

async function receiving(t: TestContext, { livespace, zap, settled }: World) {
  const deals = zap('deal_created');
  await deals.turnOn();
  await settled();
  const halts = async (title: string, send: () => unknown) => {
    const before = deals.history.length;
    await send();
    await settled();
    await fails(t, title, ['HaltedError'], async () => {
      const { error, items } = deals.history[before] ?? {};
      if (error) throw error;
      return items;
    });
  };
  await halts('a forged event', () =>
    livespace.forge(deals.subscribeData?.id ?? '', { name: 'deal.created', data: {} }),
  );
  await halts('an unsigned event', () => fetch(deals.targetUrl, { method: 'POST', body: '{"name":"deal.created"}' }));
  await halts('a signed event without a deal', () => livespace.emit({ name: 'deal.created', data: { id: null } }));
  const kept = deals.subscribeData;
  deals.subscribeData = { ...kept, secret: '' };
  await halts('an event without a secret', () => livespace.createDeal());
  deals.subscribeData = { ...kept, secret: [kept?.secret] as never };
  await halts('a secret of another type', () => livespace.createDeal());
  deals.subscribeData = kept;
  await fails(t, 'a request in another form', ['HaltedError'], () =>
    deals.operation('perform', { subscribeData: kept, rawRequest: { content: { name: 'deal.created' } } }),
  );
}

async function unsubscribing(t: TestContext, { livespace, zap, authData, plant }: World) {
  const cases: [string, (zap: Zap) => void][] = [
    ['a key that was revoked', (one) => (one.authData = { ...authData, apiKey: plant('API key') })],
    ['a Livespace that is down', () => livespace.fault({ kind: 'drop', count: 'always' })],
    ['no permission', (one) => (one.authData = { ...authData, ...livespace.member })],
  ];
  for (const [title, prepare] of cases) {
    await t.test(`turning a Zap off survives ${title}`, async () => {
      const one = zap('deal_created');
      await one.turnOn();
      prepare(one);
      assert.deepEqual(await one.turnOff(), {});
      livespace.clearFaults();
    });
  }
}
