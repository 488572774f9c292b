import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands before several webhook processors: hands request after request to the next of them. */
export class LoadBalancer {
  /** Without a trailing slash. */
  readonly url: string;
  /** Where requests go, in turn. */
  targets: readonly string[] = [];
  readonly #server: http.Server;
  #turn = 0;

  private constructor(server: http.Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (incoming, outgoing) => {
      const target = this.targets[this.#turn++ % this.targets.length] ?? '';
      const { method, headers, url = '' } = incoming;
      const forwarded = http.request(target + url, { method, headers, agent: false }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      forwarded.on('error', () => outgoing.writeHead(502).end());
      incoming.pipe(forwarded);
    });
  }

  static async listen(): Promise<LoadBalancer> {
    const server = http.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new LoadBalancer(server);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
