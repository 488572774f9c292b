import type { Subscription } from 'livespace-simulator';
import { signDelivery } from '../sign.ts';
import type { Secrets } from './secrets.ts';
import { isStartPage } from './start-page.ts';

type Forgery = (body: string, url: string, secret: string, retired: readonly string[]) => string | undefined;

/** What a forger may put into the header, and who that would be. */
const signatures: Readonly<Record<string, Forgery>> = {
  'without a signature': () => undefined,
  'with a made-up secret': (body, url) => signDelivery(url, body, 'a-secret-that-a-forger-made-up'),
  'with the signature of another body': (body, url, secret) =>
    signDelivery(url, body.replace('forged-', 'chaos-'), secret),
  'with the signature for another URL': (body, url, secret) => signDelivery(`${url}/other`, body, secret),
  'with the URL signed, and no body': (_, url, secret) => signDelivery(url, '', secret),
  // The last two are good for a while, so that nothing is lost while a secret is changed.
  'with a secret from three changes ago': (body, url, _, retired) => signDelivery(url, body, retired.at(-3) ?? ''),
};

let number = 0;

/** Calls like Livespace. @returns the status of the answer, or null where no receiver gave one */
export async function forge(subscription: Subscription, secrets: Secrets, choice: number): Promise<number | null> {
  const { url, secret } = subscription;
  number += 1;
  const data = { id: `deal-of-a-forger-${number}`, name: 'Forged', status: 'won' };
  const timestamp = new Date().toISOString();
  const body = JSON.stringify({ version: '1.0', name: 'deal.created', id: `forged-${number}`, timestamp, data });
  const kinds = Object.values(signatures);
  const signature = kinds[choice % kinds.length]?.(body, url, secret, secrets.retired(subscription));
  const headers = { 'content-type': 'application/json', ...(signature && { 'x-livespace-signature': signature }) };
  try {
    const answer = await fetch(url, { method: 'POST', headers, body });
    return isStartPage(await answer.text()) ? null : answer.status;
  } catch {
    return null;
  }
}
