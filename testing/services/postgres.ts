import path from 'node:path';
import pg from 'pg';
import { run } from '../hosts/run.ts';
import { installedProgram } from './installed.ts';
import { type Server, startServer } from './server.ts';

/** Postgres refuses to run as root. */
const asPostgres =
  process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', '--'] : [];

/** One that sorts 'a' before 'B', as most servers do. */
const collation = ['-E', 'UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en-US'];

/**
 * Without `fsync` a busy disk does not make commits slow: no check is of the disk, and what is written outlives the server
 * in the system's memory.
 */
const settings = { max_connections: 200, fsync: 'off' };

/** A real Postgres with an empty database. A crash of the server loses nothing that was committed. */
export async function startPostgres(): Promise<Server> {
  const program = await installedProgram('postgres', 'postgresql');
  const [initdb = '', ...initdbArgs] = [...asPostgres, path.join(path.dirname(program), 'initdb')];
  return startServer({
    url: (port) => `postgres://postgres@127.0.0.1:${port}/postgres`,
    async prepare(folder) {
      if (asPostgres.length > 0) await run('chown', ['postgres', folder], folder);
      await run(initdb, [...initdbArgs, '-D', folder, '-U', 'postgres', '-A', 'trust', ...collation, '-N'], folder);
    },
    command: (folder, port) => {
      const places = { listen_addresses: '127.0.0.1', unix_socket_directories: folder };
      const options = Object.entries({ ...places, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      return [...asPostgres, program, '-D', folder, '-p', String(port), ...options] as [string, ...string[]];
    },
    // Its own way to end at once: the processes that serve a connection would outlive a SIGKILL for a while.
    crashSignal: 'SIGQUIT',
    async probe(connectionString) {
      const client = new pg.Client({ connectionString });
      await client.connect();
      await client.end();
    },
  });
}
