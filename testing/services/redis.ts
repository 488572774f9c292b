import { createClient } from 'redis';
import { run } from '../hosts/run.ts';
import { installedProgram } from './installed.ts';
import { type Server, startServer } from './server.ts';

const locale = 'en_US.UTF-8';

/** A real Redis, empty, which forgets all when it ends. Its locale sorts 'a' before 'B', as on most servers. */
export async function startRedis(): Promise<Server> {
  const program = await installedProgram('redis-server', 'redis-server');
  return startServer({
    url: (port) => `redis://127.0.0.1:${port}`,
    async prepare(folder) {
      await installedProgram('locale-gen', 'locales');
      await run('localedef', ['-i', 'en_US', '-f', 'UTF-8', `./${locale}`], folder);
    },
    env: (folder) => ({ LOCPATH: folder, LC_ALL: locale }),
    command: (_, port) => [program, '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    crashSignal: 'SIGKILL',
    async probe(url) {
      const client = createClient({ url, socket: { reconnectStrategy: false } }).on('error', () => {});
      await client.connect();
      await client.ping();
      client.destroy();
    },
  });
}
