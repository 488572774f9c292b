import { signatureHeader } from './wire/delivery.ts';

/** What went wrong, in the user's words, and what can be done about it where no host knows better. */
export interface Message {
  /** A sentence; where a code has several causes, by name. `{name}` is filled in. */
  cause: string | Readonly<Record<string, string>>;
  remedy: string;
}

const whereKeysAre = 'Account Settings → API → Users in Livespace';
const tellMaintainers = 'report this to the maintainers of the connector';

/** By error code. A released code keeps its meaning. A host may replace a remedy, never a cause. */
export const messages = {
  invalid_subdomain: {
    cause: 'This is not the address of a Livespace account.',
    remedy: 'Enter the subdomain only, such as acme for https://acme.livespace.io.',
  },
  missing_credentials: {
    cause: 'The {field} is empty.',
    remedy: `It is in ${whereKeysAre}.`,
  },
  wrong_api_key: {
    cause: 'Livespace does not know this API key (result {result}).',
    remedy: `Copy the API key again from ${whereKeysAre}, and check the subdomain.`,
  },
  wrong_api_secret: {
    cause:
      'Livespace rejected the signature of the request (result {result}): the API secret does not belong to this API key.',
    remedy: `Copy the API secret again from ${whereKeysAre}.`,
  },
  refused: {
    cause:
      'Livespace refused the webhook subscription (result {result}): the API user is not an administrator, or this account has no subscription API.',
    remedy:
      'Add the webhook in Livespace yourself (manual), or look for changes instead (scheduled); both work without a subscription API.',
  },
  no_permission: {
    cause: 'Livespace did not allow this request (result {result}).',
    remedy: 'Ask an administrator of the Livespace account to give the API user access to what you asked for.',
  },
  invalid_endpoint: {
    cause: {
      missing: 'The endpoint URL is empty.',
      unreadable: 'The endpoint URL {url} is not a URL.',
      scheme: 'The endpoint URL {url} does not start with https://.',
      credentials: 'The endpoint URL contains a user name or a password.',
      fragment: 'The endpoint URL {url} contains a #, which is never sent.',
      private: 'The endpoint URL {url} is not public: Livespace cannot reach it.',
    },
    remedy: 'Livespace needs a public address that starts with https://.',
  },
  handshake_failed: {
    cause: 'Livespace called {url} to confirm it and got no 200 or 204 within 3 seconds.',
    remedy:
      'Make sure that the URL can be reached from the internet, without a login page in front of it, then try again.',
  },
  already_subscribed: {
    cause: 'Livespace already has the subscription “{name}” for {url} with the same events.',
    remedy: 'Delete it in Account Settings → Webhooks if you no longer need it, then try again.',
  },
  subscription_left: {
    cause: 'The subscription “{name}” ({url}) may still be in Livespace: {reason}',
    remedy: 'Ask an administrator to delete it in Account Settings → Webhooks.',
  },
  not_found: {
    cause: {
      result: 'Livespace found nothing for this request (result {result}).',
      empty: 'Livespace sent no deal for this id.',
    },
    remedy: 'Check the id, where you gave one; it may have been deleted in Livespace.',
  },
  invalid_parameters: {
    cause: {
      result: 'Livespace did not accept the parameters of the request (result {result}).',
      status: 'There is no deal status “{status}”.',
      start: '“{start}” is not a date.',
      event: 'There is no event “{event}”.',
    },
    remedy: `Check the values you entered; if they are right, ${tellMaintainers}.`,
  },
  rate_limited: {
    cause: {
      http: 'Livespace asked to slow down (HTTP 429).',
      queue: 'Too many requests to Livespace are waiting.',
    },
    remedy: 'Try again in a minute.',
  },
  unavailable: {
    cause: {
      result: 'Livespace reported an internal problem (result {result}).',
      http: 'Livespace is not available (HTTP {status}).',
      silent: 'No answer came from {account}.',
    },
    remedy: 'Check the subdomain, then try again in a few minutes.',
  },
  unexpected_answer: {
    cause: {
      result: 'Livespace answered with a result code that is not documented (result {result}).',
      http: 'Livespace answered with HTTP {status}.',
      session: 'Livespace gave no session.',
      envelope: 'The answer did not come from Livespace’s JSON API.',
      contradiction: 'Livespace answered with success and failure at the same time.',
      subscription:
        'Livespace answered the subscription request in a form that the connector does not know. Its subscription API is not published, so this form is assumed.',
      deals: 'Livespace answered the request for deals in a form that the connector does not know.',
    },
    remedy: `Check the subdomain; if it is right, ${tellMaintainers}.`,
  },
  redirected: {
    cause:
      'Livespace redirected the request (HTTP {status}), which is not followed, since it would carry the API key elsewhere.',
    remedy: 'Check the subdomain: it must be the one you see in the address bar when you are logged in.',
  },
  missing_secret: {
    cause: 'The webhook’s secret is empty, so nothing can be checked with it.',
    remedy: 'Copy the secret from Account Settings → Webhooks in Livespace.',
  },
  masked_secret: {
    cause: 'The secret consists of placeholders ({secret}), not of the characters behind them.',
    remedy: 'Show the secret in Account Settings → Webhooks in Livespace first, then copy it.',
  },
} as const satisfies Record<string, Message>;

