/** What is used of `node:http`'s request, and of what frameworks put on it. */
export interface NodeRequest {
  method?: string | undefined;
  url?: string | undefined;
  httpVersionMajor?: number;
  headers: Record<string, string | string[] | undefined>;
  /** Whether all of it has arrived. */
  complete?: boolean;
  /** Whether somebody has read from it: a body parser, for one. */
  readableDidRead?: boolean;
  resume?(): unknown;
  destroy?(): unknown;
}

/** What is used of `node:http`'s response. */
export interface NodeResponse {
  headersSent: boolean;
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body: string): unknown;
}

export interface KoaContext {
  req: NodeRequest;
  res: NodeResponse;
  respond?: boolean | undefined;
}

export interface FastifyRequest {
  raw: NodeRequest;
}

export interface FastifyReply {
  raw: NodeResponse;
  hijack(): unknown;
}

export interface NodeExchange {
  request: NodeRequest;
  response: NodeResponse;
  /** The body's bytes, where a parser has left them. */
  bytes: Uint8Array<ArrayBuffer> | undefined;
}

export type NodeArguments =
  | [request: NodeRequest, response: NodeResponse, ...others: unknown[]]
  | [context: KoaContext, ...others: unknown[]]
  | [request: FastifyRequest, reply: FastifyReply];

/** @returns `node:http`'s own pair, taken out of the hands of a framework that would answer as well. */
export function nodeExchange([first, second]: NodeArguments): NodeExchange {
  if ('raw' in first) {
    const reply = second as FastifyReply;
    reply.hijack();
    return { request: first.raw, response: reply.raw, bytes: bytesOf(first, first.raw) };
  }
  if ('res' in first && 'req' in first) {
    first.respond = false;
    // The context's own body is the answer's.
    return { request: first.req, response: first.res, bytes: bytesOf(Reflect.get(first, 'request'), first.req) };
  }
  return { request: first as NodeRequest, response: second as NodeResponse, bytes: bytesOf(first) };
}

/** Where body parsers leave what they read. */
function bytesOf(...places: unknown[]): Uint8Array<ArrayBuffer> | undefined {
  const left = places.flatMap((place) => [held(place, 'body'), held(place, 'rawBody')]);
  return left.find((value): value is Uint8Array<ArrayBuffer> => value instanceof Uint8Array);
}

/** A framework may parse only when it is asked, and throw. */
function held(place: unknown, name: string): unknown {
  try {
    return Object(place)[name];
  } catch {
    return undefined;
  }
}
