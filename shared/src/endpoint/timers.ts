/** A process that was paused is late with its timers, and may have in hand what it waits for: time to look at it. */
const turnMs = 10;

/** Resolves after so many milliseconds. Nobody's process stays for it. */
export async function wait(milliseconds: number): Promise<void> {
  const last = Math.min(turnMs, milliseconds);
  await timeout(milliseconds - last);
  await timeout(last);
}

function timeout(milliseconds: number): Promise<void> {
  return new Promise((resolve) => detached(setTimeout(resolve, milliseconds)));
}

/** Does it again and again. @returns what ends that. */
export function every(milliseconds: number, work: () => void): () => void {
  const timer = setInterval(work, milliseconds);
  detached(timer);
  return () => clearInterval(timer);
}

export const over: unique symbol = Symbol('over');

/** Runs out after so many milliseconds, unless it is ended before. */
export class Patience {
  readonly isOver: Promise<typeof over>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number) {
    this.isOver = new Promise((resolve) => {
      this.#timer = setTimeout(resolve, milliseconds, over);
      detached(this.#timer);
    });
  }

  /** @returns what comes first: the result, or `over`. */
  for<T>(result: Promise<T>): Promise<T | typeof over> {
    return Promise.race([result, this.isOver]);
  }

  /** So that the timer holds on to nothing. */
  end(): void {
    clearTimeout(this.#timer);
  }
}

/** Node's timers keep a process alive unless told; elsewhere they are plain numbers. */
function detached(timer: unknown): void {
  (timer as { unref?(): void }).unref?.();
}
