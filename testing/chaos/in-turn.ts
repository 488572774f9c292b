/** Lets acts happen one after the other, however they come. */
export class InTurn {
  #last: Promise<unknown> = Promise.resolve();

  /** @returns what the act does, once those before it have ended, well or not */
  run<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#last.then(act);
    this.#last = done.catch(() => {});
    return done;
  }

  /** Resolves when those that have come so far have ended. */
  async over(): Promise<void> {
    await this.#last;
  }
}
