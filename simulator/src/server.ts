import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Api, HttpAnswer } from './api/api.ts';
import type { Control } from './control/control.ts';
import { answerPage, protectiveHeaders } from './control/page.ts';
import { answerControl, controlPrefix } from './control/routes.ts';
import { isSameSite } from './control/same-site.ts';
import { apiPrefix } from './wire/methods.ts';

/** Serves the API, the control routes and the page on 127.0.0.1. Gives the base URL, without a slash at the end. */
export async function serve(
  api: Api,
  control: Control,
  port: number,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = http.createServer((request, response) => {
    // A bug of this simulator's must not look like anything a Livespace does.
    handle(api, control, request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

async function handle(api: Api, control: Control, request: http.IncomingMessage, response: http.ServerResponse) {
  const path = new URL(`http://host${request.url}`).pathname;
  const body = await read(request);
  if (path.startsWith(apiPrefix)) {
    // PHP fills its form fields from this content type only, and from the body of a POST only.
    const isForm = /^application\/x-www-form-urlencoded\b/.test(request.headers['content-type'] ?? '');
    const fields = new URLSearchParams(isForm && request.method === 'POST' ? body : '');
    const answer = await api.answer(path.slice(apiPrefix.length), fields);
    if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
    else response.destroy();
  } else {
    const answer = await answerUser(control, request, path, body);
    response.writeHead(answer.status, { ...protectiveHeaders, ...answer.headers }).end(answer.body);
  }
}

/** The page and the control routes: for this machine's user, and not for the sites that this user visits. */
async function answerUser(
  control: Control,
  { method = '', headers }: http.IncomingMessage,
  path: string,
  body: string,
): Promise<HttpAnswer> {
  if (!isSameSite(headers))
    return json(403, { error: "only this machine's programs and the simulator's own page may ask this" });
  if (!path.startsWith(controlPrefix)) return answerPage(method, path);
  const answer = await answerControl(control, method, path.slice(controlPrefix.length), body);
  return json(answer.status, answer.json);
}

function json(status: number, value: unknown): HttpAnswer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}

async function read(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
