import type { Dispatcher } from 'undici';

export interface Outgoing {
  /** Below the origin of the dispatcher. */
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

export interface Round {
  /** Answers a second, from the first request to the last answer. */
  rate: number;
  /** Milliseconds from request to answer, of each. */
  latencies: number[];
}

/**
 * A closed loop: each of so many senders sends its next request when the last was answered.
 *
 * @throws for any answer but 200
 */
export async function send(to: Dispatcher, outgoing: readonly Outgoing[], senders: number): Promise<Round> {
  const latencies: number[] = [];
  const waiting = outgoing.values();
  const began = performance.now();
  const sender = async () => {
    for (const request of waiting) {
      const sent = performance.now();
      const { statusCode, body } = await to.request({ ...request, method: 'POST' });
      const answer = await body.text();
      latencies.push(performance.now() - sent);
      if (statusCode !== 200) throw new Error(`${request.path} answered ${statusCode}: ${answer}`);
    }
  };
  await Promise.all(Array.from({ length: senders }, sender));
  return { rate: (outgoing.length / (performance.now() - began)) * 1000, latencies };
}
