import { looksLikeDelivery } from 'livespace-webhooks/host';

const signature = '0'.repeat(64);
const body = JSON.stringify({ name: 'deal.created', id: 'e', data: { id: 'd' } });

test.each([
  ['a signed event, whoever sent it', signature, body, true],
  ['a signature that is none', 'signature', body, false],
  ['no signature', undefined, body, false],
  ['an event without a deal', signature, '{"name":"deal.created"}', false],
  ['no JSON', signature, 'deal.created', false],
  ['a body that a framework kept to itself', signature, { name: 'deal.created', data: { id: 'd' } }, false],
])('%s', (_, value, sent, expected) => {
  const headers = { 'x-livespace-signature': value };
  expect(looksLikeDelivery({ url: 'https://hooks.example.com/x', headers, body: sent })).toBe(expected);
});
