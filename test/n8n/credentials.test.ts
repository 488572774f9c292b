import { LivespaceTrigger } from '../../n8n/nodes/Livespace/LivespaceTrigger.node.ts';
import { credentialTest } from '../../testing/n8n/helpers.ts';
import { account, canaries, startLivespace } from '../../testing/n8n/setup.ts';

const { testApiCredential, testWebhookCredential } = new LivespaceTrigger().methods.credentialTest;

function tested(test: typeof testApiCredential, type: string, data?: Record<string, string>) {
  return test.call(credentialTest, { id: '1', name: 'A', type, ...(data ? { data } : {}) });
}

describe('livespaceApi', () => {
  test('a right key and secret', async () => {
    const livespace = await startLivespace();
    expect(await tested(testApiCredential, 'livespaceApi', account(livespace) as never)).toEqual({
      status: 'OK',
      message: expect.stringMatching(/^Connected to 127\.0\.0\.1:\d+ as Anna Kowalska$/),
    });
  });

  test.each([
    ['a wrong key', { apiKey: 'wrong' }, 'does not know this API key'],
    ['a wrong secret', { apiSecret: 'wrong' }, 'the API secret does not belong'],
    ['no key', { apiKey: '' }, 'The API key is empty'],
    ['a foreign host', { subdomain: 'acme@evil.com' }, 'Enter the subdomain only'],
    ['nobody there', { subdomain: 'http://127.0.0.1:9' }, 'No answer came from 127.0.0.1:9'],
  ])(
    '%s',
    async (_, change, reason) => {
      const livespace = await startLivespace();
      const result = await tested(testApiCredential, 'livespaceApi', { ...account(livespace), ...change } as never);
      expect(result).toEqual({ status: 'Error', message: expect.stringContaining(reason) });
      for (const secret of Object.values(canaries)) expect(result.message).not.toContain(secret);
    },
    20_000,
  );

  test('a redirect is not followed', async () => {
    const livespace = await startLivespace();
    livespace.fault({ kind: 'redirect', location: 'http://127.0.0.1:9/steal', on: '_Api/getToken' });
    const result = await tested(testApiCredential, 'livespaceApi', account(livespace) as never);
    expect(result.message).toContain('redirected');
  });

  test('no fields at all', async () => {
    expect(await tested(testApiCredential, 'livespaceApi')).toMatchObject({ status: 'Error' });
  });
});

describe('livespaceWebhookApi', () => {
  test.each([
    ['OK', /will show whether/, { secret: 'abc', previousSecret: '' }],
    ['OK', /will show whether/, { secret: 'abc', previousSecret: 'old' }],
    // What is pasted with it is taken away when it is used.
    ['OK', /will show whether/, { secret: ' abc', previousSecret: 'old\n' }],
    ['OK', /Publish the workflow, .* paste the secret/, { secret: '', previousSecret: '' }],
    ['OK', /Publish the workflow, .* paste the secret/, { secret: ' \n' }],
    ['OK', /Publish the workflow, .* paste the secret/, undefined],
    ['Error', /placeholders \(\*\*\*\*\).*Show the secret/, { secret: '********' }],
    ['Error', /placeholders \(••••\).*Show the secret/, { secret: 'abc', previousSecret: '••••••' }],
  ] as [string, RegExp, Record<string, string> | undefined][])('%s: %s %j', async (status, message, data) => {
    expect(await tested(testWebhookCredential, 'livespaceWebhookApi', data)).toEqual({
      status,
      message: expect.stringMatching(message),
    });
  });
});
