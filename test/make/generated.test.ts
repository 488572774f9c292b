import { startSimulator } from 'livespace-simulator';
import { createAccount, LivespaceClient, Subscriptions } from 'livespace-webhooks';
import { undiciTransport } from 'livespace-webhooks/undici';
import { generatedFiles } from '../../make/source/files.ts';
import { codeFiles, components, type Json, readJson } from '../../testing/make/app.ts';
import { type Connection, Make, type Webhook } from '../../testing/make/make.ts';

const hint = 'run `npm run generate -w make` and commit what changes';

describe('what the files say comes from the core', () => {
  it(`has not drifted (${hint})`, async () => {
    const generated = await generatedFiles();
    const committed = Object.fromEntries([...generated.keys()].map((path) => [path, JSON.stringify(readJson(path))]));
    expect(committed).toEqual(
      Object.fromEntries([...generated].map(([path, content]) => [path, JSON.stringify(content)])),
    );
  });

  it('is deployed: the manifest names every generated file', async () => {
    const named = codeFiles.map(({ path }) => path);
    expect(named).toEqual(expect.arrayContaining([...(await generatedFiles()).keys()]));
  });
});

describe('on the wire, Make sends what the core sends', () => {
  /** The paths, fields and types of what was sent to subscribe and to unsubscribe, without the values. */
  function shape(requests: { url: string; fields: Record<string, string> }[]) {
    return requests.map(({ url, fields }) => ({
      path: new URL(url).pathname,
      fields: Object.entries(fields).map(([name, value]) => [
        name,
        name === 'data' ? typesOf(JSON.parse(value)) : 'text',
      ]),
    }));
  }

  function typesOf(value: Json): Json {
    if (Array.isArray(value)) return value.map(typesOf);
    if (typeof value !== 'object' || value === null) return typeof value;
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, typesOf(value[key])]),
    );
  }

  it('for both webhooks', async () => {
    const livespace = await startSimulator({ wait: async () => undefined, profile: { api: 'on' } });
    const make = await new Make(livespace.url).open();
    const { apiKey, apiSecret } = livespace;
    const sent: { url: string; fields: Record<string, string> }[] = [];
    const client = new LivespaceClient({
      account: createAccount({ subdomain: livespace.url, apiKey, apiSecret }, { allowLoopback: true }),
      clock: { now: Date.now, wait: async () => undefined },
      transport: (request) => {
        sent.push({ url: request.url, fields: Object.fromEntries(new URLSearchParams(request.body)) });
        return undiciTransport(request);
      },
    });
    const connection: Connection = await make.connect({ subdomain: 'acme', apiKey, apiSecret });
    for (const { id, metadata } of components.filter(({ type }) => type === 'webhook')) {
      make.wire.length = 0;
      const webhook: Webhook = await make.attach(id, connection);
      const [{ name, events } = { name: '', events: [] }] = livespace.subscriptions();
      await make.detach(webhook, connection);
      sent.length = 0;
      const wanted = { url: webhook.url, events, host: 'Make', label: metadata.label };
      const stored = await new Subscriptions(client).ensure(wanted);
      // The name is the core's as well, made of the host and the label that Make shows.
      expect(livespace.subscriptions()).toMatchObject([{ name }]);
      await new Subscriptions(client).release({ ...wanted, stored });
      const theirs = shape(make.wire.map(({ request }) => ({ url: request.url, fields: request.body })));
      // The core lists before it adds.
      expect(theirs).toEqual(shape(sent.slice(2)));
    }
    await make.close();
    await livespace.close();
  });
});
