import { InvalidArgumentError, Option } from 'commander';
import { instant } from '../item/times.ts';
import { readGiven } from './given-file.ts';
import { isUrl } from './is-url.ts';
import type { Resolution } from './probe.ts';

/* What an option's text must be; each error gives an example. */

const usualUrl = 'the endpoint URL as in Livespace; LIVESPACE_WEBHOOK_URL by default';

export function urlOption(description = usualUrl, name = '--url'): Option {
  return new Option(`${name} <url>`, description).argParser((value) => {
    if (isUrl(value.trim())) return value.trim();
    throw new InvalidArgumentError(`That is not a URL. For example: ${name} https://hooks.example.com/livespace`);
  });
}

export function portNumber(value: string): number {
  const port = Number(value);
  if (/^\d+$/.test(value) && port <= 65_535) return port;
  throw new InvalidArgumentError('That is not a port. For example: --port 4020');
}

export function limitNumber(value: string): number {
  const limit = Number(value);
  if (/^\d+$/.test(value) && limit >= 1 && limit <= 100) return limit;
  throw new InvalidArgumentError('That is not a number from 1 to 100. For example: --limit 20');
}

/** @returns the beginning of the day, or the time, in epoch milliseconds. */
export function sinceDate(value: string): number {
  const time = /^\d{4}-/.test(value) ? Date.parse(instant(value) ?? '') : Number.NaN;
  if (time <= Date.now()) return time;
  const problem = Number.isNaN(time) ? 'That is not a date' : 'That is in the future (a day begins at midnight UTC)';
  throw new InvalidArgumentError(`${problem}. For example: --since 2026-11-01`);
}

export function resolution(value: string, others: readonly Resolution[] = []): Resolution[] {
  const [, host = '', port = '', address = ''] = /^([^:]+):(\d+):(.+)$/.exec(value) ?? [];
  if (host && address && URL.canParse(`https://${host}`)) {
    const { hostname } = new URL(`https://${host}`);
    return [...others, { host: hostname, port: Number(port), address: address.replace(/^\[|\]$/g, '') }];
  }
  throw new InvalidArgumentError(
    'It must be HOST:PORT:ADDRESS. For example: --resolve hooks.example.com:443:127.0.0.1',
  );
}

export function certificates(file: string): string {
  return readGiven(file, '--ca', 'authority.pem').toString();
}
