import * as core from 'livespace-webhooks';

test('what somebody with an endpoint of their own needs, and no more', () => {
  expect(Object.keys(core).sort()).toEqual([
    'LivespaceClient',
    'LivespaceError',
    'MemoryStore',
    'Subscriptions',
    'createAccount',
    'createClient',
    'createWebhookHandler',
    'dealStatuses',
    'errorCodes',
    'eventNames',
    'formNames',
    'getDeal',
    'isLivespaceError',
    'itemFromDeal',
    'look',
    'nodeListener',
    'receive',
    'recentDeals',
    'samples',
    'sign',
    'verify',
    'whyHeldBack',
  ]);
  expect(Object.keys(core).length).toBeLessThanOrEqual(30);
});

test('an account comes from createAccount alone: as a type it can be named, not made', () => {
  expect(core).not.toHaveProperty('Account');
  // @ts-expect-error `Account` is a type only.
  expect(core.Account).toBeUndefined();
  const account: core.Account = core.createAccount({ subdomain: 'acme', apiKey: 'k', apiSecret: 's' });
  expect(account.origin).toBe('https://acme.livespace.io');
});
