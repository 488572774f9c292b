import { createAccount, LivespaceClient } from 'livespace-webhooks';
import { undiciTransport } from 'livespace-webhooks/undici';
import { account, errorOf, livespace, make, useAccount } from '../../testing/make/account.ts';

useAccount();

describe('the connection', () => {
  it('takes the right key and is named after the account', async () => {
    const { label, data } = await make.connect(
      account({ subdomain: ' https://Acme.livespace.io/ ', apiKey: ` ${livespace.apiKey} ` }),
    );
    expect(label).toBe('acme.livespace.io');
    expect(data).toEqual(account());
  });

  it('refuses a wrong key with the core’s message', async () => {
    const { message, type } = await errorOf(make.connect(account({ apiKey: 'wrong' })));
    expect(message).toMatch(/does not know this API key/);
    expect(type).toBe('InvalidAccessTokenError');
  });

  it.each(['acme.livespace.io.evil.com', 'acme@evil', 'http://169.254.169.254', 'ac me', '', 'acme/x'])(
    'refuses the subdomain %p before any request',
    async (subdomain) => {
      await expect(make.connect(account({ subdomain }))).rejects.toThrow('subdomain');
      expect(livespace.requests()).toEqual([]);
    },
  );

  it.each([
    [503, 'ConnectionError', /HTTP 503/],
    [429, 'RateLimitError', /slow down/],
    [404, 'RuntimeError', /HTTP 404/],
    [418, 'RuntimeError', /./],
  ])('makes of HTTP %p a %s', async (status, type, message) => {
    livespace.fault({ kind: 'http', status, on: '_Api/getToken' });
    const error = await errorOf(make.connect(account()));
    expect(error.type).toBe(type);
    expect(error.message).toMatch(message);
  });

  it.each([400, 420, 500, 514, 515, 516, 520, 530, 540, 550, 560, 561, 562, 563, 564, 599])(
    'says of result %p what the core says',
    async (result) => {
      livespace.fault({ kind: 'result', result, on: '_Api/getToken', count: 2 });
      const { message } = await errorOf(make.connect(account()));
      const client = new LivespaceClient({
        account: createAccount({ ...account(), subdomain: livespace.url }, { allowLoopback: true }),
        clock: { now: Date.now, wait: async () => undefined },
        transport: undiciTransport,
      });
      const core = await client.read('Default/ping', {}, { attempts: 1 }).catch((error: Error) => error.message);
      // The table holds no number for a result that is not in it.
      expect(message).toBe(result === 599 ? String(core).replace(' (result 599)', '') : core);
    },
  );

  it('does not follow a redirect', async () => {
    livespace.fault({ kind: 'redirect', location: 'https://evil.example/', on: '_Api/getToken' });
    const error = await errorOf(make.connect(account()));
    expect(error.message).toMatch(/which is not followed/);
    expect(error.type).toBe('InvalidConfigurationError');
  });
});
