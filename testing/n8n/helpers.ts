import { deepStrictEqual } from 'node:assert';
import http from 'node:http';
import https from 'node:https';
import type { ICredentialTestFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { strict } from './strict.ts';

interface Answer {
  statusCode: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** n8n's `httpRequest`: refuses options the node has no business using, and throws errors that hold the request. */
export async function httpRequest(options: IHttpRequestOptions): Promise<Answer> {
  const { method, url, headers, body, abortSignal, ...others } = options;
  const expected: Partial<IHttpRequestOptions> = {
    json: false,
    encoding: 'text',
    returnFullResponse: true,
    ignoreHttpStatusErrors: true,
    disableFollowRedirect: true,
  };
  deepStrictEqual(others, expected);
  return exchange({ method, url, headers, body, signal: abortSignal });
}

/** The only helper a credential test has. */
export const credentialTest = strict<ICredentialTestFunctions>('a credential test', {
  helpers: strict('its helpers', {
    async request({ uri, ...options }: Record<string, unknown>): Promise<Answer> {
      const { method, headers, body, timeout, ...others } = options;
      const expected = { json: false, resolveWithFullResponse: true, simple: false, followRedirect: false };
      deepStrictEqual(others, expected);
      return exchange({ method, url: uri, headers, body, timeout });
    },
  }),
});

/** Requests to anywhere but this machine: they are refused, and noted here for a test to look at. */
export const outsideRequests: string[] = [];

function exchange(config: Record<string, unknown>): Promise<Answer> {
  const url = String(config.url);
  if (!['127.0.0.1', 'localhost'].includes(new URL(url).hostname)) {
    outsideRequests.push(url);
    return Promise.reject(new Error('outside'));
  }
  const { request } = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    // As axios does: whoever prints this error prints the key and the signature.
    const fail = (error: Error) => reject(Object.assign(error, { config, message: `${error.message} ${config.body}` }));
    const outgoing = request(
      url,
      {
        method: String(config.method),
        headers: config.headers as http.OutgoingHttpHeaders,
        agent: false,
        signal: config.signal as AbortSignal | undefined,
      },
      async (incoming) => {
        try {
          const chunks = await incoming.toArray();
          const body = Buffer.concat(chunks).toString();
          resolve({ statusCode: incoming.statusCode ?? 0, headers: incoming.headers, body });
        } catch (error) {
          fail(error as Error);
        }
      },
    );
    // As axios does: it ends a silence only.
    if (config.timeout) outgoing.setTimeout(Number(config.timeout), () => outgoing.destroy(new Error('timeout')));
    outgoing.once('error', fail);
    outgoing.end(config.body);
  });
}
