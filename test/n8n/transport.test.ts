import { credentialTestTransport, helperTransport } from '../../n8n/nodes/Livespace/shared/transport.ts';
import { rejection, serve } from '../../testing/livespace/harness.ts';
import { credentialTest, httpRequest } from '../../testing/n8n/helpers.ts';

// The signal's reason, or what n8n's helper makes of it.
const tooLate = { name: expect.stringMatching(/^(TimeoutError|AbortError)$/) };

describe.each([
  ['n8n’s HTTP helper', helperTransport({ httpRequest } as Parameters<typeof helperTransport>[0])],
  ['the older one', credentialTestTransport(credentialTest.helpers)],
])('by %s', (_, transport) => {
  const request = (url: string, timeoutMs: number) =>
    transport({ method: 'POST', url, headers: {}, body: 'a=1', timeoutMs });

  test('resolves with an answer that takes its time, but not too much', async () => {
    const server = await serve((_, response) => void setTimeout(() => response.end('done'), 100));
    await expect(request(server.url, 5000)).resolves.toMatchObject({ status: 200, body: 'done' });
  });

  test('gives up when no answer begins within the time limit', async () => {
    const server = await serve(() => {});
    expect(await rejection(request(server.url, 50))).toMatchObject(tooLate);
  });

  test('gives up when an answer drips without end', async () => {
    const server = await serve((_, response) => {
      const timer = setInterval(() => response.write(' '), 10);
      response.once('close', () => clearInterval(timer));
    });
    expect(await rejection(request(server.url, 200))).toMatchObject(tooLate);
  });
});
