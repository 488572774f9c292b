import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Api, HttpAnswer } from './api/api.ts';
import { BodyTooLong, longestBody, readBody } from './body.ts';
import type { Control } from './control/control.ts';
import { answerPage, protectiveHeaders } from './control/page.ts';
import { answerControl, controlPrefix } from './control/routes.ts';
import { type Receiver, receiverPath } from './receiver.ts';
import { isSameSite } from './same-site.ts';
import { apiPrefix } from './wire/methods.ts';

/** How long a request that was answered early may go on sending, so that its sender can read the answer. */
const lingerMs = 2000;

export interface ServerOptions {
  api: Api;
  control: Control;
  receiver: Receiver;
  port: number;
  /** For the header `Date`, in epoch milliseconds. */
  now: () => number;
}

/** Serves the API, the control routes and the page on 127.0.0.1. Gives the base URL, without a slash at the end. */
export async function serve(options: ServerOptions): Promise<{ url: string; close: () => Promise<void> }> {
  const server = http.createServer((request, response) => {
    response.setHeader('Date', new Date(options.now()).toUTCString());
    response.on('finish', () => {
      if (!request.complete) setTimeout(() => request.destroy(), lingerMs).unref();
    });
    handle(options, request, response).catch((error) => {
      // A bug of this simulator's must not look like anything a Livespace does.
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function handle(options: ServerOptions, request: http.IncomingMessage, response: http.ServerResponse) {
  const answer = await answerTo(options, request).catch((error) => {
    if (error instanceof BodyTooLong) return json(413, { error: `the body is longer than ${longestBody} bytes` });
    throw error;
  });
  if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
  else response.destroy();
}

/** Null: cut the connection. */
async function answerTo(options: ServerOptions, request: http.IncomingMessage): Promise<HttpAnswer | null> {
  const { api, control, receiver } = options;
  const { method = '', headers } = request;
  if (!isSameSite(headers)) {
    return protect(json(403, { error: "only this machine's programs and the simulator's own page may ask this" }));
  }
  const url = `http://host${request.url}`;
  if (!URL.canParse(url)) return protect(json(400, { error: 'no such path' }));
  const path = new URL(url).pathname;
  const body = await readBody(request);
  if (path.startsWith(apiPrefix)) {
    // PHP fills its form fields from this content type only, and from the body of a POST only.
    const isForm = /^application\/x-www-form-urlencoded\b/.test(headers['content-type'] ?? '');
    return api.answer(path.slice(apiPrefix.length), new URLSearchParams(isForm && method === 'POST' ? body : ''));
  }
  if (path === receiverPath && method === 'POST') return protect(await receiver.answer(headers, body));
  if (!path.startsWith(controlPrefix)) return protect(answerPage(method, path));
  const { status, json: value } = await answerControl(control, method, path.slice(controlPrefix.length), body);
  return protect(json(status, value));
}

function json(status: number, value: unknown): HttpAnswer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}

/** The page and the control routes are for this machine's user, and not for the sites that this user visits. */
function protect({ headers, ...answer }: HttpAnswer): HttpAnswer {
  return { ...answer, headers: { ...protectiveHeaders, ...headers } };
}
