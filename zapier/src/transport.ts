import { Readable } from 'node:stream';
import type { HttpTransport } from 'livespace-webhooks';
import type { ZObject } from 'zapier-platform-core';

/** With its charset, as jQuery sends it: the bare type makes `z.request` serialise the body itself, stream or not. */
const formType = 'application/x-www-form-urlencoded; charset=utf-8';
/** A page of deals weighs some 0.3 MB (observed); a larger answer counts as none, since a run has little memory. */
const maxAnswerBytes = 16 * 1024 * 1024;

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
      size: maxAnswerBytes,
      skipThrowForStatus: true,
      throwForThrottlingEarly: false,
      signal: AbortSignal.timeout(Math.min(timeoutMs, left)),
    };
    const response = await z.request(options);
    // Their names are in lower case (source: node-fetch 2, Headers).
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  };
}
