import { departures, fates, planOf, rates } from '../../../testing/chaos/plan.ts';

test('the same seed gives the same plan, another one another', () => {
  expect(planOf(7, 100)).toEqual(planOf(7, 100));
  expect(planOf(8, 100)).not.toEqual(planOf(7, 100));
});

test('everything that can happen happens, however short the run', () => {
  const { events } = planOf(1, 100);
  const kinds = events.flatMap(({ incidents }) => incidents.map(({ kind }) => kind));
  expect(new Set(kinds)).toEqual(new Set(Object.keys(rates)));
  expect(new Set(events.flatMap((event) => event.fates))).toEqual(new Set(Object.keys(fates)));
  expect(new Set(events.map(({ departure }) => departure))).toEqual(new Set(Object.keys(departures)));
});

test('as often as it is meant to', () => {
  const { events } = planOf(1, 5000);
  const all = events.flatMap((event) => event.fates);
  const share = all.filter((fate) => fate === 'loses its answer').length / all.length;
  expect(share).toBeGreaterThan(0.03);
  expect(share).toBeLessThan(0.05);
  const kills = events.flatMap(({ incidents }) => incidents).filter(({ kind }) => kind === 'n8n is killed');
  expect(kills).toHaveLength(20);
});
