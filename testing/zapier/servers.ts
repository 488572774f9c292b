import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Cache } from './cache.ts';

export interface RawRequest {
  method: string;
  querystring: string;
  headers: Record<string, string>;
  content: string;
}

export interface ZapierServers {
  cache: Cache;
  /** For an event: where the cache is, and a token without which the SDK asks nobody. */
  rpc: { rpc_base: string; token: string };
  /** For an event: where the SDK sends its log. */
  environment: { LOGGING_ENDPOINT: string };
  /** Everything the SDK sent to the log so far. */
  log(): string;
  /** Opens a target URL, and hands over what is POSTed to it once the sender has its 200. */
  openHook(listener: (request: RawRequest) => void): string;
  close(): Promise<void>;
}

/** The servers of Zapier that an app meets: the cache behind `z.cache`, the log, and the target URLs of Zaps. */
export async function startZapierServers(options: { now?: () => number } = {}): Promise<ZapierServers> {
  const cache = new Cache(options.now);
  const log: string[] = [];
  const hooks = new Map<string, (request: RawRequest) => void>();

  const server = createServer(async (request, response) => {
    const content = await bodyOf(request);
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const [path = '', querystring = ''] = (request.url ?? '').split('?');
    if (path === '/log') {
      log.push(content);
      return json(200, {});
    }
    if (path === '/rpc') {
      const { id, method, params } = JSON.parse(content);
      return cache.answer(method, params).then(
        (result) => json(200, { id, result }),
        (error) => json(200, { id, error: error.message }),
      );
    }
    const listener = hooks.get(path);
    if (!listener) return json(410, { status: 'gone' });
    json(200, { status: 'success' });
    listener({ method: request.method ?? '', querystring, headers: headersOf(request), content });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    cache,
    rpc: { rpc_base: `${url}/rpc`, token: 'token-of-this-run' },
    environment: { LOGGING_ENDPOINT: `${url}/log` },
    log: () => log.join('\n'),
    openHook(listener) {
      const path = `/hooks/standard/1/${randomUUID()}/`;
      hooks.set(path, listener);
      return url + path;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** As Zapier names them: `Http-X-Livespace-Signature`. */
function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const titled = (name: string) => `Http-${name.replace(/(^|-)\w/g, (start) => start.toUpperCase())}`;
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [titled(name), String(value)]));
}
