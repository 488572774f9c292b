import { createClient, type HttpTransport, recentDeals } from 'livespace-webhooks';
import { rejection, start } from '../../../testing/livespace/harness.ts';

test('asks Livespace by the runtime’s own fetch', async () => {
  const simulator = await start();
  simulator.createDeal({ name: 'Żaba' });
  const { url: subdomain, apiKey, apiSecret } = simulator;
  const client = createClient({ subdomain, apiKey, apiSecret }, { allowLoopback: true });
  await expect(recentDeals(client, { limit: 1 })).resolves.toMatchObject([{ name: 'Żaba' }]);
  expect(client.livespaceTime).toBeGreaterThan(0);
});

test('or by another transport', async () => {
  const asked: string[] = [];
  const transport: HttpTransport = async ({ url }) => {
    asked.push(url);
    return { status: 302, headers: {}, body: '' };
  };
  const client = createClient({ subdomain: 'acme', apiKey: 'key', apiSecret: 'secret' }, { transport });
  expect(await rejection(client.write('Deal/getAll', {}))).toMatchObject({ code: 'redirected' });
  expect(asked).toEqual([expect.stringMatching(/^https:\/\/acme\.livespace\.io\//)]);
});

test('takes no loopback address unless told, and no empty credential', () => {
  const fields = { subdomain: 'http://127.0.0.1:4010', apiKey: 'key', apiSecret: 'secret' };
  expect(() => createClient(fields)).toThrow(expect.objectContaining({ code: 'invalid_subdomain' }));
  expect(() => createClient({ subdomain: 'acme', apiKey: undefined, apiSecret: 'secret' })).toThrow(
    expect.objectContaining({ code: 'missing_credentials' }),
  );
});
