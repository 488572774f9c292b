/** Time, brought by the caller: the core has no timers of its own. */
export interface Clock {
  /** @returns milliseconds since 1970, as `Date.now` does. */
  now(): number;
  /** Resolves after so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
}
