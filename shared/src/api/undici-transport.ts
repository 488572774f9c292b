import { EnvHttpProxyAgent, request as undiciRequest } from 'undici';
import type { HttpTransport } from './transport.ts';

let dispatcher: EnvHttpProxyAgent | undefined;

/** An {@link HttpTransport} on undici, which honours `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`. */
export const undiciTransport: HttpTransport = async ({ method, url, headers, body, timeoutMs }) => {
  dispatcher ??= new EnvHttpProxyAgent();
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await undiciRequest(url, { method, headers, body, signal, dispatcher });
  return { status: response.statusCode, body: await response.body.text() };
};
