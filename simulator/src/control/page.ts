import { readFileSync } from 'node:fs';
import type { HttpAnswer } from '../api/api.ts';

/** In simulator/page/, by path. */
const files = new Map([
  ['/', { name: 'index.html', type: 'text/html' }],
  ['/page.css', { name: 'page.css', type: 'text/css' }],
  ['/page.js', { name: 'page.js', type: 'text/javascript' }],
  ['/control.js', { name: 'control.js', type: 'text/javascript' }],
  ['/rows.js', { name: 'rows.js', type: 'text/javascript' }],
]);

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
export function answerPage(httpMethod: string, path: string): HttpAnswer {
  const file = files.get(path);
  if (!file) return { status: 404, headers: {}, body: '' };
  if (httpMethod !== 'GET' && httpMethod !== 'HEAD') return { status: 405, headers: { Allow: 'GET, HEAD' }, body: '' };
  const body = readFileSync(new URL(`../../page/${file.name}`, import.meta.url), 'utf8');
  return { status: 200, headers: { 'Content-Type': `${file.type}; charset=utf-8` }, body };
}
