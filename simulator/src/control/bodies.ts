import * as z from 'zod/v4';
import { type ReceiverMode, receiverModes } from '../receiver.ts';
import { statuses } from '../wire/deal.ts';
import { profileValues } from '../wire/profile.ts';

const text = z.string().max(10_000);
const time = z.union([text, z.number()]);
const status = z.enum(statuses);

/** What a route's body must be before an act sees it. Names and values that the acts know better are left to them. */
export const bodies = {
  newDeal: z.looseObject({
    id: text.min(1).optional(),
    status: status.optional(),
    created: time.optional(),
    modified: time.optional(),
  }),
  fields: z.looseObject({}),
  import: z.strictObject({ count: z.int().min(1).max(100_000), fields: z.looseObject({}).optional() }),
  status: z.strictObject({ status, reason: text.optional(), note: text.optional() }),
  event: z.strictObject({
    name: text.min(1),
    data: z.unknown(),
    id: text.optional(),
    timestamp: time.optional(),
    version: text.optional(),
  }),
  order: z.strictObject({ order: z.array(text).optional() }),
  subscription: z.strictObject({ name: text, url: text, events: z.array(text) }),
  receiver: z.strictObject({ mode: z.enum(Object.keys(receiverModes) as ReceiverMode[]) }),
  mode: z.strictObject({ mode: z.enum(profileValues.api) }),
};
