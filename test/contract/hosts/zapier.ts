import type { Item } from 'livespace-webhooks';
import { run } from '../../../testing/zapier/harness.ts';
import type { Columns, Limit } from '../columns.ts';
import type { Vector } from '../vectors.ts';

/* How an event reaches a Zap. Zapier has answered Livespace before: what is refused elsewhere is halted here. */

// The SDK's own stand-in for the cache, a fresh one.
const step = (method: string, bundle: object) =>
  run({ command: 'execute', method: `${method}.operation.perform`, zcacheTestObj: {}, bundle });

const rawRequest = ({ headers, body }: Vector) => ({
  method: 'POST',
  querystring: '',
  headers,
  content: String(body),
});
const triggerOf = ({ events }: Vector) => (events[0] ?? '').replaceAll('.', '_');

function pasted({ url, secrets: [webhook_secret, webhook_previous_secret] }: Vector) {
  return { webhook_url: url, webhook_secret, webhook_previous_secret };
}

/** What a trigger returned, or how it halted the Zap. */
async function started(perform: Promise<unknown>): Promise<Columns> {
  try {
    const items = (await perform) as Item[];
    expect(items.length).toBeLessThan(2);
    return { isTaken: true, item: items[0] ?? null };
  } catch (error) {
    expect(error).toMatchObject({ name: 'HaltedError', doNotContextify: true });
    return { isTaken: false, item: null };
  }
}

/** Zapier keeps one secret: there is nothing to tell it a new one. */
export function automatic(vector: Vector): Promise<Columns> {
  const bundle = {
    inputData: {},
    rawRequest: rawRequest(vector),
    subscribeData: { id: 's-1', url: vector.url, secret: vector.secrets.at(-1) },
  };
  return started(step(`triggers.${triggerOf(vector)}`, bundle));
}

export function manual(vector: Vector): Promise<Columns> {
  const bundle = { inputData: pasted(vector), rawRequest: rawRequest(vector), subscribeData: {} };
  return started(step(`triggers.${triggerOf(vector)}_manual`, bundle));
}

/** An action can only go on or halt, so that the item alone tells. */
export async function checkEvent(vector: Vector): Promise<Columns> {
  const inputData = {
    ...pasted(vector),
    body: String(vector.body),
    signature: Object.entries(vector.headers).find(([name]) => /signature$/i.test(name))?.[1],
    events: vector.events,
  };
  const { item } = await started(step('creates.check_event', { inputData }).then((one) => [one]));
  return { item };
}

export const limits: Limit[] = [
  {
    because: 'Zapier hands the body over as a text, whose bytes can’t be checked where they are not UTF-8',
    on: ({ body }, columns) => (Buffer.from(body.toString()).equals(body) ? columns : { isTaken: false, item: null }),
  },
];
