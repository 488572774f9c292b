jest.mock('../../../shared/src/events.ts', () => jest.requireActual('../../../testing/third-event.ts'));

import type { EventName } from 'livespace-webhooks';
import { day, keysOf, minute, Schedule } from '../../../testing/livespace/schedule.ts';

const valueChanged = 'deal.value_changed' as EventName;

test('an event that the record alone knows is found', async () => {
  const schedule = await Schedule.start();
  schedule.events = [valueChanged];
  schedule.livespace.createDeal({ id: 'old', created: schedule.now - 90 * day, value: 1 });
  await schedule.look();
  schedule.now += minute;
  schedule.livespace.updateDeal('old', { value: 2 });
  expect(await schedule.looks(4)).toEqual(['value:old:2:2026-11-24T12:01:00Z']);
  schedule.livespace.updateDeal('old', { value: 3 });
  expect(await schedule.looks(4)).toEqual(['value:old:3:2026-11-24T12:05:00Z']);
});

test('beside the others it costs no call: its lists show what theirs would', async () => {
  const schedule = await Schedule.start();
  schedule.events = ['deal.created', 'deal.status_changed', valueChanged];
  await schedule.look();
  expect(schedule.calls()).toBe(2);
  schedule.now += minute;
  schedule.livespace.createDeal({ id: 'new', value: 1 });
  schedule.now += minute;
  schedule.livespace.changeStatus('new', 'outdated');
  schedule.now += minute;
  expect(keysOf(await schedule.look())).toEqual([
    'created:new',
    'value:new:1:2026-11-24T12:01:00Z',
    'status:new:outdated:2026-11-24T12:02:00Z',
  ]);
  expect(await schedule.looks(4)).toEqual([]);
});
