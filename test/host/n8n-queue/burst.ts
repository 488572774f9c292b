import assert from 'node:assert/strict';
import { sampleEvents } from 'livespace-webhooks/host';
import type { QueueN8n } from '../../../testing/hosts/n8n/queue-n8n.ts';
import { signDelivery } from '../../../testing/sign.ts';

/** When the copy of an event comes, and to which webhook processor. */
export const copyKinds = ['none', 'at once, same', 'at once, other', 'later, same', 'later, other'] as const;

export interface SentEvent {
  id: string;
  copy: (typeof copyKinds)[number];
  /** Not signed by Livespace. */
  isForged: boolean;
  statuses: number[];
}

const senders = 6;

/**
 * Sends so many events to both webhook processors, copies of most of them, and a forged one beside every tenth. A copy that
 * comes later comes after all the others, as Livespace's next attempt would.
 *
 * @param url that Livespace was given
 */
export async function sendBurst(queue: QueueN8n, count: number, url: string, secret: string): Promise<SentEvent[]> {
  const genuine = Array.from({ length: count }, (_, index): SentEvent => {
    const copy = copyKinds[index % copyKinds.length] ?? 'none';
    return { id: `event-${index}`, copy, isForged: false, statuses: [] };
  });
  const forged = genuine
    .filter((_, index) => index % 10 === 0)
    .map(
      (event): SentEvent => ({
        ...event,
        id: `forged-${event.id}`,
        copy: 'at once, other',
        isForged: true,
        statuses: [],
      }),
    );
  const all = [...genuine, ...forged];

  const deliver = async (event: SentEvent, processor: number) => {
    const data = { ...sampleEvents['deal.created'].data, id: event.id };
    const body = JSON.stringify({ ...sampleEvents['deal.created'], id: event.id, data });
    const signature = signDelivery(url, body, event.isForged ? 'guessed' : secret);
    const headers = { 'content-type': 'application/json', 'x-livespace-signature': signature };
    const to = queue.processors[processor % 2]?.url ?? assert.fail();
    event.statuses.push((await fetch(to + new URL(url).pathname, { method: 'POST', headers, body })).status);
  };
  const other = ({ copy }: SentEvent) => (copy.endsWith('other') ? 1 : 0);
  const inTurn = async (events: SentEvent[], send: (event: SentEvent, index: number) => Promise<unknown>) => {
    const waiting = events.entries();
    const sender = async () => {
      for (const [index, event] of waiting) await send(event, index);
    };
    await Promise.all(Array.from({ length: senders }, sender));
  };
  await inTurn(all, (event, index) => {
    const isTwice = event.copy.startsWith('at once');
    return Promise.all([deliver(event, index), ...(isTwice ? [deliver(event, index + other(event))] : [])]);
  });
  const later = all.filter(({ copy }) => copy.startsWith('later'));
  await inTurn(later, (event) => deliver(event, all.indexOf(event) + other(event)));
  return all;
}
