import { isLivespaceError, livespaceError } from '../errors.ts';
import { isId, isNothing, isRecord, rowList } from '../item/coerce.ts';
import {
  type NewSubscription,
  refusingResults,
  subscriptionField,
  subscriptionMethods,
  type WireSubscription,
  wireSubscription,
} from '../wire/subscriptions.ts';
import type { LivespaceClient } from './client.ts';

const pageSize = 100;
/** ASSUMED: no page is limited to fewer, so that a shorter one is the last, and a small account costs one call. */
const leastPage = 10;
const maxPages = 50;

/** @returns every subscription the API user can see. One that can't be read can't be ours, and is passed over. */
export async function listSubscriptions(client: LivespaceClient): Promise<WireSubscription[]> {
  const found = new Map<string, WireSubscription>();
  for (let page = 0, offset = 0; page < maxPages; page += 1) {
    const known = found.size;
    const parameters = { limit: pageSize, offset };
    const rows = rowsOf(await client.read(subscriptionMethods.list, parameters).catch(throwRefused));
    for (const row of rows) {
      const { data: one } = wireSubscription.safeParse(row);
      if (one) found.set(one.id, one);
    }
    // A limit of Livespace's own, or none, may make a page of any other size.
    if (rows.length < leastPage || found.size === known) break;
    offset += rows.length;
  }
  return [...found.values()];
}

/**
 * Adds a subscription; Livespace performs the handshake with the URL before it answers.
 *
 * @returns it with the URL that Livespace signs, which it may spell in its own way, and its secret: the one in the answer,
 *   or else the one proposed.
 */
export async function createSubscription(
  client: LivespaceClient,
  wanted: NewSubscription,
): Promise<{ id: string; url: string; secret: string }> {
  const parameters = { [subscriptionField]: wanted };
  const data = await client.write(subscriptionMethods.add, parameters).catch(throwRefused);
  const [row] = rowsOf(data);
  const { data: added } = wireSubscription.safeParse({ url: wanted.url, ...Object(row) });
  if (!added) throw livespaceError('unexpected_answer', {}, 'subscription');
  return { id: added.id, url: added.url, secret: added.secret ?? wanted.secret };
}

export async function endSubscription(client: LivespaceClient, id: string): Promise<void> {
  await client.write(subscriptionMethods.delete, { [subscriptionField]: { id } }).catch(throwRefused);
}

/** A list, one row alone, or a map by id, as Livespace has others (observed), whose rows need not repeat the id. */
function rowsOf(data: unknown): unknown[] {
  const isNamed = isRecord(data) && Object.hasOwn(data, subscriptionField);
  const rows = isNamed ? data[subscriptionField] : data;
  if (isNothing(rows)) return [];
  const isKnown = Array.isArray(rows) || (isRecord(rows) && (isNamed || 'id' in rows || Object.keys(rows).every(isId)));
  if (!isKnown) throw livespaceError('unexpected_answer', {}, 'subscription');
  return rowList(rows);
}

function throwRefused(error: unknown): never {
  if (!isLivespaceError(error) || !refusingResults.includes(error.result ?? 0)) throw error;
  throw livespaceError('refused', { result: error.result ?? 0 });
}
