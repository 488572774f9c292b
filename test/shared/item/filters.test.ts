import { type Filters, whyHeldBack } from 'livespace-webhooks';
import { itemFromEvent } from 'livespace-webhooks/host';

function held(filters: Filters, deal: object, name = 'deal.status_changed') {
  const event = { name, id: '1', timestamp: null, webhook_delivery_attempt: 1, data: { id: 'd', ...deal } };
  return whyHeldBack(itemFromEvent(event), filters);
}

const owners = (...ids: (string | null)[]) => ({ owners: ids.map((id) => ({ id })) });

test.each<[string, Filters, object]>([
  ['no filter', {}, {}],
  ['empty filters', { statuses: [], processIds: [], ownerIds: [] }, { status: 'won', process_id: 'p', owner_id: 'o' }],
  ['a chosen status', { statuses: ['lost', 'won'] }, { status: 'Won' }],
  ['a status that was typed', { statuses: ['won '] }, { status: 'won' }],
  ['a capital in it', { statuses: ['Won'] }, { status: 'won' }],
  ['ids that were typed', { processIds: [' P-1'], ownerIds: ['O-2 '] }, { process_id: 'p-1', owner_id: 'o-2' }],
  ['blank filters', { statuses: [' '], processIds: [''], ownerIds: ['\n'] }, { status: 'won', owner_id: 'o' }],
  ['an unknown status', { statuses: ['won'] }, {}],
  ['a status of which only a number is known', { statuses: ['won'] }, { status: 2 }],
  ['or a UUID', { statuses: ['won'] }, { status: { id: '0b9f9a3e-6d5c-4d0e-9f43-2a6f6b1f1d11' } }],
  ['a chosen process', { processIds: ['p'] }, { process_id: 'p' }],
  ['a process whose id came as a number', { processIds: ['7'] }, { process_id: 7 }],
  ['an unknown process', { processIds: ['p'] }, { process_id: [] }],
  ['one chosen owner of several', { ownerIds: ['o'] }, owners('a', 'o')],
  ['no owner known', { ownerIds: ['o'] }, { owners: [] }],
  ['one owner unknown', { ownerIds: ['o'] }, owners('a', null)],
  ['one owner of whom only a name is known', { ownerIds: ['o'] }, { owners: [{ id: 'a' }, { name: 'B' }] }],
  ['one owner that can’t be read', { ownerIds: ['o'] }, { owners: [{ id: 'a' }, { uid: 'o' }] }],
  ['the minimum itself', { minimumValue: 100 }, { value: '100,00' }],
  ['an unknown value', { minimumValue: 100 }, { value: 'much' }],
  ['an unknown value beside an unused final one', { minimumValue: 100 }, { value_final: '0' }],
  ['a minimum of nothing', { minimumValue: undefined }, { value: -5 }],
])('lets pass: %s', (_, filters, deal) => expect(held(filters, deal)).toBeUndefined());

test.each<[string, Filters, object]>([
  ['another status', { statuses: ['won'] }, { status: 'lost' }],
  ['a status that does not exist yet', { statuses: ['won'] }, { status: 'On Hold' }],
  ['another one beside a blank', { statuses: ['', 'won'] }, { status: 'lost' }],
  ['another process', { processIds: ['p'] }, { process_id: 'q' }],
  ['other owners', { ownerIds: ['o'] }, owners('a', 'b')],
  ['a lower value', { minimumValue: 100 }, { value: '99,99' }],
  ['a value of zero', { minimumValue: 0.01 }, { value: 0, value_final: 0 }],
  ['one of several filters', { statuses: ['won'], minimumValue: 100 }, { status: 'won', value: 5 }],
])('holds back, and says why: %s', (_, filters, deal) => expect(held(filters, deal)).toEqual(expect.any(String)));

test('statuses do not concern a new deal', () => {
  expect(held({ statuses: ['won'] }, { status: 'open' }, 'deal.created')).toBeUndefined();
});
