import { startWorld, type World } from '../../testing/zapier/harness.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

function left() {
  return world.livespace.subscriptions().map(({ name, url }) => ({ name, url }));
}

describe('turning a Zap on', () => {
  test('subscribes, and keeps what an event does not bring along', async () => {
    const zap = world.zap('deal_status_changed');
    const data = await zap.turnOn();
    const [subscription] = world.livespace.subscriptions();
    expect(subscription).toMatchObject({
      name: 'Zapier · Deal Status Changed',
      url: zap.targetUrl,
      events: ['deal.status_changed'],
      isActive: true,
    });
    expect(data).toEqual({ id: subscription?.id, url: zap.targetUrl, secret: subscription?.secret });
    expect(world.livespace.requests()).toHaveLength(4);
  });

  test('starts nothing by the handshake, which comes before Zapier knows the subscription', async () => {
    const zap = world.zap('deal_created');
    await zap.turnOn();
    await zap.idle();
    expect(zap.history).toMatchObject([{ request: { content: '' }, items: [] }]);
    expect(zap.errors()).toEqual([]);
  });

  test('takes the secret that Livespace made instead of the proposed one', async () => {
    world.livespace.fault({ kind: 'server-secret' });
    const zap = world.zap('deal_created');
    await zap.turnOn();
    world.livespace.createDeal();
    await world.settled();
    expect(zap.started()).toHaveLength(1);
  });

  test('leaves one subscription behind when the answer got lost', async () => {
    world.livespace.fault({ kind: 'drop', on: 'Webhook/addSubscription' });
    const zap = world.zap('deal_created');
    const { id } = await zap.turnOn();
    expect(world.livespace.subscriptions().map((one) => one.id)).toEqual([id]);
  });

  test('lets several Zaps of one account subscribe beside each other', async () => {
    const zaps = [world.zap('deal_created'), world.zap('deal_created')];
    for (const zap of zaps) await zap.turnOn();
    world.livespace.createDeal();
    await world.settled();
    expect(zaps.map((zap) => zap.started().length)).toEqual([1, 1]);
  });

  test.each([
    [{ minimum_value: 'a lot' }, '“a lot” is not a number. Enter one in the field Minimum Value, such as 12500.50.'],
    [{ status: ['won', 'paused'] }, '“paused” is not a deal status. Choose from the list in the field Status.'],
  ])('is refused for %j', async (inputData, message) => {
    const zap = world.zap('deal_status_changed', { inputData });
    await expect(zap.turnOn()).rejects.toMatchObject({ name: 'AppError', message: expect.stringContaining(message) });
    expect(left()).toEqual([]);
  });
});

describe('turning a Zap off', () => {
  test('ends the subscription, in two requests', async () => {
    const zap = world.zap('deal_created');
    await zap.turnOn();
    const before = world.livespace.requests().length;
    await expect(zap.turnOff()).resolves.toEqual({});
    expect(left()).toEqual([]);
    expect(world.livespace.requests().length - before).toBe(2);
  });

  test('leaves what is not ours alone', async () => {
    const zap = world.zap('deal_created');
    await zap.turnOn();
    const others = [
      { name: 'n8n · Deals', url: 'https://n8n.example.com/webhook/1', events: ['deal.created'] },
      { name: 'by hand', url: zap.targetUrl, events: ['deal.status_changed'] },
    ];
    for (const other of others) world.livespace.addSubscription(other);
    await zap.turnOff();
    expect(left()).toEqual(others.map(({ name, url }) => ({ name, url })));
  });

  test.each([[undefined], [null], [{}]])(
    'finds the subscription by its URL where subscribeData is %j',
    async (data) => {
      const zap = world.zap('deal_created');
      await zap.turnOn();
      zap.subscribeData = data as never;
      await expect(zap.turnOff()).resolves.toEqual({});
      expect(left()).toEqual([]);
    },
  );

  test('survives that there is neither a subscription nor a URL', async () => {
    await expect(world.zap('deal_created').operation('performUnsubscribe', {})).resolves.toEqual({});
  });

  test('survives that the subscription is gone, and logs it: it may be in another account', async () => {
    const zap = world.zap('deal_created');
    const { id = '' } = await zap.turnOn();
    world.livespace.deleteSubscription(id);
    const log = jest.spyOn(console, 'log').mockImplementation(() => {});
    await expect(zap.turnOff()).resolves.toEqual({});
    expect(log.mock.calls.join()).toContain('was not in this Livespace account');
    log.mockRestore();
  });

  test.each([
    ['the key was revoked', { apiKey: 'revoked' }],
    ['the secret was changed', { apiSecret: 'changed' }],
    ['the user is no administrator any more', { apiKey: 'member-key', apiSecret: 'member-secret' }],
    ['the connection is empty', { subdomain: '', apiKey: '', apiSecret: '' }],
  ])('survives that %s, and logs what is left', async (_, change) => {
    const zap = world.zap('deal_created');
    await zap.turnOn();
    zap.authData = { ...world.authData, ...change };
    const log = jest.spyOn(console, 'log').mockImplementation(() => {});
    await expect(zap.turnOff()).resolves.toEqual({});
    expect(log).toHaveBeenCalledTimes(1);
    log.mockRestore();
    expect(left()).toHaveLength(1);
  });

  test('survives that Livespace is down, and logs which subscription may be left', async () => {
    const zap = world.zap('deal_created');
    await zap.turnOn();
    world.livespace.fault({ kind: 'http', status: 503, count: 'always' });
    const log = jest.spyOn(console, 'log').mockImplementation(() => {});
    await expect(zap.turnOff()).resolves.toEqual({});
    expect(log.mock.calls.join()).toContain(`The subscription “Zapier · New Deal” (${zap.targetUrl}) may still be`);
    log.mockRestore();
  });
});
