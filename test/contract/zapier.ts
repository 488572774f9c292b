import { run } from '../../testing/zapier/harness.ts';
import type { Columns } from './columns.ts';
import type { Vector } from './vectors.ts';

/* How an event reaches a Zap. Zapier has answered Livespace before: what is refused elsewhere is halted here. */

// The SDK's own stand-in for the cache, a fresh one.
export const step = (method: string, bundle: object) =>
  run({ command: 'execute', method: `${method}.operation.perform`, zcacheTestObj: {}, bundle });

export const rawRequest = ({ headers, body }: Vector) => ({
  method: 'POST',
  querystring: '',
  headers,
  content: String(body),
});
export const triggerOf = ({ events }: Vector) => (events[0] ?? '').replaceAll('.', '_');

export function pasted({ url, secrets: [webhook_secret, webhook_previous_secret] }: Vector) {
  return { webhook_url: url, webhook_secret, webhook_previous_secret };
}

/** What a trigger returned, or how it halted the Zap. */
export async function started(perform: Promise<unknown>): Promise<Columns> {
  try {
    const items = (await perform) as object[];
    expect(items.length).toBeLessThan(2);
    return { isTaken: true, item: items[0] ?? null };
  } catch (error) {
    expect(error).toMatchObject({ name: 'HaltedError', doNotContextify: true });
    return { isTaken: false, item: null };
  }
}
