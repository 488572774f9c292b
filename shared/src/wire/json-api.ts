import type { ErrorCode } from '../messages.ts';

/** The documented request for a session (docs/livespace.md#json-api). */
export const tokenMethod = '_Api/auth_call/_api_method/getToken';

/** The documented fields that authorize a request by key and secret, and what `method` has to hold. */
export const authFields = { method: '_api_auth', key: '_api_key', sha: '_api_sha', session: '_api_session' } as const;
export const authMethod = 'key';

/** Observed: parameters and authorization stand together, as JSON, in this one form field (docs/livespace.md#json-api). */
export const callField = 'data';

/** The methods we call; all but the first path are as observed (docs/livespace.md#deals). */
export const methods = {
  deals: 'Deal/getAll',
  deal: 'Deal/get',
  processes: 'Deal/process_getList',
  currentUser: 'Default/User_getInfo',
  users: 'Default/User_getAll',
} as const;

/** Below the account's origin (documented). */
export const apiPath = '/api/public/json/';

/** What each documented result code means to a user; 540, 550 and 561 as observed (docs/livespace.md#result-codes). */
export const resultCodes: Readonly<Record<number, ErrorCode>> = {
  400: 'unavailable',
  420: 'invalid_parameters',
  500: 'unavailable',
  514: 'no_permission',
  515: 'no_permission',
  516: 'invalid_parameters',
  520: 'unavailable',
  530: 'wrong_api_secret',
  540: 'no_permission',
  550: 'not_found',
  560: 'wrong_api_secret',
  561: 'wrong_api_secret',
  562: 'wrong_api_key',
  563: 'wrong_api_secret',
  564: 'wrong_api_secret',
};

/** Results that may pass by themselves (documented as errors of the server and of its database). */
export const passingResults: readonly number[] = [500, 520];
