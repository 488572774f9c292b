import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Simulator } from 'livespace-simulator';
import { packCore, quietNpm } from '../../../../testing/endpoint/packed.ts';
import { type RunningEndpoint, readmeExample, startEndpoint } from '../../../../testing/endpoint/readme-example.ts';
import { freePort } from '../../../../testing/hosts/free-port.ts';
import { run } from '../../../../testing/hosts/run.ts';
import { temporaryFolder } from '../../../../testing/hosts/temporary-folder.ts';
import type { Receiver } from './receiver.ts';

const root = path.resolve(import.meta.dirname, '../../../..');

/** What somebody would run on a cron: a look, whose memory is a file. */
const lookScript = `
  import { readFile, writeFile } from 'node:fs/promises';
  import { createClient, look } from 'livespace-webhooks';
  const read = (file) => readFile(file, 'utf8').then(JSON.parse, () => undefined);
  const { account } = await read('account.json');
  const client = createClient(account, { allowLoopback: true });
  const clock = { now: Date.now, wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) };
  const request = { events: ['deal.created'], pageSize: 100, clock, until: Date.now() + 10_000 };
  const { items, memory } = await look(client, await read('memory.json'), request);
  const found = [...((await read('found.json')) ?? []), ...items.map(({ deal }) => deal.name)];
  await writeFile('found.json', JSON.stringify(found));
  await writeFile('memory.json', JSON.stringify(memory));
`;

/** The packed core, installed in a project of its own: the README's endpoint, and a look as a program. */
export async function endpointReceiver({ url: subdomain, apiKey, apiSecret }: Simulator): Promise<Receiver> {
  const project = await temporaryFolder('own-endpoint');
  const file = (name: string) => path.join(project, name);
  await writeFile(file('package.json'), '{"type":"module"}');
  await run('npm', ['install', ...quietNpm, await packCore()], project);
  await writeFile(file('endpoint.js'), readmeExample(root, 'endpoint'));
  await writeFile(file('look.js'), lookScript);
  await writeFile(file('account.json'), JSON.stringify({ account: { subdomain, apiKey, apiSecret } }));
  const port = await freePort();
  let endpoint: RunningEndpoint = await startEndpoint(['endpoint.js'], project, {}, port);
  return {
    name: 'your own endpoint',
    url: endpoint.url,
    async enterSecret(secret) {
      await endpoint.stop();
      endpoint = await startEndpoint(['endpoint.js'], project, { LIVESPACE_WEBHOOK_SECRET: secret }, port);
    },
    async look() {
      await run(process.execPath, ['look.js'], project);
      return JSON.parse(await readFile(file('found.json'), 'utf8'));
    },
    // It prints the event, its time, the name and the value.
    heard: async () => endpoint.lines.map((line) => line.split(' ').slice(2, -1).join(' ')),
    close: () => endpoint.stop(),
  };
}
