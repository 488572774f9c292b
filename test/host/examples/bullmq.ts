import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventBody } from '../../../testing/endpoint/deliveries.ts';
import { Example, type Program } from '../../../testing/endpoint/example.ts';
import { freePort } from '../../../testing/hosts/free-port.ts';
import { until } from '../../../testing/hosts/until.ts';
import { startRedis } from '../../../testing/services/redis.ts';
import { signDelivery } from '../../../testing/sign.ts';

/*
 * The endpoint puts events into BullMQ, a worker does the work. Either is killed again and again, and nothing is lost.
 */

const secret = 'the-webhook-secret';
const events = 400;

test('BullMQ', async (t) => {
  const redis = await startRedis();
  const example = await Example.install('bullmq');
  // Work that takes a moment, so that kills hit it.
  await example.change(
    'worker.js',
    'console.log(',
    'await new Promise((resolve) => setTimeout(resolve, 100));\n  console.log(',
  );
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/livespace`;
  const env = { REDIS_URL: redis.url, LIVESPACE_WEBHOOK_URL: url, LIVESPACE_WEBHOOK_SECRET: secret };
  const running: { endpoint: Program; worker: Program } = {
    endpoint: await example.serve(env, port),
    worker: await example.start('worker', env),
  };
  t.after(() => Promise.all([running.endpoint.kill(), running.worker.kill()]));

  /** What any worker did, by the fact's key. */
  const earlier: string[] = [];
  const done = () =>
    [...earlier, ...running.worker.lines].filter((line) => /^deal\./.test(line)).map((line) => line.split(' ').at(-1));

  const post = async (body: string) => {
    const headers = { 'x-livespace-signature': signDelivery(url, body, secret) };
    return (await fetch(url, { method: 'POST', headers, body })).status;
  };
  const postUntilTaken = async (body: string) => {
    while ((await post(body).catch(() => 0)) !== 200) await sleep(100);
  };

  await t.test('a fact is one job, whatever brought it', async () => {
    const statuses = [post(eventBody({ id: 'e-1' })), post(eventBody({ id: 'e-1' })), post(eventBody({ id: 'e-2' }))];
    const [first, copy, other] = await Promise.all(statuses);
    assert.ok(first === 200 || copy === 200);
    assert.equal(other, 200);
    await until(() => done().length > 0, 20_000);
    assert.equal(await post(eventBody({ id: 'e-3' })), 200);
    await sleep(500);
    assert.deepEqual(done(), ['created:d-1']);
  });

  await t.test('with endpoint and worker killed in between, each fact is worked on', async (t) => {
    let isDone = false;
    let kills = 0;
    const kill = async () => {
      // A fast machine is done before the third.
      while (!isDone || kills < 4) {
        await sleep(700);
        kills += 1;
        if (kills % 2 === 0) {
          await running.endpoint.kill();
          running.endpoint = await example.serve(env, port);
        } else {
          await running.worker.kill();
          earlier.push(...running.worker.lines);
          running.worker = await example.start('worker', env);
        }
      }
    };
    const killing = kill();
    const names = Array.from({ length: events }, (_, index) => `deal-${index}`);
    const waiting = names.map((name) => eventBody({ id: `event-${name}`, deal: { id: name } }));
    const send = async () => {
      for (let body = waiting.pop(); body; body = waiting.pop()) {
        await postUntilTaken(body);
        // As deals are made: over a while.
        await sleep(80 * Math.random());
      }
    };
    await Promise.all(Array.from({ length: 4 }, send));
    isDone = true;
    await killing;
    const facts = names.map((name) => `created:${name}`);
    await until(() => facts.every((fact) => done().includes(fact)), 120_000, 500);
    t.diagnostic(`${kills} kills, ${done().length - 1 - events} repeats of ${events} facts`);
    assert.ok(kills > 2);
  });
});
