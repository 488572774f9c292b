import { webhookEvent } from '../wire/delivery.ts';
import { jsonOf, type RawRequest, rawBody, signatureOf } from './raw-request.ts';
import { isSignature } from './signature.ts';

/** @returns whether it has the form of a delivery, whoever sent it: a signature and an event. It verifies nothing. */
export function looksLikeDelivery(request: RawRequest): boolean {
  return isSignature(signatureOf(request)) && webhookEvent.safeParse(jsonOf(rawBody(request))).success;
}
