import { signDelivery } from '../../../testing/sign.ts';
import {
  accepted,
  bytes,
  defaults,
  eventText,
  forged,
  genuine,
  json,
  previousSecret,
  secret,
  signed,
  theDeal,
  url,
} from './build.ts';
import type { Vector } from './vector.ts';

export const signatures: Vector[] = [
  {
    ...defaults,
    // printf '%s' "$url$body" | openssl dgst -sha256 -hmac "$secret"
    title: 'a signature made by openssl, over a URL, a body and a secret beyond ASCII',
    url: 'https://hooks.example.com:8443/livespace/zażółć?token=a%20b&x=1',
    secrets: ['gęś-5ecret'],
    headers: { ...json, 'X-Livespace-Signature': '6d30d46871528fe66e9b749db5bc606991477587c94e6370f49b662d04ee5d6a' },
    body: bytes(
      '{"version":"1.0","name":"deal.created","id":"11111111-2222-4333-8444-555555555555","timestamp":"2026-11-24T10:00:00Z","webhook_delivery_attempt":1,"data":{"id":"d-1","name":"Zażółć gęślą jaźń – 50 €","value":1e3}}',
    ),
    expected: { kind: 'accepted', status: 200, item: { deal: { name: 'Zażółć gęślą jaźń – 50 €', value: 1000 } } },
  },
  accepted('the signature in upper case', eventText, theDeal, {
    headers: { ...json, 'X-Livespace-Signature': genuine.toUpperCase() },
  }),
  accepted('the header as Zapier names it', eventText, theDeal, {
    headers: { 'Http-Content-Type': 'application/json', 'Http-X-Livespace-Signature': genuine },
  }),
  accepted('the header in lower case', eventText, theDeal, { headers: { ...json, 'x-livespace-signature': genuine } }),
  accepted('the header twice, as a proxy may join it', eventText, theDeal, {
    headers: { ...json, 'X-Livespace-Signature': `${genuine}, ${genuine}` },
  }),
  accepted('signed with the previous secret', eventText, theDeal, {
    secrets: [previousSecret, secret],
  }),
  forged('no signature', 'missing_signature', undefined),
  forged('an empty signature', 'missing_signature', ''),
  forged('a signature that is not hex', 'malformed_signature', 'g'.repeat(64)),
  forged('a signature in Base64', 'malformed_signature', Buffer.from(genuine, 'hex').toString('base64')),
  forged('a signature with a prefix', 'malformed_signature', `sha256=${genuine}`),
  forged('a truncated signature', 'malformed_signature', genuine.slice(0, 63)),
  forged('a signature with a digit too many', 'malformed_signature', `${genuine}0`),
  forged('two signatures in one header', 'malformed_signature', `${genuine}, ${'0'.repeat(64)}`),
  forged('a signature of zeros', 'wrong_signature', '0'.repeat(64)),
  forged('signed with another secret', 'wrong_signature', signDelivery(url, bytes(eventText), previousSecret)),
  forged('signed with an empty secret', 'wrong_signature', signDelivery(url, bytes(eventText), '')),
  forged('signed without the URL', 'wrong_signature', signDelivery('', bytes(eventText), secret)),
  forged('signed for another URL', 'wrong_signature', signDelivery(`${url}8`, bytes(eventText), secret)),
  forged(
    'the body serialised again: same JSON, other bytes',
    'wrong_signature',
    genuine,
    JSON.stringify(JSON.parse(eventText), null, 1),
  ),
  forged('one byte of the body changed', 'wrong_signature', genuine, eventText.replace('234,50', '934,50')),
  forged('not JSON and not signed: the signature comes first', 'missing_signature', undefined, '{"name":'),
  signed('signed, before a secret is known', eventText, { kind: 'not_ready', status: 503 }, { secrets: [] }),
  signed(
    'signed with the empty secret that is stored',
    eventText,
    { kind: 'not_ready', status: 503 },
    {
      secrets: [''],
      headers: { ...json, 'X-Livespace-Signature': signDelivery(url, bytes(eventText), '') },
    },
  ),
];
