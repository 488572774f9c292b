import { once } from 'node:events';
import { spawnOwned } from '../hosts/children.ts';
import { freePort } from '../hosts/free-port.ts';
import { temporaryFolder } from '../hosts/temporary-folder.ts';
import { until } from '../hosts/until.ts';

/** A database server of our own: on a free port of the loopback, its files in a folder that goes with this process. */
export interface Server {
  /** What clients connect to. */
  url: string;
  port: number;
  /** Ends it at once, as if it crashed. */
  crash(): Promise<void>;
  /** Leaves its connections open and answers nothing. */
  pause(): void;
  resume(): void;
  /** Starts it again on the same port, with what it had written. */
  restart(): Promise<void>;
}

export interface Program {
  url(port: number): string;
  /** Fills the folder before the first start. */
  prepare?(folder: string): Promise<void>;
  command(folder: string, port: number): readonly [file: string, ...args: string[]];
  env?(folder: string): NodeJS.ProcessEnv;
  crashSignal: NodeJS.Signals;
  /** Rejects as long as the server takes no commands. */
  probe(url: string): Promise<unknown>;
}

/** @throws when it does not answer within 30 s */
export async function startServer(program: Program): Promise<Server> {
  const folder = await temporaryFolder('livespace-server');
  await program.prepare?.(folder);
  const port = await freePort();
  const url = program.url(port);

  async function start() {
    const [file, ...args] = program.command(folder, port);
    const started = await spawnOwned(file, args, {
      cwd: folder,
      stdio: 'ignore',
      env: { ...process.env, ...program.env?.(folder) },
    });
    await until(() => program.probe(url).then(() => true), 30_000, 50);
    // It ends with this process, and is no reason for it to stay.
    started.unref();
    return started;
  }

  let child = await start();
  return {
    url,
    port,
    async crash() {
      child.ref();
      const gone = once(child, 'exit');
      child.kill(program.crashSignal);
      await gone;
    },
    pause: () => process.kill(child.pid, 'SIGSTOP'),
    resume: () => process.kill(child.pid, 'SIGCONT'),
    async restart() {
      child = await start();
    },
  };
}
