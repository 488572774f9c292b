import { handshakeBody, signatureHeader } from '../wire/delivery.ts';

/** A request as it came, in terms no host owns. */
export interface RawRequest {
  /** The endpoint URL as configured in Livespace: the signature covers it. */
  url: string;
  /** A record of any spelling, or a web `Headers`. */
  headers?: Readonly<Record<string, string | string[] | undefined>> | Iterable<readonly [string, string]> | undefined;
  /**
   * The bytes as received; a string stands for its UTF-8. `undefined`, `null` and `{}`, as frameworks write "no body", are
   * an empty one only where the headers say that there is none.
   */
  body?: Uint8Array | ArrayBuffer | ArrayBufferView | string | object | null | undefined;
}

const empty = new Uint8Array();
const decoder = new TextDecoder();
const cgiPrefix = 'http-';
const longestHandshake = 1024;

/** @returns the body's bytes, or nothing where the framework kept them to itself. */
export function rawBody({ headers, body }: RawRequest): Uint8Array | undefined {
  const bytes = bytesOf(body);
  if (bytes === undefined) return isAbsent(body) && saysEmpty(headers) ? empty : undefined;
  // Read by somebody else before: to take that for a handshake would lose a signed event.
  return isHandshake(bytes) && isShortened(headers, bytes) ? undefined : bytes;
}

/** @returns whether Livespace only confirms the endpoint. */
export function isHandshake(body: Uint8Array): boolean {
  return body.length <= longestHandshake && handshakeBody.test(decoder.decode(body).trim());
}

/** What was compressed may be shorter than what it came as, but for nothing at all. */
function isShortened(headers: RawRequest['headers'], { length }: Uint8Array): boolean {
  const mayBe = length === 0 || headerValue(headers, 'Content-Encoding') === '';
  return mayBe && Number(headerValue(headers, 'Content-Length')) > length;
}

function bytesOf(body: RawRequest['body']): Uint8Array | undefined {
  if (body instanceof Uint8Array) return body;
  if (typeof body === 'string') return Buffer.from(body);
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  return isArrayBuffer(body) ? new Uint8Array(body) : undefined;
}

function isAbsent(body: RawRequest['body']): boolean {
  return body === undefined || body === null || (isPlain(body) && Object.keys(body).length === 0);
}

/** @returns the body's JSON, or nothing where it is none. */
export function jsonOf(body: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(decoder.decode(body));
  } catch {
    return undefined;
  }
}

/** @returns the value of the header with the signature, as Livespace, Zapier or CGI spells it, and a proxy repeats it. */
export function signatureOf({ headers }: RawRequest): string {
  const value = headerValue(headers, signatureHeader);
  return value.includes(',') ? value.replace(/^([^,]+)(?:, *\1)*,?$/, '$1') : value;
}

/** Express 4 sets `{}` also when it did not read the body. */
function saysEmpty(headers: RawRequest['headers']): boolean {
  return /^0*$/.test(headerValue(headers, 'Content-Length')) && headerValue(headers, 'Transfer-Encoding') === '';
}

function headerValue(headers: RawRequest['headers'], header: string): string {
  if (typeof headers !== 'object' || headers === null) return '';
  const wanted = header.toLowerCase();
  if (Symbol.iterator in headers) {
    const entries = [...(headers as Iterable<unknown>)].filter(Array.isArray);
    return firstText(entries.filter(([name]) => isNamed(name, wanted)).map(([, value]) => value));
  }
  const names = Object.keys(headers).filter((name) => isNamed(name, wanted));
  return firstText(names.map((name) => headers[name]));
}

/** An empty value in one spelling must not hide the one in another. */
function firstText(values: readonly unknown[]): string {
  return values.map(asText).find((value) => value !== '') ?? '';
}

/** What is neither text, number nor a list of them can't be a header's value: its type stands in, which is none either. */
function asText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
  if (Array.isArray(value)) return value.map(asText).join(', ');
  return value === undefined || value === null ? '' : typeof value;
}

function isNamed(name: unknown, wanted: string): boolean {
  if (typeof name !== 'string') return false;
  const before = name.length - wanted.length;
  if (before !== 0 && before !== cgiPrefix.length) return false;
  const plain = name.toLowerCase().replaceAll('_', '-');
  return plain === wanted || plain === cgiPrefix + wanted;
}

/** Also one of another realm, as test runners and sandboxes have. */
function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}

function isPlain(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]';
}
