import type { ZapItem } from '../../zapier/src/item.ts';
import type { Zap } from './zap.ts';

/** A Zap that Zapier polls: an id starts it once, and none does that its first look brought. */
export class PolledZap {
  /** What started it, oldest first. */
  readonly started: ZapItem[] = [];
  readonly #zap: Zap;
  readonly #meta: object;
  #known = new Set<string>();

  /** @param meta what Zapier tells with every poll. */
  constructor(zap: Zap, meta: object = {}) {
    this.#zap = zap;
    this.#meta = meta;
  }

  async turnOn(): Promise<ZapItem[]> {
    const items = await poll(this.#zap, { ...this.#meta, isPopulatingDedupe: true });
    this.#known = new Set(items.map(({ id }) => id));
    return items;
  }

  async poll(): Promise<ZapItem[]> {
    const items = await poll(this.#zap, this.#meta);
    const news = items.filter(({ id }) => !this.#known.has(id));
    for (const { id } of news) this.#known.add(id);
    this.started.push(...news.reverse());
    return news;
  }
}

/** One poll, as it comes: newest first. */
export function poll(zap: Zap, meta: object = {}): Promise<ZapItem[]> {
  return zap.operation('perform', { meta }) as Promise<ZapItem[]>;
}
