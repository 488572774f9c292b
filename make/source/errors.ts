import type { ErrorCode, LivespaceError } from 'livespace-webhooks';
import {
  errorOfDeleting,
  errorOfResult,
  errorOfStatus,
  errorOfUnreadable,
  errorsOfAdding,
  general,
} from './core-errors.ts';
import { iml } from './iml.ts';

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
} satisfies Record<ErrorCode, string>;

export interface MakeError {
  message: string;
  type: string;
}

/** By result, as `r562`; `other` for what is not listed. */
export type ErrorTable = Record<string, MakeError>;

const undocumented = 599;
const everyResult = Array.from({ length: undocumented - 200 }, (_, index) => 200 + index);
const httpStatuses = [301, 302, 303, 307, 308, 429, 500, 502, 503, 504];

function makeError(...causes: LivespaceError[]): MakeError {
  const message = general(causes.map((error) => error.message).join(' Or: '));
  return { message, type: types[causes[0]?.code ?? 'unexpected_answer'] };
}

async function documentedResults(): Promise<number[]> {
  const codes = await Promise.all(
    everyResult.map(async (result) => [result, (await errorOfResult(result)).code] as const),
  );
  return codes.flatMap(([result, code]) => (code === 'unexpected_answer' ? [] : [result]));
}

async function table(error: (result: number) => Promise<MakeError>, results: number[]): Promise<ErrorTable> {
  const entries: ErrorTable = {};
  for (const result of results) entries[`r${result}`] = await error(result);
  const { message, type } = await error(undocumented);
  return { ...entries, other: { message: message.replace(` (result ${undocumented})`, ''), type } };
}

/** For a call that concerns no subscription. */
export async function callErrors(): Promise<ErrorTable> {
  const table_ = await table(async (result) => makeError(await errorOfResult(result)), await documentedResults());
  return { r200: makeError(await errorOfUnreadable()), ...table_ };
}

/** For attaching. */
export async function attachErrors(): Promise<ErrorTable> {
  return table(async (result) => makeError(...(await errorsOfAdding(result))), [200, ...(await documentedResults())]);
}

/** For detaching the webhook of that label: whatever went wrong, a subscription is left. */
export async function detachErrors(label: string): Promise<ErrorTable> {
  const deleted = (await errorOfResult(550)).result;
  const results = (await documentedResults()).filter((result) => result !== deleted);
  return table(async (result) => makeError(await errorOfDeleting(result, label)), results);
}

/** The `error` directive: looks the result up in `temp.errors`; what HTTP itself refuses has its own entries. */
export async function errorDirective(): Promise<object> {
  const directive: Record<string, MakeError | string> = {};
  for (const key of ['message', 'type']) {
    directive[key] = iml(`ifempty(get(temp.errors, 'r' + body.result + '.${key}'), temp.errors.other.${key})`);
  }
  for (const status of httpStatuses) directive[status] = makeError(await errorOfStatus(status));
  return directive;
}
