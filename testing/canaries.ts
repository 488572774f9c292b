import { randomBytes } from 'node:crypto';
import { findLeaks } from './find-leaks.ts';

/** Secrets that may show up nowhere: what a check plants, and what it learns of on the way. */
export class Canaries {
  readonly #names = new Map<string, string>();

  /** Value to what it is. */
  get known(): ReadonlyMap<string, string> {
    return this.#names;
  }

  /** Makes one, of characters that every encoding changes. @param name what it is */
  plant(name: string): string {
    return this.watch(`${randomBytes(12).toString('base64')}+/"&= ż${randomBytes(12).toString('hex')}`, name);
  }

  /** Has one searched for that somebody else made. @returns it */
  watch(secret: string, name: string): string {
    this.#names.set(secret, name);
    return secret;
  }

  /** @returns one line a find, such as `API key (hex)` */
  in(text: string): string[] {
    return findLeaks(text, this.#names);
  }
}
