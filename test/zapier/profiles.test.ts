import type { Profile } from 'livespace-simulator';
import { signatureForms } from '../../testing/sign.ts';
import { addByHand } from '../../testing/zapier/by-hand.ts';
import { startWorld } from '../../testing/zapier/harness.ts';
import type { Zap } from '../../testing/zapier/zap.ts';

/** A deal by hand, in an account of this profile: what its webhook started, and what a schedule found of it. */
async function aDeal(profile: Partial<Profile>, spell: (url: string) => string = (url) => url) {
  const world = await startWorld({ deals: [], profile: { api: 'off', ...profile } });
  const trigger = world.zap('deal_created_manual');
  const { id } = await addByHand(world.livespace, trigger, ['deal.created'], spell(trigger.targetUrl));
  const action = world.rawHookZap();
  await addByHand(world.livespace, action, ['deal.created'], spell(action.targetUrl));
  world.livespace.createDeal({
    name: 'Żuraw',
    value: 12_500.5,
    process_id: 'p-1',
    owner_id: 'u-1',
    owner_name: 'Anna',
    owner_email: 'anna@acme.example',
  });
  await world.settled();
  await world.livespace.forge(id, { name: 'deal.created', data: { id: 'forged' } });
  await world.settled();
  const scheduled = await world.zap('deal_created_scheduled').operation('perform', {});
  await world.close();
  return { trigger, action, scheduled: scheduled as Zap['history'][number]['items'] };
}

const upperCaseHost = (url: string) => url.replace('127.0.0.1', 'LOCALHOST');

test.each(signatureForms)('a delivery signed as %s is taken, a forged one is not', async (form) => {
  const { trigger, action } = await aDeal({ form }, upperCaseHost);
  for (const zap of [trigger, action]) expect(zap.started()).toMatchObject([{ deal: { name: 'Żuraw' } }]);
  expect(trigger.errors().map(({ name }) => name)).toEqual(['HaltedError']);
  expect(action.errors()).toEqual([]);
});

test.each([
  { fields: 'snake' },
  { fields: 'camel' },
  { fields: 'nested' },
  { time: 'iso' },
  { time: 'iso-offset' },
  { time: 'livespace' },
  { time: 'zoneless' },
  { time: 'unix' },
  { time: 'unix-text' },
  { time: 'unix-ms' },
  { time: 'none' },
] as const satisfies Partial<Profile>[])(
  'with %j the item is the same, by webhook and by schedule',
  async (profile) => {
    const { trigger, action, scheduled } = await aDeal(profile);
    const [item] = trigger.started();
    expect(item?.deal).toMatchObject({
      name: 'Żuraw',
      status: 'open',
      value: 12_500.5,
      currency: 'PLN',
      process: { id: 'p-1' },
      owner: { id: 'u-1', name: 'Anna', email: 'anna@acme.example' },
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(action.started()[0]?.deal).toEqual(item?.deal);
    expect(scheduled).toMatchObject([{ dedupe_key: item?.dedupe_key, deal: item?.deal }]);
  },
);
