import { events, newest } from 'livespace-webhooks/host';
import { day, hour, minute, Schedule } from '../../../testing/livespace/schedule.ts';

const ofChanges = { event: 'deal.status_changed', statuses: events['deal.status_changed'].schedule.statuses } as const;
const ofNew = { event: 'deal.created', statuses: events['deal.created'].schedule.statuses } as const;

async function account(): Promise<Schedule> {
  const schedule = await Schedule.start();
  const { livespace } = schedule;
  const old = schedule.now - 9 * day;
  livespace.createDeal({ id: 'won late', created: old, modified: old });
  livespace.createDeal({ id: 'lost', status: 'lost', created: schedule.now - 2 * hour });
  livespace.createDeal({ id: 'won', status: 'won', created: schedule.now - hour });
  for (let index = 1; index <= 3; index += 1)
    livespace.createDeal({ id: `open ${index}`, created: schedule.now - index * minute });
  livespace.changeStatus('won late', 'won');
  return schedule;
}

test.each<[string, Parameters<typeof newest>[1], string[]]>([
  ['new deals', { ...ofNew, filters: {}, limit: 3 }, ['open 1', 'open 2', 'open 3']],
  [
    'changes, by their own time, behind newer open deals',
    { ...ofChanges, filters: {}, limit: 5 },
    ['won late', 'won', 'lost'],
  ],
  ['no more than the limit', { ...ofChanges, filters: {}, limit: 1 }, ['won']],
  ['what the filters let through', { ...ofChanges, filters: { statuses: ['lost'] }, limit: 5 }, ['lost']],
  ['nothing where they hold all back', { ...ofChanges, filters: { minimumValue: 1e9 }, limit: 5 }, []],
])('it shows %s', async (_, request, expected) => {
  const { client } = await account();
  const found = await newest(client, request);
  expect(found.map(({ item }) => item.deal.id)).toEqual(expected);
});

test('each deal once, though two lists hold it, with the row it was made of and its page', async () => {
  const { client } = await account();
  const found = await newest(client, { ...ofNew, statuses: ['all', 'open', 'won'], filters: {}, limit: 100 });
  expect(found.map(({ raw }) => raw.id)).toEqual(found.map(({ item }) => item.deal.id));
  expect(found.map(({ item }) => item.deal.id)).toEqual(['open 1', 'open 2', 'open 3', 'won', 'lost', 'won late']);
  expect(found[0]?.item.deal.url).toMatch(/\/Deal\/deal\/details\/api_id\/open%201$/);
});
