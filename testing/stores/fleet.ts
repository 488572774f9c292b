import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { killGroup, spawnOwned } from '../hosts/children.ts';
import { freePort } from '../hosts/free-port.ts';

const endpoint = path.join(import.meta.dirname, 'endpoint-process.ts');

/** Several processes of one endpoint, each on a port of its own that it keeps when it is started again. */
export class Fleet {
  readonly ports: number[];
  /** What any of them wrote to its log. */
  readonly log: string[] = [];
  /** Deliveries that wait for an answer, by port. */
  readonly #inFlight = new Map<number, number>();
  readonly #env: NodeJS.ProcessEnv;
  readonly #script: string;
  readonly #children = new Map<number, ChildProcess & { pid: number }>();
  kills = 0;
  /** Deliveries that were in flight at a kill. */
  lost = 0;

  private constructor(ports: number[], env: NodeJS.ProcessEnv, script: string) {
    this.ports = ports;
    this.#env = env;
    this.#script = script;
  }

  /** @param script of each process. It prints a line when it listens on env `PORT`. */
  static async start(size: number, env: NodeJS.ProcessEnv, script = endpoint): Promise<Fleet> {
    const ports: number[] = [];
    while (ports.length < size) ports.push(await freePort());
    const fleet = new Fleet(ports, env, script);
    const starts = await Promise.allSettled(ports.map((port) => fleet.#start(port)));
    const failed = starts.find((start) => start.status === 'rejected');
    if (!failed) return fleet;
    fleet.stop();
    throw failed.reason;
  }

  /** While nobody listens on it, a connection of somebody else's may have the port: then it is tried again. */
  async #start(port: number, triesLeft = 20): Promise<void> {
    const args = ['--conditions=livespace-source', this.#script];
    const env = { ...process.env, ...this.#env, PORT: String(port) };
    const child = await spawnOwned(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#children.set(port, child);
    for (const output of [child.stdout, child.stderr]) {
      createInterface({ input: output as NodeJS.ReadableStream }).on('line', (line) => this.log.push(line));
    }
    const listens = once(child.stdout as NodeJS.ReadableStream, 'data').then(() => true);
    if (await Promise.race([listens, once(child, 'exit').then(() => false)])) return;
    if (triesLeft === 0) throw new Error(`The endpoint does not start: ${this.log.slice(-5).join('\n')}`);
    await sleep(250);
    await this.#start(port, triesLeft - 1);
  }

  /** Sends one delivery to one of them. @returns its status, or nothing where the connection broke. */
  async send(port: number, headers: Record<string, string>, body: string): Promise<number | undefined> {
    this.#count(port, 1);
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return undefined;
    } finally {
      this.#count(port, -1);
    }
  }

  /** `kill -9`, then started again. */
  async kill(port: number): Promise<void> {
    this.kills += 1;
    this.lost += this.#inFlight.get(port) ?? 0;
    await this.crash(port);
    await this.restart(port);
  }

  /** `kill -9`. Resolves when it is gone. */
  async crash(port: number): Promise<void> {
    const child = this.#children.get(port);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    killGroup(child.pid);
    await gone;
  }

  restart(port: number): Promise<void> {
    return this.#start(port);
  }

  stop(): void {
    for (const { pid } of this.#children.values()) killGroup(pid);
  }

  #count(port: number, change: number): void {
    this.#inFlight.set(port, (this.#inFlight.get(port) ?? 0) + change);
  }
}
