/** What can go wrong on demand. `on` names what it happens to: an API method (`Deal/getAll`) or an event name. */
export type FaultKind =
  /** Answers HTTP `status` instead of doing the call. */
  | { kind: 'http'; status: number }
  /** Answers result code `result` instead of doing the call. */
  | { kind: 'result'; result: number }
  /** Does the call, then cuts the connection without an answer. */
  | { kind: 'drop' }
  /** Does the call, and answers after `ms` milliseconds. */
  | { kind: 'slow'; ms: number }
  /** Answers an HTML page instead of doing the call. */
  | { kind: 'not-json' }
  /** Answers 302 to `location` instead of doing the call. */
  | { kind: 'redirect'; location: string }
  /** Leaves the secrets out of `Webhook/getSubscriptions`. */
  | { kind: 'hide-secret' }
  /** `Webhook/addSubscription` makes a secret of its own and ignores the proposed one. */
  | { kind: 'server-secret' }
  /** Sends each event `copies` times at once. */
  | { kind: 'duplicate'; copies: number }
  /** Sends the event after `ms` milliseconds. */
  | { kind: 'delay'; ms: number }
  /** Keeps `count` events back, then sends them in reverse. */
  | { kind: 'reorder' };

const kinds: readonly FaultKind['kind'][] = [
  'http',
  'result',
  'drop',
  'slow',
  'not-json',
  'redirect',
  'hide-secret',
  'server-secret',
  'duplicate',
  'delay',
  'reorder',
];

/**
 * A fault to set: a kind, a pattern (`*` stands for anything; by default everything), and how often it strikes before it is
 * gone (by default once). `_Api/getToken` is a method like any other.
 */
export type Fault = FaultKind & { on?: string; count?: number | 'always' };

export class Faults {
  #faults: { fault: Fault; left: number }[] = [];

  /** Throws for an unknown kind: a misspelt fault that never strikes would pass every test. */
  set(fault: Fault): void {
    if (!kinds.includes(fault.kind)) throw new Error(`no such fault: ${fault.kind}`);
    this.#faults.push({ fault, left: fault.count === 'always' ? Number.POSITIVE_INFINITY : (fault.count ?? 1) });
  }

  /** Uses up one strike of the oldest fault of this kind that matches. `isLast` when that was its last. */
  take<K extends FaultKind['kind']>(kind: K, name: string) {
    const entry = this.#faults.find(({ fault }) => fault.kind === kind && matches(fault.on ?? '*', name));
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.#faults = this.#faults.filter((other) => other !== entry);
    return { ...(entry.fault as Extract<Fault, { kind: K }>), isLast: entry.left <= 0 };
  }

  list(): Fault[] {
    return this.#faults.map(({ fault, left }) => ({
      ...fault,
      count: left === Number.POSITIVE_INFINITY ? 'always' : left,
    }));
  }

  reset(): void {
    this.#faults = [];
  }
}

function matches(pattern: string, name: string): boolean {
  const source = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${source}$`).test(name);
}