/** Every code a `LivespaceError` can carry. */
export type ErrorCode = keyof typeof messages;

/** The causes of a code that has several. */
export type CauseOf<Code extends ErrorCode> = (typeof messages)[Code]['cause'] extends string
  ? undefined
  : keyof (typeof messages)[Code]['cause'];

/** Why a request was not taken, by the code that `receive` answers with; `not_ready` is its kind. */
export const refusals = {
  body_not_raw: {
    cause:
      'The body reached the connector already parsed or already read, so its signature cannot be checked. This is a mistake in the endpoint, not in the request.',
    remedy:
      'Hand over the raw bytes: in Express use express.raw({ type: () => true }) on this route, before any JSON parser.',
  },
  too_large: {
    cause: 'The body is larger than 10 MB.',
    remedy: 'Livespace sends nothing that large: somebody else sent this.',
  },
  missing_signature: {
    cause: `The header ${signatureHeader} is missing.`,
    remedy: 'Livespace did not send this, or something between Livespace and the endpoint removes the header.',
  },
  malformed_signature: {
    cause: `The header ${signatureHeader} is not 64 hex digits.`,
    remedy: 'Livespace did not send this, or something between Livespace and the endpoint changes the header.',
  },
  missing_url: {
    cause: 'The endpoint URL is empty, and the signature covers it.',
    remedy: 'Enter the URL exactly as it is in Account Settings → Webhooks.',
  },
  wrong_signature: {
    cause: 'The signature does not match.',
    remedy:
      'Livespace did not send this, or the secret or the endpoint URL is not the one in Account Settings → Webhooks.',
  },
  form_changed: {
    cause: 'Several signatures in a row do not match, although earlier ones did, in the form {form}.',
    remedy:
      'Livespace did not send these, or the secret was changed in Account Settings → Webhooks, or Livespace now signs in another form. In that case restart the connector.',
  },
  invalid_json: { cause: 'The body is not valid JSON.', remedy: 'Report this to the maintainers of the connector.' },
  invalid_event: {
    cause: 'Not a Livespace event; missing or unreadable: {fields}.',
    remedy: 'Report this to the maintainers of the connector.',
  },
  not_ready: {
    cause: 'The secret of the subscription is not known yet.',
    remedy: 'Copy it from Account Settings → Webhooks in Livespace.',
  },
} as const satisfies Record<string, Message>;

export type RefusalCode = keyof typeof refusals;

/** What a host says instead of a remedy, by code; `{name}` is filled in as in the cause. */
export type Remedies = Partial<Record<ErrorCode | RefusalCode, string>>;

export type Values = Readonly<Record<string, string | number>>;

/** Fills in `{name}`. */
export function fill(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}
