import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { answerWithinMs } from '../wire/delivery.ts';
import { UsageError } from './usage-error.ts';

/** Where a host is to be found instead of where DNS says, as curl's `--resolve`: `HOST:PORT:ADDRESS`. */
export interface Resolution {
  /** As `URL.hostname` spells it. */
  host: string;
  port: number;
  address: string;
}

export interface ProbeOptions {
  resolve?: readonly Resolution[];
  /** Certificates in PEM that are trusted beside the usual ones. */
  ca?: string | undefined;
}

export interface Answer {
  status: number;
  location: string | undefined;
  /** From the first byte sent to the end of the answer. */
  ms: number;
}

/** Beyond it an answer is no acknowledgement. */
const maxBytes = 1024 * 1024;

/**
 * One POST as Livespace would send it: no redirect is followed, and the answer has 3 seconds.
 *
 * @throws an error with Node's `code`, or `ANSWER_TOO_LATE`, `ANSWER_TOO_LONG`.
 */
export function post(
  url: string,
  body: string | Uint8Array,
  headers: OutgoingHttpHeaders,
  options: ProbeOptions,
): Promise<Answer> {
  const target = new URL(url);
  const send = target.protocol === 'http:' ? httpRequest : httpsRequest;
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const request = send(target, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: false,
      ...place(target, options),
      ...(options.ca ? { ca: [...rootCertificates, options.ca] } : {}),
    });
    const fail = (code: string) => request.destroy(Object.assign(new Error(code), { code }));
    const deadline = setTimeout(fail, answerWithinMs, 'ANSWER_TOO_LATE');
    const answered = ({ statusCode: status = 0, headers }: IncomingMessage) =>
      resolve({ status, location: headers.location, ms: Math.round(performance.now() - started) });
    request.once('close', () => clearTimeout(deadline));
    request.once('error', reject);
    request.once('response', (response) => {
      readWithin(response, () => fail('ANSWER_TOO_LONG')).then(() => answered(response), reject);
    });
    // Whoever switches protocols has answered, though not as Livespace wants it.
    request.once('upgrade', (response, socket) => {
      clearTimeout(deadline);
      socket.destroy();
      answered(response);
    });
    request.end(body);
  });
}

async function readWithin(response: IncomingMessage, tooLong: () => void): Promise<void> {
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    if (bytes > maxBytes) tooLong();
  }
}

/** @throws UsageError for one that is for another host or port, since nothing would come of it. */
export function checkResolutions(url: string, { resolve = [] }: ProbeOptions): void {
  const target = new URL(url);
  const stray = resolve.find((one) => !isFor(one, target));
  if (!stray) return;
  const problem = `--resolve: ${stray.host}:${stray.port} is not the host and port of the URL.`;
  throw new UsageError(problem, `--resolve ${target.hostname}:${portOf(target)}:127.0.0.1`);
}

function isFor({ host, port }: Resolution, target: URL): boolean {
  return host === target.hostname && port === portOf(target);
}

function portOf({ port, protocol }: URL): number {
  return Number(port) || (protocol === 'http:' ? 80 : 443);
}

/** The host stays in the certificate's check and in the `Host` header. */
function place(target: URL, { resolve = [] }: ProbeOptions): { lookup?: LookupFunction } {
  const found = resolve.find((one) => isFor(one, target));
  if (!found) return {};
  const family = found.address.includes(':') ? 6 : 4;
  return {
    lookup: (_host, { all }, done) =>
      all ? done(null, [{ address: found.address, family }]) : done(null, found.address, family),
  };
}
