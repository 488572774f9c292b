import { Readable } from 'node:stream';
import type { HttpTransport } from 'livespace-webhooks';
import type { ZObject } from 'zapier-platform-core';

/** With its charset, as jQuery sends it: the bare type makes `z.request` serialise the body itself, stream or not. */
const formType = 'application/x-www-form-urlencoded; charset=utf-8';

/**
 * An {@link HttpTransport} on `z.request`, the only client Zapier counts and throttles.
 *
 * Zapier logs every exchange and hides in it what the user typed, but not what only Livespace and we know: the session,
 * the sha, the secret of a webhook. A body that is a stream and an answer that is `raw` are left out of the log (source:
 * zapier-platform-core 19, http-middlewares/after/log-response.js).
 *
 * @param deadline in milliseconds since 1970; no exchange lasts longer.
 */
export function zapierTransport(z: ZObject, deadline: number): HttpTransport {
  return async ({ method, url, headers, body, timeoutMs }) => {
    const left = deadline - Date.now();
    if (left <= 0) throw new Error('Zapier’s time for this run is used up.');
    const bytes = Buffer.from(body);
    const options = {
      method,
      url,
      headers: { ...headers, 'content-type': formType, 'content-length': String(bytes.length) },
      body: Readable.from(bytes),
      raw: true as const,
      redirect: 'manual' as const,
      skipThrowForStatus: true,
      throwForThrottlingEarly: false,
      signal: AbortSignal.timeout(Math.min(timeoutMs, left)),
    };
    const response = await z.request(options);
    return { status: response.status, body: await response.text() };
  };
}
