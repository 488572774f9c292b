import type { Item, ItemDeal } from 'livespace-webhooks';
import { Make } from '../../../testing/make/make.ts';
import { signDelivery } from '../../../testing/sign.ts';
import { type Columns, columnsOf, type Limit } from '../columns.ts';
import type { Vector } from '../vectors.ts';

let make: Make;

beforeAll(async () => {
  make = await new Make('http://127.0.0.1:9').open();
});

afterAll(() => make.close());

/** A vector as a request on the wire to Make's URL, which a person copied into Livespace. */
export async function manual({ events, headers, body }: Vector): Promise<Columns> {
  const webhook = make.addWebhook('dealEvents', { events });
  const { status } = await fetch(webhook.url, { method: 'POST', headers, body: new Uint8Array(body) });
  const bundles = make.bundles(webhook);
  expect(bundles.length).toBeLessThan(2);
  return { isTaken: status === 200, item: bundles[0] ?? null };
}

/** The core's columns where the signature and the size were right. */
function unchecked(vector: Vector): Promise<Columns> {
  const secret = 'unchecked';
  const body = Buffer.from(vector.body.toString().trimEnd());
  const headers = { 'X-Livespace-Signature': signDelivery(vector.url, body, secret) };
  return columnsOf({ ...vector, secrets: [secret], headers, body });
}

/** A limit of the item alone. @param change returns nothing where the item stays. */
function ofItem(because: string, change: (item: Item, data: Record<string, unknown>) => object | undefined): Limit {
  return {
    because,
    on(vector, columns) {
      if (columns.item === null) return columns;
      const changed = change(columns.item, JSON.parse(vector.body.toString().trim()).data);
      return changed ? { ...columns, item: { ...columns.item, ...changed } } : columns;
    },
  };
}

function ofDeal(because: string, change: (deal: ItemDeal, data: Record<string, unknown>) => object | undefined): Limit {
  return ofItem(because, ({ deal }, data) => {
    const changed = change(deal, data);
    return changed && { deal: { ...deal, ...changed } };
  });
}

const kindOf = (value: unknown) => typeof value;

/** What make/README.md says of it. */
export const limits: Limit[] = [
  {
    because:
      'neither signature nor size can be checked: whoever knows the URL is believed, and no secret is waited for',
    on: (vector, columns) =>
      ['rejected', 'not_ready'].includes(vector.expected.kind) && vector.expected.status !== 400
        ? unchecked(vector)
        : columns,
  },
  {
    because: 'whatever comes is answered 200',
    on: (_, columns) => (columns.isTaken ? columns : { isTaken: true, item: null }),
  },
  {
    because: 'a byte order mark before the body makes it no JSON',
    on: ({ body }, columns) => (body[0] === 0xef && body[1] === 0xbb ? { ...columns, item: null } : columns),
  },
  ofItem('whether an event is late is not known', () => ({ is_late: null })),
  ofItem('the stand-in for a missing id is another', ({ id }) =>
    /^[0-9a-f]{64}$/.test(id) ? { id: expect.stringMatching(/^[0-9a-f]{64}$/) } : undefined,
  ),
  ofItem('a fraction of a second is dropped', ({ occurred_at: time }) =>
    time === null || time.endsWith('.000Z') ? undefined : { occurred_at: `${time.slice(0, 19)}.000Z` },
  ),
  ofDeal('of several owners the first is there', ({ owner, owners }) =>
    owners.length > 1 ? { owners: [owner] } : undefined,
  ),
  ofDeal('texts and objects in one list of tags: all are as sent', (_, { tags }) =>
    Array.isArray(tags) && new Set(tags.map(kindOf)).size > 1 ? { tags } : undefined,
  ),
  ofDeal('custom fields stay as sent', (deal, { dataset }) =>
    Object.values(deal.custom_fields).length > 0 && dataset && !Array.isArray(dataset)
      ? { custom_fields: dataset }
      : undefined,
  ),
  ofDeal('of a list of custom fields there is none', (_, { dataset }) =>
    Array.isArray(dataset) && dataset.length > 0 ? { custom_fields: {} } : undefined,
  ),
];
