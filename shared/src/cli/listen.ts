import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { readBytes } from '../endpoint/read-bytes.ts';
import { Guard } from '../webhook/guard.ts';
import { MemoryStore } from '../webhook/memory-store.ts';
import { maxBodyBytes, type Received, receive } from '../webhook/receive.ts';
import { explainFailure } from './failures.ts';
import type { Output } from './output.ts';
import type { Settings } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface ListenOptions {
  port: number;
  /** What Livespace was given; the local address unless told. */
  url?: string;
  /** Where each request goes on to, as it came. */
  forward?: string;
}

/** Receives until it is ended, and shows each delivery as it comes. @returns the exit code. */
export async function listen(options: ListenOptions, settings: Settings, output: Output): Promise<number> {
  await settings.require('secret');
  const guard = new Guard(new MemoryStore());
  const server = createServer((request, response) => {
    const url = options.url ?? `http://127.0.0.1:${portOf(server)}${request.url}`;
    handle(request, response).catch(() => response.destroy());

    async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
      // It may stand open to the internet through a tunnel.
      const body = await readBytes(new Response(Readable.toWeb(incoming) as ReadableStream), maxBodyBytes);
      if (body === undefined) {
        outgoing.writeHead(413, { connection: 'close' }).end();
        return;
      }
      const rules = { secrets: settings.secrets, events: 'any', guard, scope: 'listen' } as const;
      const received = await receive({ url, headers: incoming.headers, body }, rules);
      if (received.kind === 'accepted') await received.keep();
      const forwarded = options.forward ? await forward(options.forward, incoming, body) : undefined;
      outgoing.writeHead(received.status).end();
      show(received, forwarded, output);
    }
  });
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

function show(received: Received, forwarded: string | undefined, output: Output): void {
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

async function forward(url: string, { method = 'POST', headers }: IncomingMessage, body: Uint8Array): Promise<string> {
  const passed = Object.entries(headers).filter(
    ([name]) => !/^(host|connection|content-length|transfer-encoding)$/.test(name),
  );
  try {
    const init = {
      method,
      headers: passed.map(([name, value]): [string, string] => [name, String(value)]),
      redirect: 'manual',
    } as const;
    const response = await fetch(url, {
      ...init,
      ...(method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(body) }),
    });
    await response.body?.cancel();
    return `forwarded: HTTP ${response.status}`;
  } catch (error) {
    const { cause } = explainFailure(error instanceof Error ? error.cause : error);
    return `not forwarded: ${cause}`;
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
