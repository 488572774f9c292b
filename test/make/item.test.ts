import { type EventName, eventNames, itemFromEvent, sampleEvents, samples } from 'livespace-webhooks';
import { code, type Json, readJson } from '../../testing/make/app.ts';
import { transform } from '../../testing/make/iml/evaluate.ts';

const hooks: Record<EventName, string> = { 'deal.created': 'newDeals', 'deal.status_changed': 'dealStatusChanges' };

/** The item that Make's files make of an event, as JSON. */
function makeItem(event: Json): Json {
  const { output } = code('webhook', hooks[event.name as EventName], 'communication');
  return JSON.parse(JSON.stringify(transform(output, { body: event })));
}

/** The core's item without what Make can't compute. */
function coreItem(event: Json): Json {
  const { is_late: _, ...item } = itemFromEvent(event, () => 'no id');
  return JSON.parse(JSON.stringify(item));
}

function event(name: EventName, data: object, over: object = {}): Json {
  const sample = sampleEvents[name];
  return { ...sample, ...over, data: { ...sample.data, ...data } };
}

const alike: [string, object, object?][] = [
  ['the sample', {}],
  ['amounts with a comma', { value: '1 234,50', probability: '5,00' }],
  ['amounts with no-break spaces', { value: '1\u00a0234\u202f567,5' }],
  ['amounts with dots between thousands', { value: '1.234,50' }],
  ['amounts as numbers', { value: 0.5, value_final: 12500, probability: 80 }],
  ['amounts below zero', { value_final: '-7,25' }],
  ['amounts that are none', { value: 'n/a', value_final: '', probability: null }],
  ['a final amount that counts', { value: '1', value_final: '2,50' }],
  ['hour-only offsets', { created: '2025-10-08 15:19:13+02', modified: '2025-10-08 00:10:00-03' }],
  ['other offsets', { created: '2025-10-08T15:19:13Z', modified: '2025-10-08 15:19:13+0530' }],
  ['no offset', { created: '2025-10-08 15:19:13', modified: '2025-10-08 15:19' }],
  ['days', { created: '2025-10-08', date_end: '2025-12-31' }],
  ['dates that are none', { created: '', modified: null, status_change_date: '0000-00-00', date_end: 'soon' }],
  ['ids as numbers', { id: 17, process_id: 3, stage_id: 4, owner_id: 5, company_id: 6, contact_id: 7 }],
  ['nested references', { process_id: '', process_name: undefined, process: { id: 'p', name: 'Process' } }],
  ['an empty map for a reference', { process_id: null, process_name: null, process: [] }],
  ['tags as objects', { tags: [{ name: 'a' }, { name: 'b' }] }],
  ['no lists', { tags: null, products: undefined, costs: null }],
  ['lists', { tags: ['a', 'b'], products: [{ name: 'Chair' }], costs: [{ value: 1 }] }],
  [
    'one owner in a list',
    { owner_id: '', owner_name: '', owner_email: '', owners: [{ id: 'o', name: 'Ola', email: 'o@x' }] },
  ],
  ['a status in capitals', { status: 'WON' }],
  ['no status', { status: '', status_change_date: '' }],
  ['a lost reason', { won_reason_name: '', lost_reason_name: 'Too dear' }],
  ['unknown fields', { brand_new: { deep: [] } }],
  ['a second attempt', {}, { webhook_delivery_attempt: 2 }],
];

describe.each(eventNames)('Make’s %s is the core’s item', (name) => {
  it.each(alike.map(([title, data, over = {}]) => ({ title, data, over })))('$title', ({ data, over }) => {
    const delivered = event(name, data, over);
    expect(makeItem(delivered)).toEqual(coreItem(delivered));
  });

  it('as in the committed sample', () => {
    const module = name === 'deal.created' ? 'watch-new-deals' : 'watch-deal-status-changes';
    const { is_late: _, ...sample } = samples[name];
    expect(readJson(`modules/${module}/${module}.samples.iml.json`)).toEqual(sample);
    expect(makeItem(sampleEvents[name])).toEqual(sample);
  });

  it('even when only the deal’s id is there, but for the owners', () => {
    const bare = { name, data: { id: 'd1' } };
    const { deal, ...item } = makeItem(bare);
    const core = coreItem(bare);
    expect({ ...deal, owners: [] }).toEqual(core.deal);
    expect(item).toMatchObject({ dedupe_key: core.dedupe_key, event: name, occurred_at: null, delivery_attempt: null });
  });
});

/** What make/README.md says is not the same in Make. A line that turns out the same has to leave the README. */
describe('the differences that the README lists', () => {
  const differences: [string, object, object][] = [
    [
      'an unknown owner is an entry of nulls',
      { owners: [{ id: null, name: null, email: null }] },
      { owner_id: '', owner_name: '', owner_email: '' },
    ],
    [
      'of several owners only the first is there',
      { owners: [{ id: '1', name: 'Ola', email: null }] },
      {
        owner_id: '',
        owner_name: '',
        owner_email: '',
        owners: [
          { id: 1, name: 'Ola' },
          { id: 2, name: 'Jan' },
        ],
      },
    ],
    ['an amount with commas between thousands is null', { value: null }, { value: '1,234.50' }],
    ['an amount of groups alone is null', { value: null }, { value: '1.234.567' }],
    [
      'fractions of a second are dropped',
      { created_at: '2025-10-08T15:19:13.000Z' },
      { created: '2025-10-08T15:19:13.250Z' },
    ],
    ['blank text stays', { name: ' ' }, { name: ' ' }],
    ['a list that came as a map stays one', { tags: { 0: 'a' } }, { tags: { 0: 'a' } }],
  ];

  it.each(differences)('%s', (_, expected, data) => {
    const delivered = event('deal.created', data);
    const same = ({ deal }: Json) => Object.fromEntries(Object.keys(expected).map((key) => [key, deal[key]]));
    expect(same(makeItem(delivered))).toEqual(expected);
    expect(same(coreItem(delivered))).not.toEqual(expected);
  });

  it('a notification without an id gets the dedupe_key for one', () => {
    const item = makeItem(event('deal.created', {}, { id: undefined }));
    expect(item.id).toBe(item.dedupe_key);
  });
});
