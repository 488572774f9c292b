import type { GuardStore } from '../webhook/guard-store.ts';

/** What is used of a client, cluster or pool of node-redis, version 4 or later. */
export interface NodeRedis {
  get(key: string): Promise<unknown>;
  set(key: string, value: string, options: { PX: number; NX?: true }): Promise<unknown>;
  del(key: string): Promise<unknown>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  on?(event: 'error', listener: () => void): unknown;
}

/** What is used of a client or cluster of ioredis. */
export interface IoRedis {
  call(command: string, ...args: (string | number)[]): Promise<unknown>;
  on?(event: 'error', listener: () => void): unknown;
}

/** By bytes, since Lua's own comparison follows the locale of the server. */
const raise = `
local given, stored = ARGV[1], redis.call('GET', KEYS[1]) or ''
local at = 1
while at <= #given and given:byte(at) == stored:byte(at) do at = at + 1 end
local greater = (given:byte(at) or -1) < (stored:byte(at) or -1) and stored or given
redis.call('SET', KEYS[1], greater, 'PX', ARGV[2])
return greater`;

const deleteIf = `return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1]) or 0`;

/**
 * The guard's memory in Redis, common to several processes. A call is one round trip; Redis lets entries expire by itself.
 *
 * @param client of node-redis, connected, or of ioredis; yours to open and to close.
 * @param options `prefix` stands before every key: `livespace:` unless told.
 * @throws TypeError for a client of another kind
 */
export function redisStore(client: NodeRedis | IoRedis, { prefix = 'livespace:' } = {}): GuardStore {
  const redis = commands(client);
  // Unheard, the loss of a connection would end the process. The call that needs it fails, and is heard of.
  client.on?.('error', () => {});
  return {
    add: async (key, value, ttlMs) => (await redis.set(prefix + key, value, milliseconds(ttlMs), 'NX')) !== null,
    get: async (key) => text(await redis.get(prefix + key)),
    set: (key, value, ttlMs) => redis.set(prefix + key, value, milliseconds(ttlMs)),
    delete: (key, onlyIf) =>
      onlyIf === undefined ? redis.del(prefix + key) : redis.script(deleteIf, prefix + key, onlyIf),
    raise: async (key, value, ttlMs) =>
      String(await redis.script(raise, prefix + key, value, String(milliseconds(ttlMs)))),
  };
}

interface Commands {
  get(key: string): Promise<unknown>;
  set(key: string, value: string, ttlMs: number, onlyNew?: 'NX'): Promise<unknown>;
  del(key: string): Promise<unknown>;
  script(source: string, ...keyAndArgs: [string, ...string[]]): Promise<unknown>;
}

function commands(client: NodeRedis | IoRedis): Commands {
  const has = (...names: string[]) => names.every((name) => typeof Object(client)[name] === 'function');
  if (has('call', 'evalsha')) return ofIoRedis(client as IoRedis);
  if (has('get', 'set', 'del', 'eval', 'evalSha')) return ofNodeRedis(client as NodeRedis);
  throw new TypeError(
    'redisStore takes a client of node-redis 4 or later, or of ioredis: redisStore(await createClient({ url }).connect()) or redisStore(new Redis(url)).',
  );
}

function ofIoRedis(client: IoRedis): Commands {
  return {
    get: (key) => client.call('GET', key),
    set: (key, value, ttlMs, onlyNew) => client.call('SET', key, value, 'PX', ttlMs, ...(onlyNew ? [onlyNew] : [])),
    del: (key) => client.call('DEL', key),
    script: (source, ...keyAndArgs) => client.call('EVAL', source, 1, ...keyAndArgs),
  };
}

function ofNodeRedis(client: NodeRedis): Commands {
  return {
    get: (key) => client.get(key),
    // The older way to say it, which every version takes.
    set: (key, value, PX, onlyNew) => client.set(key, value, onlyNew ? { PX, NX: true } : { PX }),
    del: (key) => client.del(key),
    script: (source, ...[key, ...args]) => client.eval(source, { keys: [key], arguments: args }),
  };
}

/** Redis takes whole milliseconds, one at least. */
function milliseconds(ttlMs: number): number {
  return Math.max(1, Math.ceil(ttlMs));
}

/** A client may be set up to answer with Buffers. */
function text(reply: unknown): string | undefined {
  return reply === null || reply === undefined ? undefined : String(reply);
}
