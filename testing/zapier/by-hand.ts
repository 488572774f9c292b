import type { Simulator } from 'livespace-simulator';
import type { Zap } from './zap.ts';

/** What an administrator does in Livespace, and takes from there to the Zap. @param url as typed there; the Zap's unless told. */
export async function addByHand(livespace: Simulator, zap: Zap, events: string[], url = zap.targetUrl) {
  const { id } = livespace.addSubscription({ name: 'By hand', url, events });
  const { secret } = await livespace.activateSubscription(id);
  zap.inputData = { ...zap.inputData, webhook_url: url, webhook_secret: secret };
  return { id, url, secret };
}
