import type { HttpTransport } from 'livespace-webhooks';
import type { ICredentialTestFunctions, RequestHelperFunctions } from 'n8n-workflow';

/** Requests by n8n's own HTTP helper, so that its proxy settings and its protection against private addresses hold. */
export function helperTransport(helpers: Pick<RequestHelperFunctions, 'httpRequest'>): HttpTransport {
  return async ({ method, url, headers, body, timeoutMs }) => {
    const response = await within(timeoutMs, (abortSignal) =>
      helpers.httpRequest({
        method,
        url,
        headers,
        body,
        abortSignal,
        json: false,
        encoding: 'text',
        returnFullResponse: true,
        ignoreHttpStatusErrors: true,
        disableFollowRedirect: true,
      }),
    );
    return { status: response.statusCode, headers: response.headers, body: response.body };
  };
}

/** The same for a credential test, where n8n offers its older helper only. */
export function credentialTestTransport({ request }: ICredentialTestFunctions['helpers']): HttpTransport {
  return async ({ method, url, headers, body, timeoutMs }) => {
    const response = await within(timeoutMs, () =>
      request({
        method,
        uri: url,
        headers,
        body,
        timeout: timeoutMs,
        json: false,
        resolveWithFullResponse: true,
        simple: false,
        followRedirect: false,
      }),
    );
    return { status: response.statusCode, headers: response.headers, body: response.body };
  };
}

/** The helpers' own `timeout` ends a silence only, which an answer that drips never is; the older one knows no signal. */
function within<T>(timeoutMs: number, exchange: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(timeoutMs);
  const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  return Promise.race([exchange(signal), late]);
}
