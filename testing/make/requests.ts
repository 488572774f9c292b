import type { Json } from './app.ts';
import { type Context, transform } from './iml/evaluate.ts';

/** An error as Make shows it. */
export class MakeError extends Error {
  readonly type: string;

  constructor(message: string, type: string) {
    super(message);
    this.type = type;
  }
}

export interface Exchange {
  request: { url: string; method: string; body: Json };
  response: { status: number; body: Json };
}

/** Where requests may go, and what is written of them. */
export interface Network {
  /** The URL that stands in for this one. @throws when it is not Livespace's. */
  route(url: string): string;
  /** As Make shows it, after `log.sanitize`. */
  log: Exchange[];
  /** As it went over the wire. */
  wire: Exchange[];
}

/** What one request left behind. */
export interface Outcome {
  data: Record<string, unknown>;
  metadata: unknown;
  /** The variables as they stand after the answer. */
  context: Context;
}

const directives = new Set(
  'url method condition temp type body followRedirects followAllRedirects log response'.split(' '),
);
const responseDirectives = new Set('type valid error temp data metadata iterate limit output trigger'.split(' '));

/**
 * Runs requests one after another (source: developers.make.com, “Requests”, “Multiple requests”). `temp` comes first,
 * then `condition`; the `temp` of one request is merged into that of those before.
 *
 * @throws MakeError where `response.valid` says so.
 */
export async function runRequests(
  definition: Json,
  base: Json,
  variables: Context,
  network: Network,
): Promise<Outcome> {
  let temp: Json = {};
  let outcome: Outcome = { data: {}, metadata: undefined, context: variables };
  for (const request of Array.isArray(definition) ? definition : [definition]) {
    refuseUnknown(request, directives);
    refuseUnknown(request.response, responseDirectives);
    temp = merge(temp, transform(request.temp ?? {}, { ...variables, temp }));
    const before = { ...variables, temp };
    if (transform(request.condition ?? true, before) === false) continue;
    const { status, body } = await exchange(request, base, before, network);
    const after = { ...before, body, statusCode: status };
    check(request.response, status, after);
    temp = merge(temp, transform(request.response.temp ?? {}, after));
    outcome = {
      data: transform(request.response.data ?? {}, after) as Record<string, unknown>,
      metadata: transform(request.response.metadata, after),
      context: { ...after, temp },
    };
  }
  return outcome;
}

/** “The contents of the temp collection are not overwritten, but instead merged”: nested objects too. */
function merge(old: Json, added: Json): Json {
  if (!isObject(old) || !isObject(added)) return added;
  return { ...old, ...Object.fromEntries(Object.entries(added).map(([key, value]) => [key, merge(old[key], value)])) };
}

function isObject(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseUnknown(object: object, known: Set<string>): void {
  for (const key of Object.keys(object)) if (!known.has(key)) throw new Error(`a directive that nobody runs: ${key}`);
}

async function exchange(request: Json, base: Json, context: Context, network: Network) {
  if (request.method !== 'POST' || request.type !== 'urlencoded') throw new Error('only forms are posted here');
  const written = transform(request.url, context) as string;
  const url = written.startsWith('/') ? `${transform(base.baseUrl, context)}${written}` : written;
  const body = transform(request.body, context) as Record<string, string>;
  const answer = await fetch(network.route(url), {
    method: 'POST',
    body: new URLSearchParams(body),
    redirect: request.followAllRedirects ? 'follow' : 'manual',
  });
  const parsed = parse(await answer.text(), answer.status, request.response.type);
  const entry = { request: { url, method: 'POST', body }, response: { status: answer.status, body: parsed } };
  network.wire.push(entry);
  network.log.push(sanitize(entry, request.log.sanitize));
  return { status: answer.status, body: parsed };
}

/** “The smallest range is selected.” */
function parse(text: string, status: number, types: Record<string, string>): Json {
  const type = status >= 300 && types['300-599'] ? types['300-599'] : types['*'];
  if (type === 'text') return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new MakeError('The answer is not JSON.', 'DataError');
  }
}

/** Paths “in dot notation and case insensitive”. */
function sanitize(entry: Exchange, paths: string[]): Exchange {
  const copy = structuredClone(entry);
  for (const path of paths) {
    const keys = path.split('.');
    const last = keys.pop() as string;
    const parent = keys.reduce<Json>((inner, key) => Object(inner)[key], copy);
    if (typeof parent === 'object' && parent !== null && last in parent) parent[last] = '*****';
  }
  return copy;
}

/** Message and type by the priorities of “Valid”: the entry of the status code, then the general one. */
function check({ valid, error }: Json, status: number, context: Context): void {
  const isValid = status < 400 && Boolean(transform(valid, context));
  if (isValid) return;
  const chosen = error[status] ?? error;
  throw new MakeError(String(transform(chosen.message, context)), String(transform(chosen.type, context)));
}
