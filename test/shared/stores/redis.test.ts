import { Redis } from 'ioredis';
import { redisStore } from 'livespace-webhooks/redis';
import { createClient } from 'redis';

test.each([
  ['nothing', undefined],
  ['an address', 'redis://localhost'],
  ['the class instead of one', Redis],
  ['a promise', Promise.resolve(createClient())],
  ['node-redis before version 4', { get() {}, set() {}, del() {}, eval() {}, evalsha() {}, send_command() {} }],
  ['a client over HTTP', { get() {}, set() {}, del() {}, eval() {}, evalsha() {} }],
  ['a client of Postgres', { query() {}, connect() {} }],
])('refuses %s at once, and says what to give', (_, client) => {
  expect(() => redisStore(client as never)).toThrow(TypeError);
  expect(() => redisStore(client as never)).toThrow('redisStore(new Redis(url))');
});

test('takes the clients it names, without asking them anything yet', () => {
  redisStore(createClient());
  redisStore(new Redis({ lazyConnect: true }));
});
