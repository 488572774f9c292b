import type { Watch } from './line.ts';
import type { Fate, Plan } from './plan.ts';
import { isStartPage } from './start-page.ts';

/** Each receiver meets the fates of an event in an order of its own, whatever comes first. */
export class Chance implements Watch {
  /** Requests by what became of them. */
  readonly counts = new Map<Fate, number>();
  readonly #events: Plan['events'];
  /** The handshakes come first, one receiver after the other. */
  readonly #paths: string[] = [];
  readonly #requests = new Map<string, number>();
  readonly #swallowed = new Map<string, Set<string>>();

  constructor({ events }: Plan) {
    this.#events = events;
  }

  fateOf(path: string, body: string): Fate {
    if (!this.#paths.includes(path)) this.#paths.push(path);
    const number = /"id":"chaos-(\d+)"/.exec(body)?.[1];
    const fates = this.#events[Number(number)]?.fates;
    if (!fates) return 'passes';
    const key = `${path} ${number}`;
    const nth = this.#requests.get(key) ?? 0;
    this.#requests.set(key, nth + 1);
    const fate = fates[(nth + 3 * this.#paths.indexOf(path)) % fates.length] ?? 'passes';
    this.counts.set(fate, (this.counts.get(fate) ?? 0) + 1);
    return fate;
  }

  answered(path: string, body: string, answer: string): void {
    const [, id] = /"id":"(chaos-\d+)"/.exec(body) ?? [];
    if (!id || !isStartPage(answer)) return;
    this.#swallowed.set(path, (this.#swallowed.get(path) ?? new Set()).add(id));
  }

  /** The events that n8n itself answered with 200 while it was starting: no node hears of them. */
  swallowed(url: string): ReadonlySet<string> {
    return this.#swallowed.get(new URL(url).pathname) ?? new Set();
  }
}
