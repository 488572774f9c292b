import { startWorld, type World } from './harness.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

test('turning a Zap on subscribes and answers the handshake with nothing', async () => {
  const zap = world.zap('deal_created');
  const data = await zap.turnOn();
  await zap.idle();
  const [subscription] = world.livespace.subscriptions();
  expect(data).toEqual({ id: subscription?.id, url: zap.targetUrl, secret: subscription?.secret });
  expect(subscription).toMatchObject({ name: 'Zapier · New Deal', events: ['deal.created'], isActive: true });
  expect(zap.history).toMatchObject([{ request: { content: '' }, items: [] }]);
  expect(zap.errors()).toEqual([]);
});

test('a new deal starts the Zap', async () => {
  const zap = world.zap('deal_created');
  await zap.turnOn();
  const { deal, eventId } = world.livespace.createDeal({ name: 'Żuraw', value: 1200 });
  await world.settled();
  expect(zap.started()).toMatchObject([{ id: eventId, event: 'deal.created', deal: { id: deal.id, value: 1200 } }]);
});
