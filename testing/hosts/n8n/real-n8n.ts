import type { ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { killGroup, spawnOwned } from '../children.ts';
import { until } from '../until.ts';
import { installN8n, nodeFirst, npm } from './install.ts';

/** n8n's command: `start` is a whole n8n, or the main process of queue mode. */
export type Role = 'start' | 'webhook' | 'worker';

/**
 * One real n8n with its own empty folder and port. It listens on 127.0.0.1 only and keeps folder and port over restarts.
 *
 * @example
 * const n8n = await RealN8n.create();
 * try {
 *   await n8n.installPackage('/tmp/n8n-nodes-livespace-0.1.0.tgz');
 *   await n8n.start();
 * } finally {
 *   await n8n.remove();
 * }
 */
export class RealN8n {
  /** Where it answers, without a trailing slash. */
  readonly url: string;
  /** `N8N_USER_FOLDER`: database, encryption key and community packages live below `.n8n` in it. */
  readonly folder: string;
  /** What {@link installPackage} installed last. */
  tarball = '';
  readonly #program: string;
  readonly #role: Role;
  readonly #env: NodeJS.ProcessEnv;
  #child: (ChildProcess & { pid: number }) | undefined;
  #gone: Promise<void> = Promise.resolve();
  #log = '';

  private constructor(
    program: string,
    role: Role,
    folder: string,
    [port, brokerPort]: [number, number],
    env: NodeJS.ProcessEnv,
  ) {
    this.#program = program;
    this.#role = role;
    this.folder = folder;
    this.url = `http://127.0.0.1:${port}`;
    this.#env = { ...settings(folder, port, brokerPort), ...env };
  }

  /**
   * Installs n8n where it isn't there yet, and prepares an empty folder. Nothing runs before {@link start}.
   *
   * @param env more settings for n8n; nothing else of this process's environment reaches it but PATH
   */
  static async create(env: NodeJS.ProcessEnv = {}, role: Role = 'start'): Promise<RealN8n> {
    const program = await installN8n();
    const folder = await mkdtemp(path.join(tmpdir(), 'real-n8n-'));
    return new RealN8n(program, role, folder, await freePorts(), env);
  }

  /**
   * A second one with a copy of all that this one has stored: database, instance id, packages. It listens on a port of its
   * own and knows itself under that address. This one must not run meanwhile.
   */
  async clone(): Promise<RealN8n> {
    if (this.#child) throw new Error('Stop this n8n before it is cloned');
    const clone = await RealN8n.create();
    await cp(this.folder, clone.folder, { recursive: true });
    return clone;
  }

  /** Runs a command of n8n's own to its end, such as `export:workflow`. @throws when it fails, with all it printed */
  async command(...args: string[]): Promise<void> {
    const child = await spawnOwned(process.execPath, [this.#program, ...args], {
      cwd: this.folder,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : ''));
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error((await Promise.all(output)).join('\n'));
  }

  /** The process id while it runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** All that it printed so far, earlier starts included. */
  get log(): string {
    return this.#log;
  }

  /**
   * Installs a packed community node, as n8n does it: without peers, dev dependencies and install scripts.
   * n8n looks for packages when it starts, so call this before {@link start} or restart.
   *
   * @param tarball absolute path of what `npm pack` made
   */
  async installPackage(tarball: string): Promise<void> {
    this.tarball = tarball;
    const nodes = path.join(this.folder, '.n8n', 'nodes');
    await mkdir(nodes, { recursive: true });
    await npm(nodes, [
      'install',
      tarball,
      '--ignore-scripts',
      '--legacy-peer-deps',
      '--bin-links=false',
      '--no-package-lock',
    ]);
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param env settings for this start only
   * @returns milliseconds until it was ready
   * @throws with the last lines of its log when it ends or isn't ready within two minutes
   */
  async start(env: NodeJS.ProcessEnv = {}): Promise<number> {
    if (this.#child) throw new Error('This n8n runs already');
    const began = Date.now();
    const child = await spawnOwned(process.execPath, [this.#program, this.#role], {
      cwd: this.folder,
      env: { ...this.#env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#gone = new Promise((resolve) => {
      // Not `exit`: the last lines of the log may still be on their way then.
      child.once('close', () => {
        this.#child = undefined;
        resolve();
      });
    });
    const collect = (chunk: Buffer) => {
      this.#log += chunk;
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);

    const ready = async () => !this.#child || (await fetch(`${this.url}/healthz/readiness`)).ok;
    await until(ready, 120_000).catch(() => this.kill());
    if (!this.#child) throw new Error(`n8n did not start:\n${this.#log.trimEnd().split('\n').slice(-30).join('\n')}`);
    return Date.now() - began;
  }

  /**
   * SIGTERM, as a server's owner would, and SIGKILL to a process that is still there after `limit`.
   *
   * @param limit milliseconds
   * @returns whether it went by itself
   */
  async stop(limit = 40_000): Promise<boolean> {
    const child = this.#child;
    if (!child) return true;
    child.kill('SIGTERM');
    const timer = setTimeout(() => killGroup(child.pid), limit);
    await this.#gone;
    clearTimeout(timer);
    return child.signalCode !== 'SIGKILL';
  }

  /** SIGKILL, as a power cut would; returns when the process is gone. */
  async kill(): Promise<void> {
    if (this.#child) killGroup(this.#child.pid);
    await this.#gone;
  }

  /** Ends it and deletes its folder. */
  async remove(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

function settings(folder: string, port: number, brokerPort: number): NodeJS.ProcessEnv {
  return {
    PATH: nodeFirst.PATH,
    HOME: folder,
    TMPDIR: folder,
    NO_COLOR: '1',
    N8N_USER_FOLDER: folder,
    N8N_LISTEN_ADDRESS: '127.0.0.1',
    N8N_HOST: '127.0.0.1',
    N8N_PORT: String(port),
    // A worker answers here, and only whether it is ready.
    QUEUE_HEALTH_CHECK_ACTIVE: 'true',
    QUEUE_HEALTH_CHECK_PORT: String(port),
    N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
    // Its default is one fixed port, on which a second n8n of the machine fails.
    N8N_RUNNERS_BROKER_PORT: String(brokerPort),
    N8N_WEBHOOK_URL: `http://127.0.0.1:${port}/`,
    N8N_SECURE_COOKIE: 'false',
    // Nothing goes out: a test must not depend on, or tell, anybody outside.
    N8N_DIAGNOSTICS_ENABLED: 'false',
    N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
    N8N_TEMPLATES_ENABLED: 'false',
    N8N_DYNAMIC_BANNERS_ENABLED: 'false',
    N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
    N8N_VERIFIED_PACKAGES_ENABLED: 'false',
    N8N_DISABLED_MODULES: 'mcp-registry',
  };
}

/** Both are held at once, so that they differ. */
async function freePorts(): Promise<[number, number]> {
  const hold = () =>
    new Promise<ReturnType<typeof createServer>>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => resolve(server));
    });
  const servers = [await hold(), await hold()];
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports as [number, number];
}
