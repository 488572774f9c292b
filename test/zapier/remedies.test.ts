import { type ErrorCode, LivespaceError } from 'livespace-webhooks';
import { messages, type RefusalCode, refusals } from 'livespace-webhooks/host';
import { messageOf, reasonOf, remedies } from '../../zapier/src/errors.ts';

/*
 * What a user of Zapier reads, for every code: no other host's way, setting or variable, and no way that Zapier lacks.
 */

const foreign =
  /n8n|\bMake\b|make\.com|scenario|workflow|node|express|middleware|N8N_|WEBHOOK_URL|credential|Registration|publish|restart|Data Store|Scheduled Trigger/i;

const errors = (Object.keys(messages) as ErrorCode[]).map((code): [string, string] => [
  code,
  messageOf(new LivespaceError(code, 'CAUSE.', messages[code].remedy)),
]);
const refused = (Object.keys(refusals) as RefusalCode[]).map((code): [string, string] => [
  code,
  reasonOf({ code, cause: 'CAUSE.', remedy: refusals[code].remedy, reason: '' }),
]);

test.each([...errors, ...refused])('%s: %s', (_, message) => {
  expect(message).toMatch(/^CAUSE\. [A-Z“].*\.$/);
  expect(message).not.toMatch(foreign);
});

test('the remedies are of codes there are', () => {
  expect(Object.keys({ ...messages, ...refusals })).toEqual(expect.arrayContaining(Object.keys(remedies)));
});

test('who is refused a subscription is led to each other way', () => {
  for (const way of ['“(Scheduled)”', '“(Manual)”', 'Catch Raw Hook', 'Check Livespace Event']) {
    expect(remedies.refused).toContain(way);
  }
});
