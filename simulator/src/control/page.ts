import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { HttpAnswer } from '../api/api.ts';

const folder = new URL('../../page/', import.meta.url);
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };
/** By path. */
const files = new Map(readdirSync(folder).map((name) => [name === 'index.html' ? '/' : `/${name}`, name]));

/**
 * For everything that is meant for this machine's user: only our own scripts run, and no other site
 * embeds or reads it.
 */
export const protectiveHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

/** A request for the page or one of its files in; 404 for anything else, 405 for anything but reading. */
export function answerPage(httpMethod: string, requested: string): HttpAnswer {
  const name = files.get(requested);
  if (!name) return { status: 404, headers: {}, body: '' };
  if (httpMethod !== 'GET' && httpMethod !== 'HEAD') return { status: 405, headers: { Allow: 'GET, HEAD' }, body: '' };
  const body = readFileSync(new URL(name, folder), 'utf8');
  return { status: 200, headers: { 'Content-Type': `${types[path.extname(name)]}; charset=utf-8` }, body };
}
