import type { HttpTransport } from '../api/transport.ts';
import { readBytes } from './read-bytes.ts';

/** A page of 100 deals weighs some 1.3 MB (observed). */
const maxAnswerBytes = 32 * 1024 * 1024;

/** By the runtime's own `fetch`. An answer of more than 32 MB counts as none. */
export const fetchTransport: HttpTransport = async ({ method, url, headers, body, timeoutMs }) => {
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, { method, headers, body, signal, redirect: 'manual' });
  const bytes = await readBytes(response, maxAnswerBytes);
  if (bytes === undefined) throw new Error('The answer is too large.');
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new TextDecoder().decode(bytes),
  };
};
