jest.mock('../../shared/src/events.ts', () => jest.requireActual('../../testing/third-event.ts'));
jest.mock('../../simulator/src/wire/events.ts', () => ({
  events: jest.requireActual('../../testing/third-event.ts').simulatorEvents,
}));

import { addByHand } from '../../testing/zapier/by-hand.ts';
import { run, startWorld } from '../../testing/zapier/harness.ts';
import { poll } from '../../testing/zapier/polls.ts';
import { app } from '../../zapier/src/index.ts';

const event = 'deal.value_changed';

test.each([
  ['deal_value_changed', 'Deal Value Changed', /^Triggers when the value of a deal is changed\. /],
  ['deal_value_changed_manual', 'Deal Value Changed (Manual)', /^Triggers when the value of a deal is changed, /],
  ['deal_value_changed_scheduled', 'Deal Value Changed (Scheduled)', /^Triggers when a deal is found changed in /],
])('%s is a trigger, with label, description and sample', (key, label, description) => {
  const { display, operation } = app.triggers?.[key] ?? {};
  expect(display).toMatchObject({ label, description: expect.stringMatching(description) });
  expect(operation?.sample).toMatchObject({ event, deal: { value: 15_000 }, raw: expect.any(Object) });
  const fields = (operation?.inputFields ?? []) as unknown as { key: string }[];
  expect(fields.map((field) => field.key)).not.toContain('status');
});

test('the directions of the manual one name it, and the action offers it', () => {
  expect(app.triggers?.deal_value_changed_manual?.display.directions).toContain(event);
  const fields = app.creates?.check_event.operation.inputFields as unknown as { key: string; choices?: object }[];
  expect(fields.find(({ key }) => key === 'events')?.choices).toMatchObject({ [event]: 'Deal Value Changed' });
});

test('the platform takes the definition', async () => {
  await expect(run({ command: 'validate' })).resolves.toEqual([]);
});

test('it starts a Zap in all three ways, as the same fact', async () => {
  const world = await startWorld({ deals: [] });
  const automatic = world.zap('deal_value_changed');
  await automatic.turnOn();
  const manual = world.zap('deal_value_changed_manual');
  await addByHand(world.livespace, manual, [event]);
  const { deal } = world.livespace.createDeal({ value: 1 });
  world.livespace.updateDeal(String(deal.id), { value: 2 });
  await world.settled();
  const [scheduled] = await poll(world.zap('deal_value_changed_scheduled'));
  const [told] = automatic.started();
  expect(told).toMatchObject({ event, deal: { id: deal.id, value: 2 } });
  expect(manual.started()).toEqual([told]);
  expect(scheduled).toMatchObject({ dedupe_key: told?.dedupe_key, deal: told?.deal });
  const [listed] = await automatic.list();
  expect(listed).toMatchObject({ event, deal: { id: deal.id } });
  await world.close();
});
