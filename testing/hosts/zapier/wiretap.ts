import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Wiretap {
  /** Stands for the tapped server. */
  url: string;
  /** What was seen and nobody else may see: value to what it is. */
  secrets: ReadonlyMap<string, string>;
  close(): Promise<void>;
}

const names: Readonly<Record<string, string>> = {
  token: 'token',
  session_id: 'session',
  _api_session: 'session',
  _api_sha: 'sha',
  secret: 'webhook secret',
};
const fields = new RegExp(`"(${Object.keys(names).join('|')})":"([^"]{16,})"`, 'g');

/** Passes everything on to Livespace and back, and remembers the secrets that only the wire knows. */
export async function startWiretap(target: string): Promise<Wiretap> {
  const secrets = new Map<string, string>();
  const listen = (text: string) => {
    for (const [, field = '', value = ''] of text.matchAll(fields)) secrets.set(value, names[field] ?? field);
  };

  const server = createServer(async (incoming, outgoing) => {
    const body = await bytesOf(incoming);
    listen(new URLSearchParams(body.toString()).get('data') ?? '');
    const { method, headers, url } = incoming;
    request(new URL(url ?? '/', target), { method, headers, agent: false })
      .on('error', () => outgoing.destroy())
      .on('response', async (response) => {
        try {
          const answer = await bytesOf(response);
          listen(answer.toString());
          outgoing.writeHead(response.statusCode ?? 500, response.headers).end(answer);
        } catch {
          outgoing.destroy();
        }
      })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secrets,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}
