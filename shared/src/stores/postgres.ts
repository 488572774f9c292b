import type { GuardStore } from '../webhook/guard-store.ts';

/** What is used of `pg` (a `Pool`) or of PGlite. */
export interface Postgres {
  query(sql: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
  on?(event: 'error', listener: () => void): unknown;
}

/** One statement, since PGlite takes no more at once. The lock lets one process make the table while others wait. */
const createTable = `DO $$ BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('livespace_guard', 0));
  IF to_regclass('livespace_guard') IS NULL THEN
    CREATE TABLE livespace_guard (
      key text COLLATE "C" PRIMARY KEY, value text COLLATE "C" NOT NULL, expires_at timestamptz NOT NULL);
    CREATE INDEX ON livespace_guard (expires_at);
  END IF;
END $$`;

const write = `INSERT INTO livespace_guard AS stored (key, value, expires_at)
  VALUES ($1, $2, now() + $3::float8 * interval '1 millisecond')
  ON CONFLICT (key) DO UPDATE SET expires_at = excluded.expires_at, value =`;

const add = `${write} excluded.value WHERE stored.expires_at <= now() RETURNING value`;

const get = 'SELECT value FROM livespace_guard WHERE key = $1 AND expires_at > now()';

const set = `${write} excluded.value`;

const remove = 'DELETE FROM livespace_guard WHERE key = $1 AND ($2::text IS NULL OR value = $2)';

const raise = `${write}
  CASE WHEN stored.expires_at > now() THEN greatest(stored.value, excluded.value) ELSE excluded.value END
  RETURNING value`;

/** Rows that another process is at are skipped, so that nobody waits for anybody. */
const removeExpired = `DELETE FROM livespace_guard WHERE key IN (
  SELECT key FROM livespace_guard WHERE expires_at <= now() ORDER BY expires_at LIMIT 1000 FOR UPDATE SKIP LOCKED)`;

/** So that more is removed than can be added meanwhile. */
const writesBetweenRemovals = 500;

/**
 * The guard's memory in Postgres, common to several processes, in the table `livespace_guard`. A call is one statement.
 * The table is made on first use, by whichever process comes first, unless it is there. Expired rows count as none, and
 * are removed now and then along with a write.
 *
 * @param pool `new Pool(...)` of `pg`, or a PGlite; yours to open and to close.
 * @throws TypeError for anything else
 */
export function postgresStore(pool: Postgres): GuardStore {
  checkKind(pool);
  // Unheard, the loss of an idle connection would end the process. The call that needs one fails, and is heard of.
  pool.on?.('error', () => {});
  // Short-lived processes must do their share too.
  let writes = Math.floor(Math.random() * writesBetweenRemovals);

  async function query(sql: string, ...values: unknown[]): Promise<string | undefined> {
    const { rows } = await pool.query(sql, values).catch(async (error) => {
      if (error?.code !== undefinedTable) throw error;
      await pool.query(createTable);
      return pool.query(sql, values);
    });
    return (rows[0] as { value: string } | undefined)?.value;
  }

  function tidy(): void {
    writes += 1;
    // Not waited for: no event is to be slower for it, and what fails is done by the next.
    if (writes % writesBetweenRemovals === 0) pool.query(removeExpired).catch(() => {});
  }

  return {
    async add(key, value, ttlMs) {
      tidy();
      return (await query(add, key, value, ttlMs)) !== undefined;
    },
    get: (key) => query(get, key),
    set: (key, value, ttlMs) => query(set, key, value, ttlMs),
    delete: (key, onlyIf) => query(remove, key, onlyIf ?? null),
    async raise(key, value, ttlMs) {
      tidy();
      return (await query(raise, key, value, ttlMs)) ?? value;
    },
  };
}

/** Postgres' code for a table that is not there. */
const undefinedTable = '42P01';

function checkKind(pool: unknown): void {
  const has = (name: string) => typeof Object(pool)[name] === 'function';
  // `connect` is pg's, `exec` PGlite's; MySQL's clients have `query` too, and `execute`.
  if (has('query') && (has('connect') || has('exec')) && !has('execute')) return;
  throw new TypeError(
    'postgresStore takes a Pool of pg, or a PGlite: postgresStore(new Pool({ connectionString })) or postgresStore(new PGlite(folder)).',
  );
}
