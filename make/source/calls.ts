import { type ErrorTable, errorDirective } from './errors.ts';
import { accountLabel, iml, trimmed } from './iml.ts';

/** Where a component finds the account: `parameters` while a connection is made, `connection` from then on. */
export interface Credentials {
  origin: string;
  apiKey: string;
  apiSecret: string;
}

const api = (label: string) => `https://${iml(label)}.livespace.io/api/public/json`;

/** As the user typed it. */
export const typed: Credentials = {
  origin: api(accountLabel('parameters.subdomain')),
  apiKey: trimmed('parameters.apiKey'),
  apiSecret: trimmed('parameters.apiSecret'),
};

/** As the connection keeps it. */
export const kept: Credentials = {
  origin: api('connection.subdomain'),
  apiKey: 'connection.apiKey',
  apiSecret: 'connection.apiSecret',
};

/** The same where the base of the app holds the origin: in a module. */
export const within: Credentials = { ...kept, origin: '' };

/** The base that modules share. 100 deals took up to 9 s (observed), Make's own limit is 40. */
export const base = { baseUrl: kept.origin, timeout: 60_000, log: { sanitize: ['request.body'] } };

/** What `response.data` keeps of a connection: what every later request relies on. */
export const normalized = {
  subdomain: iml(accountLabel('parameters.subdomain')),
  apiKey: iml(typed.apiKey),
  apiSecret: iml(typed.apiSecret),
};

export interface Call {
  method: string;
  body: object;
  temp?: object;
  condition?: string;
  /** Beside the result: what the answer must hold. */
  valid?: string;
  secrets?: string[];
  response?: object;
}

/**
 * One request of Livespace's JSON API (source: api-docs.livespace.io): POST, form fields, the outcome in the body. The
 * answer is read as JSON whatever its Content-Type. No redirect is followed, since it would carry the key elsewhere. The
 * whole request body stays out of Make's logs: every field of it is a secret or holds one.
 */
async function request({ origin }: Credentials, call: Call): Promise<object> {
  const { method, body, temp, condition, valid = 'body.status && body.result == 200', secrets = [], response } = call;
  return {
    url: `${origin}/${method}`,
    method: 'POST',
    ...(condition ? { condition } : {}),
    ...(temp ? { temp } : {}),
    type: 'urlencoded',
    body,
    followRedirects: false,
    followAllRedirects: false,
    log: { sanitize: ['request.body', ...secrets.map((path) => `response.body.${path}`)] },
    response: {
      type: { '*': 'json', '300-599': 'text' },
      valid: iml(valid),
      error: await errorDirective(),
      ...response,
    },
  };
}

/** The first request of a call. Livespace serves one call per session, so each call has its own. */
export function tokenRequest(
  credentials: Credentials,
  options: Partial<Call> & { errors?: ErrorTable },
): Promise<object> {
  const { errors, ...call } = options;
  return request(credentials, {
    method: '_Api/auth_call/_api_method/getToken',
    body: { _api_auth: 'key', _api_key: iml(credentials.apiKey) },
    secrets: ['data.token', 'data.session_id'],
    ...(errors ? { temp: { errors } } : {}),
    valid: 'body.status && body.result == 200 && body.data.token && body.data.session_id',
    response: { temp: { token: '{{body.data.token}}', session: '{{body.data.session_id}}' } },
    ...call,
  });
}

/** The call itself: parameters and authorization as JSON in the one form field `data`. */
export function signedRequest(
  credentials: Credentials,
  { parameters, ...call }: Omit<Call, 'body' | 'temp'> & { parameters: object },
): Promise<object> {
  const { apiKey, apiSecret } = credentials;
  const authorization = {
    _api_auth: 'key',
    _api_key: iml(apiKey),
    _api_sha: iml(`sha1(${apiKey} + temp.token + ${apiSecret})`),
    _api_session: iml('temp.session'),
  };
  return request(credentials, {
    temp: { call: { ...parameters, ...authorization } },
    body: { data: iml('createJSON(temp.call)') },
    ...call,
  });
}
