type Work = () => Promise<void>;

interface Batch {
  works: Iterator<Work>;
  /** Those under way, and one more until all have started. */
  left: number;
  resolve: () => void;
  next?: Batch;
}

/** Starts work in the order it was given, and has so much of it under way at once. What waits is not even made yet. */
export class Queue {
  readonly #limit: number;
  #underWay = 0;
  #first: Batch | undefined;
  #last: Batch | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Resolves when all of these have ended. */
  run(works: Iterable<Work>): Promise<void> {
    return new Promise((resolve) => {
      const batch: Batch = { works: works[Symbol.iterator](), left: 1, resolve };
      if (this.#last) this.#last.next = batch;
      else this.#first = batch;
      this.#last = batch;
      this.#startMore();
    });
  }

  #startMore(): void {
    while (this.#first && this.#underWay < this.#limit) {
      const batch = this.#first;
      const { done, value: work } = batch.works.next();
      if (done) {
        this.#first = batch.next;
        if (!this.#first) this.#last = undefined;
        this.#end(batch);
      } else {
        this.#underWay += 1;
        batch.left += 1;
        work().finally(() => {
          this.#underWay -= 1;
          this.#end(batch);
          this.#startMore();
        });
      }
    }
  }

  #end(batch: Batch): void {
    batch.left -= 1;
    if (batch.left === 0) batch.resolve();
  }
}
