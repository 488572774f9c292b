import { endpoint, start, subscribe } from '../../testing/simulator/harness.ts';

// What adding an event takes: one entry of the record.
jest.mock('../../simulator/src/wire/events.ts', () => {
  const { events } = jest.requireActual('../../simulator/src/wire/events.ts');
  type Deal = { fields: { value?: unknown } };
  const tellsOf = (before: Deal | null, after: Deal) => before !== null && before.fields.value !== after.fields.value;
  return { events: { ...events, 'deal.value_changed': tellsOf } };
});

test('a third event is subscribed to, delivered and offered on the page', async () => {
  const simulator = await start({ deals: [{ id: 'd1', name: 'Oferta', value: 10 }] });
  const hook = await endpoint();
  expect(await subscribe(simulator, hook.url, ['deal.value_changed'])).toMatchObject({
    events: ['deal.value_changed'],
  });
  expect(simulator.updateDeal('d1', { name: 'Nowa' }).eventId).toBeNull();
  const { deal, eventId } = simulator.updateDeal('d1', { value: 20 });
  await simulator.idle();
  expect(hook.events()).toMatchObject([{ name: 'deal.value_changed', id: eventId, data: deal }]);
  const overview = await (await fetch(`${simulator.url}/_control/overview`)).json();
  expect(overview).toMatchObject({ events: ['deal.created', 'deal.status_changed', 'deal.value_changed'] });
});
