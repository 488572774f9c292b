import { errorCodes, LivespaceError } from 'livespace-webhooks';
import { messages, type RefusalCode, refusals, refusalText } from 'livespace-webhooks/host';
import type { INode } from 'n8n-workflow';
import { remedies, toNodeError } from '../../n8n/nodes/Livespace/shared/errors.ts';

const context = { getNode: () => ({ name: 'Livespace Trigger' }) as INode };

/** Another host's ways and settings, or what is left to fill in. */
const foreign = /Zap|\bin Make\b|Make’s|scenario|express|own endpoint|LIVESPACE_|(?<!N8N_)WEBHOOK_URL|\{(?!url\})/i;

/** Every code, with what a user of n8n reads about it. */
const told = new Map<string, string>([
  ...errorCodes.map((code): [string, string] => {
    const error = new LivespaceError(code, 'Cause.', 'core');
    return [code, toNodeError(context, error, { url: 'https://n8n.example.com/webhook/1' }).message];
  }),
  ...Object.keys(refusals).map((code): [string, string] => {
    const refused = { code: code as RefusalCode, reason: '', cause: 'Cause.', remedy: 'core' };
    return [code, refusalText(refused, remedies)];
  }),
]);

test('each code, with the remedy that n8n has for it; “core” where the core’s holds here too', () => {
  expect(Object.fromEntries(told)).toMatchSnapshot();
});

test.each([...Object.entries(remedies)])(
  '%s names no other host, and n8n’s variable by its present name',
  (_, remedy) => {
    expect(remedy).not.toMatch(foreign);
  },
);

test('what the core says where n8n has no word of its own names no other host either', () => {
  for (const [code, { remedy }] of [...Object.entries(messages), ...Object.entries(refusals)]) {
    if (!(code in remedies)) expect(remedy).not.toMatch(foreign);
  }
});

test('cause and remedy are both in the message, since n8n shows no more of a failed publication', () => {
  const error = new LivespaceError('refused', 'It was refused.', 'core', { result: 540 });
  const { message, description } = toNodeError(context, error, { url: 'https://n8n.example.com/webhook/1' });
  expect(message).toMatch(/^It was refused\. Use the node.*: https:\/\/n8n\.example\.com\/webhook\/1$/);
  expect(description ?? '').not.toContain('refused');
});
