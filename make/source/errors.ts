import type { ErrorCode, LivespaceError } from 'livespace-webhooks';
import { errorForResult, livespaceError, type Remedies, withRemedy } from 'livespace-webhooks/host';
import { notAddedResult, notThereResult, refusingResults, resultCodes } from 'livespace-webhooks/wire';
import { firstOf, iml } from './iml.ts';

/** Where Make knows a better way than the core. */
export const remedies: Remedies = {
  refused:
    'Use Watch Deal Events (Manual) with a webhook that you add in Livespace yourself, or Watch Deals (Scheduled); both work without a subscription API.',
  handshake_failed: 'Try again in a minute; if it fails again, delete the webhook in Make and make a new one.',
};

/** Make's error types: developers.make.com/custom-apps-documentation/app-components/base/error-handling. */
const types = {
  invalid_subdomain: 'InvalidConfigurationError',
  missing_credentials: 'InvalidConfigurationError',
  wrong_api_key: 'InvalidAccessTokenError',
  wrong_api_secret: 'InvalidAccessTokenError',
  refused: 'InvalidConfigurationError',
  no_permission: 'InvalidConfigurationError',
  invalid_endpoint: 'InvalidConfigurationError',
  handshake_failed: 'RuntimeError',
  already_subscribed: 'RuntimeError',
  subscription_left: 'RuntimeError',
  not_found: 'DataError',
  invalid_parameters: 'DataError',
  rate_limited: 'RateLimitError',
  unavailable: 'ConnectionError',
  unexpected_answer: 'RuntimeError',
  redirected: 'InvalidConfigurationError',
  missing_secret: 'InvalidConfigurationError',
  masked_secret: 'InvalidConfigurationError',
} satisfies Record<ErrorCode, string>;

export interface MakeError {
  message: string;
  type: string;
}

/** By result, as `r562`, and by HTTP status, as `h503`; `other` for what is not listed. */
export type ErrorTable = Record<string, MakeError>;

const documentedResults = Object.keys(resultCodes).map(Number);
const redirects = [301, 302, 303, 307, 308];
const failures = [500, 502, 503, 504];
const unexpected = [400, 401, 403, 404, 405];
/** Stands for a name, and is dropped. */
const unknown = '…';
/** Stands for any that is not in the table, whose number no message of it can hold. */
const undocumented = 599;

/** The webhook's URL is all that protects it, so no message holds it. */
const url = 'the webhook’s URL';

export function makeError(...causes: LivespaceError[]): MakeError {
  const message = causes.map((error) => withRemedy(error, remedies).message).join(' Or: ');
  return { message: message.replace(` “${unknown}”`, ''), type: types[causes[0]?.code ?? 'unexpected_answer'] };
}

function table(
  results: readonly number[],
  errors: (result: number) => LivespaceError[],
  told = (error: LivespaceError) => error,
): ErrorTable {
  const status = (code: number, error: LivespaceError) => [`h${code}`, makeError(told(error))] as const;
  const result = (code: number) => makeError(...errors(code).map(told));
  return Object.fromEntries([
    ...redirects.map((code) => status(code, livespaceError('redirected', { status: code }))),
    status(429, livespaceError('rate_limited', {}, 'http')),
    ...failures.map((code) => status(code, livespaceError('unavailable', { status: code }, 'http'))),
    ...unexpected.map((code) => status(code, livespaceError('unexpected_answer', { status: code }, 'http'))),
    ...results.map((code) => [`r${code}`, result(code)] as const),
    ['other', withoutNumber(result(undocumented))],
  ]);
}

function withoutNumber({ message, type }: MakeError): MakeError {
  return { message: message.replace(` (result ${undocumented})`, ''), type };
}

/** For a call that concerns no subscription. */
export const callErrors: ErrorTable = table([200, ...documentedResults], (result) => [
  result === 200 ? livespaceError('unexpected_answer', {}, 'envelope') : errorForResult(result),
]);

/** For attaching. Which of two causes it was, and what an existing subscription is called, Make has no way to find out. */
export const attachErrors: ErrorTable = table([200, ...documentedResults], (result) => {
  if (result === 200) return [livespaceError('unexpected_answer', {}, 'subscription')];
  if (refusingResults.includes(result)) return [livespaceError('refused', { result })];
  if (result !== notAddedResult) return [errorForResult(result)];
  return [livespaceError('handshake_failed', { url }), livespaceError('already_subscribed', { name: unknown, url })];
});

/** For detaching the webhook whose subscription has that name: whatever went wrong, it is left. */
export function detachErrors(name: string): ErrorTable {
  return table(
    documentedResults.filter((result) => result !== notThereResult),
    (result) => [refusingResults.includes(result) ? livespaceError('refused', { result }) : errorForResult(result)],
    ({ reason }) => livespaceError('subscription_left', { name, url: `for ${url}`, reason }),
  );
}

/**
 * The `error` directive: looks result and HTTP status up in `temp.errors`, since a directive of its own takes no more than
 * 1024 characters.
 */
export const errorDirective: MakeError = { message: lookUp('message'), type: lookUp('type') };

function lookUp(key: keyof MakeError): string {
  const entries = [`'h' + toString(statusCode)`, `'r' + toString(body.result)`];
  return iml(
    firstOf([...entries.map((entry) => `get(temp.errors, ${entry} + '.${key}')`), `temp.errors.other.${key}`]),
  );
}
