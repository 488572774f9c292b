import { signDelivery } from '../../../testing/sign.ts';
import type { Vector } from './vector.ts';

export const url = 'https://hooks.example.com/livespace/4f1c?flow=7';
export const secret = 'c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00';
export const previousSecret = 'decade00decade00decade00decade00decade00decade00decade00decade00';
const bothEvents = ['deal.created', 'deal.status_changed'];
export const maxBytes = 10 * 1024 * 1024;

export const eventText =
  '{"version":"1.0","name":"deal.created","id":"8d1f0c9e-52b1-4a7e-9a51-0d3f6c2b7a10","timestamp":"2026-11-24T10:00:00Z",' +
  '"webhook_delivery_attempt":1,"data":{"id":"6f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11","name":"Zażółć 50 €","status":"open",' +
  '"value":"1 234,50","value_final":"0","owner_id":"u-1","owner_name":"Anna","products":[],"tags":["vip",{"name":"A/B"}]}}';

export function bytes(body: string | Buffer | unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** An event with a deal, changed as told: `undefined` takes a field away. */
export function event(change: object = {}, deal: object = {}) {
  const { data, ...rest } = JSON.parse(eventText);
  return { ...rest, data: { ...data, ...deal }, ...change };
}

export const defaults = { url, secrets: [secret], events: bothEvents };

/** Correctly signed: what becomes of it depends on the body alone. */
export function signed(
  title: string,
  body: string | Buffer | unknown,
  expected: Vector['expected'],
  change: Partial<Vector> = {},
): Vector {
  const wire = bytes(body);
  const headers = { 'Content-Type': 'application/json', 'X-Livespace-Signature': signDelivery(url, wire, secret) };
  return { ...defaults, title, headers, body: wire, expected, ...change };
}

export function accepted(
  title: string,
  body: unknown,
  item: Record<string, unknown>,
  change: Partial<Vector> = {},
): Vector {
  return signed(title, body, { kind: 'accepted', status: 200, item }, change);
}

export function handshake(title: string, body: string, change: Partial<Vector> = {}): Vector {
  const expected = { kind: 'handshake', status: 200 } as const;
  return { ...defaults, title: `handshake: ${title}`, headers: {}, body: bytes(body), expected, ...change };
}

/** An event whose signature header is the given one, or absent. */
export function forged(
  title: string,
  code: string,
  signature: string | undefined,
  body: string | Buffer = eventText,
): Vector {
  const headers = {
    'Content-Type': 'application/json',
    ...(signature === undefined ? {} : { 'X-Livespace-Signature': signature }),
  };
  const expected = { kind: 'rejected', status: 401, code } as const;
  return { ...defaults, title, headers, body: bytes(body), expected };
}

export function unreadable(title: string, code: string, body: unknown): Vector {
  return signed(title, body, { kind: 'rejected', status: 400, code });
}

export const genuine = signDelivery(url, bytes(eventText), secret);
export const json = { 'Content-Type': 'application/json' };
export const theDeal = { event: 'deal.created', deal: { id: '6f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11' } };
