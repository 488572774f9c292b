import { createHash } from 'node:crypto';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { clock, knownAccount } from './connection.ts';

/** Where a scheduled trigger goes on reading, and since when what happens is news. */
interface Position {
  /** What the last look returned. */
  memory: unknown;
  /** When it was used last, in milliseconds. */
  usedAt: number;
  /** How many Zaps had their first look here; 0 where that is not known. */
  zaps: number;
}

const keptSeconds = 7 * 24 * 60 * 60;
const patienceMs = 500;
/** Zapier polls at least every 15 minutes (documented): who has not for so long is turned off. */
const inUseMs = 60 * 60 * 1000;
const staysShare = 1 / 4;

/**
 * The position in the app's cache. Losing it costs time, and so does a cache that fails or hangs.
 *
 * Nothing identifies a Zap in a poll: `bundle.meta.zap` is deprecated and documented for subscribing alone
 * (zapier-platform-core 19.1.0, types/custom.d.ts; zapier-platform issue 276), `z.cursor` is kept for an hour, and only
 * where Zapier pages (src/tools/should-paginate.js; issue 732). So Zaps of one connection with one trigger and the same
 * fields share a position, unless an id is there after all. The editor's tests leave it alone.
 */
export class CachedPosition {
  readonly #z: ZObject;
  readonly #name: string;
  readonly #isAlone: boolean;

  constructor(z: ZObject, trigger: string, bundle: Bundle) {
    const zap = bundle.meta?.zap?.id;
    const whose = [trigger, knownAccount(bundle)?.origin, bundle.authData?.apiKey, bundle.inputData, zap];
    this.#z = z;
    this.#name = `position:${createHash('sha256').update(JSON.stringify(whose)).digest('hex')}`;
    this.#isAlone = Boolean(zap);
  }

  /** @returns what is kept, if it can be read: a cache may hold anything. */
  async read(): Promise<Position | undefined> {
    try {
      const stored = JSON.parse(await inTime(() => this.#z.cache.get(this.#name)));
      return isPosition(stored) ? stored : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * After a Zap's first look. Where another one is at work here its position stays: what happened just before is no history
   * to that. To the new one it is news as well, if its own first look could not read it.
   */
  async begin(before: Position | undefined, memory: unknown): Promise<void> {
    const isShared = before !== undefined && clock.now() - before.usedAt < inUseMs;
    await this.#write(isShared ? { ...before, zaps: before.zaps + 1 } : { memory, zaps: 1 });
  }

  /**
   * After every other look. Where several Zaps share it, one look in four leaves it where it was: otherwise two that take
   * turns could take the same turns for ever, and each would miss what the other one reads.
   */
  async goOn(before: Position | undefined, memory: unknown): Promise<void> {
    const stays = before && before.zaps !== 1 && !this.#isAlone && Math.random() < staysShare;
    await this.#write(stays ? before : { memory, zaps: before?.zaps ?? 0 });
  }

  async #write({ memory, zaps }: Pick<Position, 'memory' | 'zaps'>): Promise<void> {
    const position: Position = { memory, zaps, usedAt: clock.now() };
    try {
      await inTime(() => this.#z.cache.set(this.#name, JSON.stringify(position), keptSeconds));
    } catch {}
  }
}

function isPosition(value: unknown): value is Position {
  const { memory, usedAt, zaps } = Object(value);
  return memory !== undefined && Number.isFinite(usedAt) && Number.isInteger(zaps);
}

function inTime<T>(ask: () => Promise<T>): Promise<T> {
  // Asked before the timer is set: a z without a cache throws here.
  const answer = ask();
  const tooLate = clock.wait(patienceMs).then(() => Promise.reject(new Error('The cache did not answer in time.')));
  return Promise.race([answer, tooLate]);
}
