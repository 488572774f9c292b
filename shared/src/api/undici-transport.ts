import { EnvHttpProxyAgent, request as undiciRequest } from 'undici';
import type { HttpTransport } from './transport.ts';

/** A page of 100 deals weighs some 1.3 MB (observed). */
const maxResponseSize = 32 * 1024 * 1024;

let dispatcher: EnvHttpProxyAgent | undefined;

/**
 * An {@link HttpTransport} on undici, which honours `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`. An answer of more than
 * 32 MB counts as none.
 */
export const undiciTransport: HttpTransport = async ({ method, url, headers, body, timeoutMs }) => {
  dispatcher ??= new EnvHttpProxyAgent({ maxResponseSize });
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await undiciRequest(url, { method, headers, body, signal, dispatcher });
  return { status: response.statusCode, headers: response.headers, body: await response.body.text() };
};
