import { signDelivery } from '../sign.ts';

/** How Livespace knows the endpoint in tests that need no server. */
export const endpoint = { url: 'https://hooks.example.com/livespace?flow=ż', secret: 'the-webhook-secret' };

export interface Sent {
  id?: string;
  name?: string;
  deal?: Record<string, unknown>;
  timestamp?: string;
}

/** The body of an event as Livespace would send it. */
export function eventBody({ id = 'e-1', name = 'deal.created', deal, timestamp = '2026-11-24T10:00:00Z' }: Sent = {}) {
  const data = { id: 'd-1', name: 'Żaba', value: '12,50', status: 'open', ...deal };
  return JSON.stringify({ version: '1.0', name, id, timestamp, webhook_delivery_attempt: 1, data });
}

/** A delivery as a request; signed for the endpoint unless other headers are given. */
export function deliver(body: string | ReadableStream | null = eventBody(), headers?: Record<string, string>): Request {
  const signature = typeof body === 'string' ? signDelivery(endpoint.url, body, endpoint.secret) : '';
  return new Request('http://127.0.0.1/', {
    method: 'POST',
    headers: headers ?? { 'x-livespace-signature': signature },
    body,
    duplex: 'half',
  });
}

/** A log that can be read. */
export function readableLog() {
  const warnings: string[] = [];
  const errors: [message: string, error: unknown][] = [];
  return {
    warnings,
    errors,
    warn: (message: string) => void warnings.push(message),
    error: (message: string, error?: unknown) => void errors.push([message, error]),
  };
}
