import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, posix, win32 } from 'node:path';
import { startSimulator } from 'livespace-simulator';
import { createAccount, LivespaceClient, Subscriptions } from 'livespace-webhooks';
import { undiciTransport } from 'livespace-webhooks/undici';
import { below, generated, stale } from '../../make/source/generate.ts';
import { codeFiles, components, type Json, root } from '../../testing/make/app.ts';
import { type Connection, Make, type Webhook } from '../../testing/make/make.ts';

describe('the files of the app', () => {
  it('are as generated (otherwise run `npm run generate -w livespace-make` and commit what changes)', () => {
    expect(stale()).toEqual([]);
  });

  it('a file that was changed, one that is missing and one too many are stale', () => {
    const files = generated();
    files.set('general/base.iml.json', 'changed');
    files.set('modules/new.iml.json', 'missing');
    files.delete('modules/groups.json');
    expect(stale(files).sort()).toEqual(['general/base.iml.json', 'modules/groups.json', 'modules/new.iml.json']);
  });

  it.each([
    ['C:\\connect\\make\\app', win32],
    ['/connect/make/app', posix],
  ] as const)('have the same names below %s', (folder, system) => {
    expect(below(folder, system.join(folder, 'modules', 'groups.json'), system)).toBe('modules/groups.json');
  });

  it('are checked by the command', () => {
    const generate = join(root, '../source/generate.ts');
    const { status, stderr } = spawnSync('node', ['--conditions=livespace-source', generate, '--check'], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('are all deployed: the manifest names each', () => {
    const named = ['makecomapp.json', ...codeFiles.map(({ path }) => path)];
    const data = [...generated().keys()].filter((path) => !path.endsWith('README.md'));
    expect(data.sort()).toEqual(named.sort());
  });

  it('lie in folders that say so', () => {
    for (const { path } of codeFiles) {
      expect(readFileSync(join(root, dirname(path), 'README.md'), 'utf8')).toContain('make/source');
    }
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

  it('for every webhook that is attached', async () => {
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
    const attached = components.filter(({ type, metadata }) => type === 'webhook' && metadata.codeFiles.attach);
    for (const { id, metadata } of attached) {
      make.wire.length = 0;
      const webhook: Webhook = await make.attach(id, connection);
      const [{ name, events } = { name: '', events: [] }] = livespace.subscriptions();
      await make.detach(webhook, connection);
      const wanted = { url: webhook.url, events, host: 'Make', label: metadata.label };
      const stored = await new Subscriptions(client).ensure(wanted);
      // The name is the core's as well, made of the host and the label that Make shows.
      expect(livespace.subscriptions()).toMatchObject([{ name }]);
      await new Subscriptions(client).release({ ...wanted, stored });
      // The core looks before it adds.
      const theirs = sent.filter(({ url }) => !url.includes('getSubscriptions')).slice(1);
      expect(shape(make.wire.map(({ request }) => ({ url: request.url, fields: request.body })))).toEqual(
        shape(theirs),
      );
      sent.length = 0;
    }
    await make.close();
    await livespace.close();
  });
});
