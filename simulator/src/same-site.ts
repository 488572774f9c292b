import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from './loopback.ts';

/**
 * Whether a request may come from this machine's user. Any site that this user visits can send requests to a loopback port,
 * so two things count: `Host` names this machine (a foreign name that resolves to 127.0.0.1 is DNS rebinding), and
 * `Origin`, which browsers send with every write, is that very host.
 */
export function isSameSite({ host = '', origin }: IncomingHttpHeaders): boolean {
  const self = `http://${host}`;
  return URL.canParse(self) && isLoopback(new URL(self)) && (origin === undefined || origin === self);
}
