import { LivespaceError } from '../errors.ts';
import type { Account } from './account.ts';

/** `URL` writes every form of an IPv4 address with four decimal parts, and an IPv6 address in lower case. */
const privateHosts = [
  /^(?:.*\.)?(?:localhost|local|internal|lan|test)$/,
  /^(?:0|10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168)\.[\d.]+$/,
  /^\[(?:::|f[cd]|fe[89ab])/,
];

/**
 * Checks that Livespace could call the endpoint URL, before Livespace is asked: it must start with `https://` (source:
 * vendor help article 13429157) and name a public host. The local simulator takes any URL.
 *
 * @throws LivespaceError `invalid_endpoint`
 */
export function checkEndpoint(url: string, account: Account): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed && account.isLoopback) return;
  if (parsed?.protocol !== 'https:') throw invalid(url, 'does not start with https://');
  const host = parsed.hostname.replace(/\.$/, '');
  if (privateHosts.some((form) => form.test(host)) || !/[.:]/.test(host)) {
    throw invalid(url, 'is not public: Livespace cannot reach it');
  }
}

function invalid(url: string, problem: string): LivespaceError {
  return new LivespaceError(
    'invalid_endpoint',
    `The endpoint URL ${url} ${problem}.`,
    'Livespace needs a public address that starts with https://. In a self-hosted n8n, set the environment variable WEBHOOK_URL to it and restart.',
  );
}
