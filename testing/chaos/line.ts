import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fate } from './plan.ts';

/** How long a receiver has for its answer: more than Livespace's 3 s, since a slow machine is no fault of the receiver. */
export const answerTimeMs = 5000;

type Answer = { status: number; body: Buffer };
type Forward = () => Promise<Answer>;

/** What lies between Livespace and a receiver: a proxy that spreads requests over its ports, and does to them what it is told. */
export interface Line {
  /** What Livespace knows the receiver by, without a slash at the end. */
  url: string;
  /** Of the receiver, on the loopback. To be set before anything is sent. */
  ports: readonly number[];
  close(): Promise<void>;
}

/** What is sent on, and what comes back; null: the connection is cut. */
const acts: Readonly<Record<Fate, (forward: Forward, breakOff: () => void) => Promise<Answer | null>>> = {
  passes: (forward) => forward(),
  'comes late': (forward) => sleep(400).then(forward),
  'loses its answer': (forward) => forward().then(() => null),
  'is answered too late': async (forward) => {
    const answer = await forward();
    await sleep(answerTimeMs);
    return answer;
  },
  'breaks off': async (_, breakOff) => {
    breakOff();
    return null;
  },
  'comes twice': (forward) => Promise.race([forward(), forward()]),
};

/** What decides over a request to this path with this body, and is told how the receiver answered it. */
export interface Watch {
  fateOf(path: string, body: string): Fate;
  answered(path: string, body: string, answer: string): void;
}

export async function startLine(watch: Watch): Promise<Line> {
  let turn = 0;

  const server = http.createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const ask = () => {
      turn += 1;
      const port = line.ports[turn % line.ports.length] as number;
      const { method, headers, url } = incoming;
      const request = http.request({ host: '127.0.0.1', port, method, path: url, headers, agent: false });
      // Who hangs up does so all the way, as with nginx.
      outgoing.once('close', () => request.destroy());
      return request;
    };
    const breakOff = () => {
      const request = ask().on('error', () => {});
      request.write(body.subarray(0, Math.floor(body.length / 2)), () => request.destroy());
    };
    const [path, text] = [incoming.url ?? '/', body.toString()];
    const forward = async () => {
      const answer = await answerTo(ask(), body);
      watch.answered(path, text, answer.body.toString());
      return answer;
    };
    const answer = await acts[watch.fateOf(path, text)](forward, breakOff);
    if (answer) outgoing.writeHead(answer.status).end(answer.body);
    else incoming.socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const line: Line = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ports: [],
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return line;
}

/** A receiver that can't be reached, or hangs up, is a bad gateway. */
function answerTo(request: http.ClientRequest, body: Buffer): Promise<Answer> {
  return new Promise((resolve) => {
    const failed = () => resolve({ status: 502, body: Buffer.alloc(0) });
    request
      .on('error', failed)
      .on('response', (response) => {
        const chunks: Buffer[] = [];
        response
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => resolve({ status: response.statusCode ?? 502, body: Buffer.concat(chunks) }))
          .on('error', failed);
      })
      .end(body);
  });
}
