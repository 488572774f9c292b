import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { readBytes } from '../endpoint/read-bytes.ts';
import { Guard } from '../webhook/guard.ts';
import { MemoryStore } from '../webhook/memory-store.ts';
import { maxBodyBytes, type Received, receive, rejected } from '../webhook/receive.ts';
import { explainFailure } from './failures.ts';
import type { Output } from './output.ts';
import { post } from './probe.ts';
import type { Settings } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface ListenOptions {
  port: number;
  /** What Livespace was given; the local address unless told. */
  url?: string;
  /** Where each POST goes on to, as it came. */
  forward?: string;
}

type Shown = Received | { kind: 'rejected'; status: 405; reason: string };

/** What concerns one connection alone. */
const notPassed =
  /^(host|connection|content-length|transfer-encoding|expect|keep-alive|upgrade|http2-settings|te|trailer|proxy-.*)$/;

/** Receives until it is ended, and shows each delivery as it comes. @returns the exit code. */
export async function listen(options: ListenOptions, settings: Settings, output: Output): Promise<number> {
  await settings.require('secret');
  const guard = new Guard(new MemoryStore());
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method, headers } = incoming;
    if (method !== 'POST') {
      outgoing.writeHead(405, { allow: 'POST' }).end();
      show(
        { kind: 'rejected', status: 405, reason: `Livespace sends POST, and this was ${method}.` },
        undefined,
        output,
      );
      return;
    }
    // It may stand open to the internet through a tunnel.
    const body = await readBytes(new Response(Readable.toWeb(incoming) as ReadableStream), maxBodyBytes);
    if (body === undefined) {
      outgoing.writeHead(413, { connection: 'close' }).end();
      show(rejected(413, 'too_large'), undefined, output);
      return;
    }
    const url = options.url ?? `http://127.0.0.1:${portOf(server)}${incoming.url}`;
    const rules = { secrets: settings.secrets, events: 'any', guard, scope: 'listen' } as const;
    const received = await receive({ url, headers, body }, rules);
    if (received.kind === 'accepted') await received.keep();
    // Before it goes on: Livespace waits 3 seconds, and a slow target may take them all.
    outgoing.writeHead(received.status).end();
    show(received, options.forward ? await forward(options.forward, headers, body) : undefined, output);
  }

  await started(server, options.port);
  const local = `http://127.0.0.1:${portOf(server)}`;
  output.say(`Listening at ${local}; signatures are checked for ${options.url ?? local}. End it with Ctrl+C.`, {
    listening: local,
  });
  await Promise.race(['SIGINT', 'SIGTERM'].map((signal) => once(process, signal)));
  server.close();
  server.closeAllConnections();
  return 0;
}

function show(received: Shown, forwarded: string | undefined, output: Output): void {
  const { kind, status } = received;
  const what =
    kind === 'accepted'
      ? `${received.item.event}  ${received.item.deal.id}  ${received.item.deal.name ?? ''}  signed ${received.form}`
      : 'reason' in received
        ? received.reason
        : 'Livespace confirms the endpoint';
  const item = kind === 'accepted' ? { item: received.item, form: received.form } : {};
  const reason = 'reason' in received ? { reason: received.reason } : {};
  const onward = forwarded === undefined ? {} : { forwarded };
  const time = new Date().toISOString();
  output.say([time, status, kind, what, forwarded ?? ''].join('  ').trimEnd(), {
    time,
    status,
    kind,
    ...item,
    ...reason,
    ...onward,
  });
}

async function forward(url: string, headers: IncomingHttpHeaders, body: Uint8Array): Promise<string> {
  const passed = Object.entries(headers).filter(([name]) => !notPassed.test(name));
  try {
    const { status } = await post(url, body, Object.fromEntries(passed), {});
    return `forwarded: HTTP ${status}`;
  } catch (error) {
    return `forwarding failed: ${explainFailure(error).cause}`;
  }
}

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function started(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', () =>
      reject(new UsageError(`--port: ${port} is already in use, or not allowed.`, '--port 4020')),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}
