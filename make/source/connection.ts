import { normalized, tokenRequest, typed } from './calls.ts';
import { callErrors } from './errors.ts';

/** Make allows one request here, so this checks the subdomain and the API key; the API secret is checked by attaching. */
export async function connection(): Promise<object> {
  return tokenRequest(typed, {
    errors: await callErrors(),
    response: { data: normalized, metadata: { type: 'text', value: `${normalized.subdomain}.livespace.io` } },
  });
}
