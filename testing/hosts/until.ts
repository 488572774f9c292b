import { setTimeout as sleep } from 'node:timers/promises';

type Falsy = false | 0 | '' | null | undefined;

/**
 * Asks again and again until there is an answer. For hosts that say "done" before they are.
 *
 * @param probe returns the answer, or something falsy for "not yet"; what it throws counts as "not yet" too
 * @param timeout milliseconds
 * @returns the first truthy answer
 * @throws after `timeout`, with the last error or answer of `probe` in the message
 */
export async function until<T>(
  probe: () => T | Promise<T>,
  timeout: number,
  interval = 100,
): Promise<Exclude<T, Falsy>> {
  const deadline = Date.now() + timeout;
  let last: unknown;
  for (;;) {
    try {
      const answer = await probe();
      if (answer) return answer as Exclude<T, Falsy>;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() >= deadline) throw new Error(`not within ${timeout} ms: ${probe}\nlast: ${last}`, { cause: last });
    await sleep(interval);
  }
}
