import { signatureForms, signDelivery } from '../../../testing/sign.ts';
import { bytes, defaults, eventText, json, theDeal } from './build.ts';
import type { Vector } from './vector.ts';

/** Its host in upper case, so that the URL as it is normalized differs. */
const url = 'https://Hooks.Example.com/livespace/4f1c?flow=7';

/** One a signature form. Each has a secret of its own, since the form that matched is remembered. */
export const forms: Vector[] = signatureForms.map((form, index) => {
  const secret = `form-${index}-c0ffee`;
  const body = bytes(eventText);
  const headers = { ...json, 'X-Livespace-Signature': signDelivery(url, body, secret, form) };
  const expected = { kind: 'accepted', status: 200, item: theDeal } as const;
  return { ...defaults, title: `signed in the form ${form}`, url, secrets: [secret], headers, body, expected };
});
