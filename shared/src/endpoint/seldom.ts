/** Where the endpoint says what its maintainer should know; the console is one. */
export interface Log {
  warn(message: string): void;
  error(message: string, error?: unknown): void;
}

const pauseMs = 60_000;

/** @returns a way to warn of a topic once a minute at most. */
export function seldom(log: Log, now: () => number = Date.now): (topic: string, message: string) => void {
  const lastTime = new Map<string, number>();
  return (topic, message) => {
    const time = now();
    if (time - (lastTime.get(topic) ?? Number.NEGATIVE_INFINITY) < pauseMs) return;
    lastTime.set(topic, time);
    log.warn(message);
  };
}

/** @returns what an error says of itself; one that stands for several often says nothing but its code. */
export function messageOf(error: unknown): string {
  const { message, code, name } = Object(error) as Partial<NodeJS.ErrnoException>;
  return message || code || name || 'for an unknown reason';
}
