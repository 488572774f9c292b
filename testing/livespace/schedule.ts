import type { Simulator, SimulatorOptions } from 'livespace-simulator';
import { type HttpTransport, type LivespaceClient, type Look, type LookRequest, look } from 'livespace-webhooks';
import { windowLook } from 'livespace-webhooks/host';
import { undiciTransport } from 'livespace-webhooks/undici';
import { clientFor, start } from './harness.ts';

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

type LookOptions = Partial<LookRequest> & { startFrom?: Date | string | number; isFirst?: boolean };

/** A Livespace whose time stands still unless it is moved, and a host that looks at it and keeps the memory as JSON. */
export class Schedule {
  livespace!: Simulator;
  client!: LivespaceClient;
  /** Livespace's. */
  now = Date.parse('2026-11-24T12:00:00.400Z');
  /** How far the host's clock is ahead. */
  ahead = 0;
  /** What the host keeps; nothing at first. */
  memory: string | undefined;
  events: LookRequest['events'] = ['deal.created', 'deal.status_changed'];
  pageSize = 100;
  /** Does something when a page of deals was answered, counted from 1 over all looks. */
  onPage: (count: number) => void = () => {};
  #pages = 0;

  static async start(options: SimulatorOptions = {}): Promise<Schedule> {
    const schedule = new Schedule();
    schedule.livespace = await start({ now: () => schedule.now, deals: [], ...options });
    schedule.client = schedule.clientOf(schedule.livespace);
    return schedule;
  }

  get clock() {
    return { now: () => this.now + this.ahead, wait: async () => {} };
  }

  clientOf(livespace: Simulator, transport: HttpTransport = undiciTransport): LivespaceClient {
    const counting: HttpTransport = async (request) => {
      const response = await transport(request);
      if (request.url.endsWith('/Deal/getAll')) {
        this.#pages += 1;
        this.onPage(this.#pages);
      }
      return response;
    };
    return clientFor(livespace, { clock: this.clock, transport: counting });
  }

  /** One look, as a host does it: the memory is kept when the look does not reject. */
  async look(options: LookOptions = {}): Promise<Look> {
    return this.#keep(await look(this.client, this.#stored(), this.#request(options)));
  }

  /** One look of a host that remembers ids itself. */
  async windowLook(options: LookOptions = {}): Promise<Look> {
    const { isFirst = false, ...request } = options;
    return this.#keep(await windowLook(this.client, this.#stored(), { ...this.#request(request), isFirst }));
  }

  /** The keys of what so many looks return, some time apart. */
  async looks(times: number, options: LookOptions & { apart?: number } = {}): Promise<string[]> {
    const { apart = minute, ...request } = options;
    const keys: string[] = [];
    for (let time = 0; time < times; time += 1) {
      this.now += apart;
      keys.push(...keysOf(await this.look(request)));
    }
    return keys;
  }

  /** Options of a look by whose clock the time is up after so many pages. */
  timeFor(pages: number): Pick<LookRequest, 'clock' | 'until'> {
    const last = this.#pages + pages;
    return { clock: { now: () => (this.#pages < last ? 0 : 2), wait: async () => {} }, until: 1 };
  }

  /** How many calls of a method Livespace got so far. */
  calls(): number {
    return this.livespace.requests().filter(({ method }) => method === 'Deal/getAll').length;
  }

  #stored(): unknown {
    return this.memory === undefined ? undefined : JSON.parse(this.memory);
  }

  #request({ events = this.events, pageSize = this.pageSize, ...more }: LookOptions): LookRequest {
    return { events, pageSize, clock: this.clock, until: Number.POSITIVE_INFINITY, ...more };
  }

  #keep(done: Look): Look {
    this.memory = JSON.stringify(done.memory);
    return done;
  }
}

export function keysOf({ items }: Look): string[] {
  return items.map((item) => item.dedupe_key);
}
