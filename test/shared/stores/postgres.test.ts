/** @jest-environment ./testing/services/pglite-environment.ts */
import { setTimeout as sleep } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import { postgresStore } from 'livespace-webhooks/postgres';
import { storeContract } from '../../../testing/stores/contract.ts';

declare const pglite: PGlite;

beforeEach(() => pglite.exec('DROP TABLE IF EXISTS livespace_guard'));

const pass = (ms: number) => sleep(ms + 20);

test.each(Object.entries(storeContract))('%s', (_, prove) => prove({ store: postgresStore(pglite), pass }));

test('the table comes back should somebody drop it', async () => {
  const store = postgresStore(pglite);
  await store.set('k', 'v', 60_000);
  await pglite.exec('DROP TABLE livespace_guard');
  expect(await store.get('k')).toBeUndefined();
  expect(await store.add('k', 'w', 60_000)).toBe(true);
});

test('a table that somebody else made is taken as it is', async () => {
  await pglite.exec(
    'CREATE TABLE livespace_guard (key text PRIMARY KEY, value text, expires_at timestamptz, note text)',
  );
  expect(await postgresStore(pglite).add('k', 'v', 60_000)).toBe(true);
});

test('what expired is removed along with later writes, what did not stays', async () => {
  const store = postgresStore(pglite);
  for (let index = 0; index < 600; index += 1) await store.add(`gone ${index}`, 'v', 1);
  await pass(0);
  for (let index = 0; index < 500; index += 1) await store.add(`here ${index}`, 'v', 60_000);
  const { rows } = await pglite.query('SELECT left(key, 4) AS kind, count(*)::int FROM livespace_guard GROUP BY 1');
  expect(rows).toEqual([{ kind: 'here', count: 500 }]);
});

test.each([
  ['nothing', undefined],
  ['a connection string', 'postgres://localhost/app'],
  ['the class instead of one', class Pool {}],
  ['a promise', Promise.resolve({ query() {}, connect() {} })],
  ['a client of MySQL', { query() {}, execute() {}, connect() {}, getConnection() {} }],
  ['a client of Redis', { get() {}, set() {}, connect() {} }],
])('refuses %s at once, and says what to give', (_, client) => {
  expect(() => postgresStore(client as never)).toThrow(TypeError);
  expect(() => postgresStore(client as never)).toThrow('postgresStore(new Pool({ connectionString }))');
});
