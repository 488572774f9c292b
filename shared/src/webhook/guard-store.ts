export type Awaitable<T> = T | Promise<T>;

/**
 * Where the guard remembers. A host with a store of its own implements this, with values or promises; one that throws or
 * hangs never costs an event.
 */
export interface GuardStore {
  /** Stores the value unless the key is there. @returns whether this call stored it. */
  add(key: string, value: string, ttlMs: number): Awaitable<boolean>;
  get(key: string): Awaitable<string | undefined>;
  set(key: string, value: string, ttlMs: number): Awaitable<unknown>;
  /** @param onlyIf deletes only while the value is this one. */
  delete(key: string, onlyIf?: string): Awaitable<unknown>;
  /** Atomically. @returns the greater of the stored and the given string, which is stored now. */
  raise(key: string, value: string, ttlMs: number): Awaitable<string>;
}
