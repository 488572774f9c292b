import * as z from 'zod/v4';

/*
 * ASSUMED, all of it, and only here: Livespace has published no API for webhook subscriptions
 * (docs/livespace.md#subscription-api). Method names, parameters and fields are an analogy with the public JSON API. When
 * the vendor publishes one, this file changes and no other.
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

/** What is not there any more counts as deleted. */
export const notThereResult = 550;

/** Where a subscription stands in parameters and answers, and the list of them too. */
export const subscriptionField = 'subscription';

/** The parameters of adding one. */
export interface NewSubscription {
  name: string;
  url: string;
  events: readonly string[];
  secret: string;
}

const yes = /^(?:1|t(?:rue)?|y(?:es)?|on|enabled)$/i;

/** PHP may write a list as a map of numbered keys, or its entries in one text. */
const names = z.preprocess(
  (value) =>
    typeof value === 'string'
      ? value.split(/[\s,]+/)
      : typeof value === 'object' && value
        ? Object.values(value)
        : value,
  z.array(z.string()),
);

export const wireSubscription = z.looseObject({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  name: z.string().catch(''),
  url: z.string().min(1),
  events: names.catch([]),
  is_active: z
    .union([z.boolean(), z.string().transform((text) => yes.test(text)), z.number().transform(Boolean)])
    .catch(false),
  /** Absent where Livespace hides it. */
  secret: z
    .string()
    .min(1)
    .refine((secret) => !isMasked(secret))
    .optional()
    .catch(undefined),
});

export type WireSubscription = z.infer<typeof wireSubscription>;

export function isActive(subscription: WireSubscription): boolean {
  return subscription.is_active;
}

const placeholders = /^(?:(?:[^\p{L}\p{N}]|x)*|\W*(?:hidden|masked|redacted)\W*)$|^x{4}|^…|…$|[*＊∗•●○∙·⦁…#█■.]{3}/iu;

/** Whether a secret is shown by placeholders, `****`, `••••`, `ab***yz` or `[hidden]`, so that nothing can be verified with it. */
export function isMasked(secret: string): boolean {
  return placeholders.test(secret.trim());
}
