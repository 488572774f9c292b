import { randomBytes } from 'node:crypto';
import * as z from 'zod/v4';
import { isLivespaceError, LivespaceError } from '../errors.ts';
import type { LivespaceClient } from './client.ts';

/*
 * ASSUMED, all of it, and only here: Livespace has published no API for webhook subscriptions. Method names, parameters
 * and fields are an analogy with the public JSON API. When the vendor publishes one, this file changes and no other.
 */

export const subscriptionMethods = {
  list: 'Webhook/getSubscriptions',
  add: 'Webhook/addSubscription',
  delete: 'Webhook/deleteSubscription',
} as const;

/** On a subscription call these can't be told apart: an invented method answers 540 too (observed). */
export const refusingResults: readonly number[] = [514, 515, 540];

/** Either the handshake failed or the same URL has the same events already. */
export const notAddedResult = 420;

const wireSubscription = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String),
  name: z.string().catch(''),
  url: z.string(),
  events: z.array(z.string()).catch([]),
  is_active: z.union([z.boolean(), z.stringbool(), z.number().transform(Boolean)]).catch(false),
  secret: z.string().min(1).optional().catch(undefined),
});

export type WireSubscription = z.infer<typeof wireSubscription>;

const listAnswer = z.object({ subscription: z.array(z.unknown()) });
const addAnswer = z.object({ subscription: wireSubscription });

const pageSize = 100;
const maxPages = 50;

/** @returns every subscription the API user can see. One that can't be read can't be ours, and is passed over. */
export async function listSubscriptions(client: LivespaceClient): Promise<WireSubscription[]> {
  const found = new Map<string, WireSubscription>();
  for (let page = 0; page < maxPages; page += 1) {
    const known = found.size;
    const parameters = { limit: pageSize, offset: page * pageSize };
    const data = await client.read(subscriptionMethods.list, parameters).catch(explainRefusal);
    const rows = isEmptyMap(data) ? [] : read(listAnswer, data).subscription;
    for (const row of rows) {
      const { data: one } = wireSubscription.safeParse(row);
      if (one) found.set(one.id, one);
    }
    // Livespace ignores `limit` elsewhere (observed): a page that brings nothing new ends it as well.
    if (rows.length < pageSize || found.size === known) break;
  }
  return [...found.values()];
}

/**
 * Adds a subscription; Livespace performs the handshake with the URL before it answers.
 *
 * @returns it with its secret: the one in the answer, or else the one proposed.
 */
export async function addSubscription(
  client: LivespaceClient,
  wanted: { name: string; url: string; events: readonly string[] },
): Promise<{ id: string; url: string; secret: string }> {
  const secret = randomBytes(32).toString('hex');
  const parameters = { subscription: { ...wanted, secret } };
  const data = await client.write(subscriptionMethods.add, parameters).catch(explainRefusal);
  const added = read(addAnswer, data).subscription;
  return { id: added.id, url: wanted.url, secret: added.secret ?? secret };
}

export async function deleteSubscription(client: LivespaceClient, id: string): Promise<void> {
  await client.write(subscriptionMethods.delete, { subscription: { id } }).catch(explainRefusal);
}

/** PHP encodes an empty map as `[]` (observed). */
function isEmptyMap(data: unknown): boolean {
  return Array.isArray(data) && data.length === 0;
}

function read<T>(schema: z.ZodType<T>, data: unknown): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new LivespaceError(
    'unexpected_answer',
    'Livespace answered the subscription request in a form that the connector does not know.',
    'Its subscription API is not published, so this form is assumed: report this to the maintainers of the connector.',
  );
}

function explainRefusal(error: unknown): never {
  if (!isLivespaceError(error) || !refusingResults.includes(error.result ?? 0)) throw error;
  throw new LivespaceError(
    'refused',
    `Livespace refused the webhook subscription (result ${error.result}): the API user is not an administrator, or this account has no subscription API.`,
    'Use the API key of an administrator; if it is one, add the webhook by hand in Account Settings → Webhooks.',
    error.result,
  );
}
