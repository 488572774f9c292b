/** Every code a {@link LivespaceError} can carry. A released code keeps its meaning. */
export const errorCodes = [
  'invalid_subdomain',
  'missing_credentials',
  'wrong_api_key',
  'wrong_api_secret',
  'refused',
  'no_permission',
  'invalid_endpoint',
  'handshake_failed',
  'already_subscribed',
  'subscription_left',
  'not_found',
  'invalid_parameters',
  'rate_limited',
  'unavailable',
  'unexpected_answer',
  'redirected',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * What went wrong with Livespace, in the user's words: `message` is the cause followed by the remedy.
 *
 * It never carries a `cause`, a request or a response, since those hold the API key, the secret or the session.
 */
export class LivespaceError extends Error {
  override readonly name = 'LivespaceError';
  readonly code: ErrorCode;
  /** The cause alone. */
  readonly reason: string;
  /** What the user can do about it. */
  readonly remedy: string;
  /** Livespace's result code (`200`, `420`, `561`, ...), `null` where Livespace gave none. */
  readonly result: number | null;

  constructor(code: ErrorCode, reason: string, remedy: string, result: number | null = null) {
    super(`${reason} ${remedy}`);
    this.code = code;
    this.reason = reason;
    this.remedy = remedy;
    this.result = result;
  }
}

/** Recognises a {@link LivespaceError} by shape, so that two bundled copies of this package understand each other. */
export function isLivespaceError(value: unknown): value is LivespaceError {
  return value instanceof Error && value.name === 'LivespaceError' && 'code' in value && 'remedy' in value;
}

const wrongSecret = [
  'wrong_api_secret',
  'Livespace rejected the signature of the request: the API secret does not belong to this API key.',
  'Copy the API secret again from Account settings → API → Users in Livespace.',
] as const;

const busy = [
  'unavailable',
  'Livespace reported a problem of its own.',
  'Try again in a few minutes; if it stays, write to Livespace support.',
] as const;

const notForThisUser = [
  'no_permission',
  'Livespace did not permit this request.',
  'Ask an administrator of the Livespace account to give the API user access to what you asked for.',
] as const;

const badParameters = [
  'invalid_parameters',
  'Livespace did not accept the parameters of the request.',
  'Check the values you entered; if they are right, report this to the maintainers of the connector.',
] as const;

/**
 * Livespace's result codes and what each means to a user (source: api-docs.livespace.io; 540 and 561 as observed, see
 * the facts table in the README).
 */
const results: Readonly<Record<number, readonly [ErrorCode, string, string]>> = {
  400: busy,
  420: badParameters,
  500: busy,
  514: notForThisUser,
  515: notForThisUser,
  516: badParameters,
  520: busy,
  530: wrongSecret,
  540: notForThisUser,
  550: ['not_found', 'Livespace has nothing with this id.', 'Check the id; it may have been deleted in Livespace.'],
  560: wrongSecret,
  561: wrongSecret,
  562: [
    'wrong_api_key',
    'Livespace does not know this API key.',
    'Copy the API key again from Account settings → API → Users in Livespace, and check the subdomain.',
  ],
  563: wrongSecret,
  564: wrongSecret,
};

/** @returns the error for a result code other than 200; one that no table lists is an unexpected answer. */
export function errorForResult(result: number): LivespaceError {
  const [code, reason, remedy] = results[result] ?? [
    'unexpected_answer',
    'Livespace answered with a result code that is not documented.',
    'Try again; if it stays, report the code to the maintainers of the connector.',
  ];
  return new LivespaceError(code, `${reason.slice(0, -1)} (result ${result}).`, remedy, result);
}
