import { apiPath, tokenMethod } from 'livespace-webhooks/wire';
import { type ErrorTable, errorDirective } from './errors.ts';
import { iml, replace } from './iml.ts';

/** Where a component finds the account, in IML. */
export interface Account {
  /** What the URL of a call begins with. */
  api: string;
  apiKey: string;
  apiSecret: string;
}

/** `acme` of `acme`, `acme.livespace.io` or `https://acme.livespace.io/`: never anything but a label. */
const label = replace('lower(trim(parameters.subdomain))', '^https:..|[^a-z0-9-].*$', '', 'g');

const apiOf = (subdomain: string) => `https://${iml(subdomain)}.livespace.io${apiPath}`;

/** Where the account of a module is, as an expression. */
export const moduleOrigin = `'https://' + connection.subdomain + '.livespace.io'`;

/** As the user types it in the form of a connection. */
export const typedAccount: Account = {
  api: apiOf(label),
  apiKey: 'trim(parameters.apiKey)',
  apiSecret: 'trim(parameters.apiSecret)',
};

/** What a connection keeps of it: what every later request relies on. */
export const connectionData = {
  subdomain: iml(label),
  apiKey: iml(typedAccount.apiKey),
  apiSecret: iml(typedAccount.apiSecret),
};

/** As a webhook finds it in its connection. */
export const connectedAccount: Account = {
  api: apiOf('connection.subdomain'),
  apiKey: 'connection.apiKey',
  apiSecret: 'connection.apiSecret',
};

/** As a module finds it, whose URLs begin with that of the base. */
export const moduleAccount: Account = { ...connectedAccount, api: '/' };

/** The base of all modules. 100 deals took up to 9 s (observed), Make's own limit is 40. */
export const base = {
  baseUrl: connectedAccount.api.slice(0, -1),
  timeout: 60_000,
  log: { sanitize: ['request.body'] },
};

/** Whether an answer is none of an error. */
export const succeeded = `body.status && toString(body.result) == '200'`;

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
 * One request of Livespace's JSON API (docs/livespace.md#json-api): POST, form fields, the outcome in the body. The answer
 * is read as JSON whatever its Content-Type. No redirect is followed, since it would carry the key elsewhere. The whole
 * request body stays out of Make's logs: every field of it is a secret or holds one.
 */
function request({ api }: Account, call: Call): object {
  const { method, body, temp, condition, valid = succeeded, secrets = [], response } = call;
  return {
    url: `${api}${method}`,
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
      error: errorDirective,
      ...response,
    },
  };
}

/** The first request of a call. Livespace serves one call per session, so each call has its own. */
export function tokenRequest(account: Account, options: Partial<Call> & { errors?: ErrorTable }): object {
  const { errors, ...call } = options;
  return request(account, {
    method: tokenMethod,
    body: { _api_auth: 'key', _api_key: iml(account.apiKey) },
    secrets: ['data.token', 'data.session_id'],
    valid: `${succeeded} && body.data.token && body.data.session_id`,
    response: { temp: { token: '{{body.data.token}}', session: '{{body.data.session_id}}' } },
    ...call,
    ...(errors ? { temp: { errors, ...call.temp } } : {}),
  });
}

/** The call itself: parameters and authorization as JSON in the one form field `data`. */
export function signedRequest(
  { api, apiKey, apiSecret }: Account,
  { parameters, ...call }: Omit<Call, 'body' | 'temp'> & { parameters: object },
): object {
  const authorization = {
    _api_auth: 'key',
    _api_key: iml(apiKey),
    _api_sha: iml(`sha1(${apiKey} + temp.token + ${apiSecret})`),
    _api_session: iml('temp.session'),
  };
  return request(
    { api, apiKey, apiSecret },
    { temp: { call: { ...parameters, ...authorization } }, body: { data: iml('createJSON(temp.call)') }, ...call },
  );
}
