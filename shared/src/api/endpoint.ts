import ipaddr from 'ipaddr.js';
import { livespaceError } from '../errors.ts';
import type { CauseOf } from '../messages.ts';
import type { Account } from './account.ts';

type Problem = CauseOf<'invalid_endpoint'>;

/** A URL parser forgives white space, invisible signs, backslashes and missing slashes; who copies the URL may not. */
const strictForm = /^https:\/\/[^\s\p{C}\p{DI}\\/?#][^\s\p{C}\p{DI}\\]*$/iu;
const userInfo = /^https:\/\/[^/?#]*@/i;
/** What may be a password, wherever a slip of the pen put it. */
const beforeHost = /^.*@/s;
/** No label is empty or longer than 63 signs (RFC 1035, 2.3.4). */
const labels = /^(?=.{1,254}$)(?:[^.]{1,63}\.)*[^.]{1,63}\.?$/;

/** Beyond it no IPv6 address leads anywhere (RFC 4291, 2.4). */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/** Names that never lead to a host on the internet (RFC 6761, 6762, 7686, 8375, 9476, and usual ones of private networks). */
const privateNames =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan|test|invalid|example|onion|alt|home\.arpa)$/;

/**
 * Checks that Livespace could call the endpoint URL, before Livespace is asked (docs/livespace.md#subscriptions). The
 * local simulator takes any URL.
 *
 * @throws LivespaceError `invalid_endpoint`
 */
export function checkEndpoint(url: string, account: Account): void {
  if (account.isLoopback && URL.canParse(url)) return;
  checkPublicUrl(url);
}

/** {@link checkEndpoint} where no account is known. @throws LivespaceError `invalid_endpoint` */
export function checkPublicUrl(url: string): void {
  const problem = problemWith(url);
  if (problem) throw livespaceError('invalid_endpoint', { url: url.replace(beforeHost, '…@') }, problem);
}

function problemWith(url: string): Problem | undefined {
  if (url === '') return 'missing';
  if (!/^https:\/\//i.test(url)) return 'scheme';
  if (!strictForm.test(url) || !URL.canParse(url)) return 'unreadable';
  if (userInfo.test(url)) return 'credentials';
  if (url.includes('#')) return 'fragment';
  const { hostname, port } = new URL(url);
  if (!isPublic(hostname)) return 'private';
  return labels.test(hostname) && port !== '0' ? undefined : 'unreadable';
}

/** `URL` writes every form of an IPv4 address with four decimal parts, and an IPv6 address in brackets. */
function isPublic(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');
  if (ipaddr.isValid(host)) return isPublicAddress(ipaddr.parse(host));
  return host.includes('.') && !privateNames.test(host);
}

function isPublicAddress(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const range = address.range();
  // An IPv4 address in IPv6 (RFC 6052) leads where that address leads.
  if (range === 'rfc6052') return isPublicAddress(ipaddr.fromByteArray(address.toByteArray().slice(-4)));
  return range === 'unicast' && (address.kind() === 'ipv4' || address.match(globalUnicast));
}
