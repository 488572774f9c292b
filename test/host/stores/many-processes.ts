import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventBody } from '../../../testing/endpoint/deliveries.ts';
import { temporaryFolder } from '../../../testing/hosts/temporary-folder.ts';
import { startPostgres } from '../../../testing/services/postgres.ts';
import { startRedis } from '../../../testing/services/redis.ts';
import { signDelivery } from '../../../testing/sign.ts';
import { Fleet } from '../../../testing/stores/fleet.ts';
import { openStore } from '../../../testing/stores/open-store.ts';

/*
 * Eight processes behind a load balancer, one store: 20,000 deliveries, most of them copies, in the wrong order. Then the same
 * while processes are killed, and a sender that tries until it is told 200.
 */

const url = 'https://hooks.example.com/livespace';
const secret = 'the-webhook-secret';
const processes = 8;
/** Two events of a deal, each four times: 20,000 deliveries, and 6,000 between kills. */
const deals = 2500;
const dealsBetweenKills = 750;
const copies = 4;
const atOnce = 12;

interface Delivery {
  id: string;
  body: string;
  headers: Record<string, string>;
}

/** Two events a deal, the newer one first; their copies come close to each other, and often at the same time. */
function deliveries(deals: number): Delivery[] {
  const all: [when: number, Delivery][] = [];
  for (let deal = 0; deal < deals; deal += 1) {
    for (const [age, second] of [
      ['newer', '05'],
      ['older', '04'],
    ] as const) {
      const id = `${deal}-${age}`;
      const timestamp = `2026-11-24T10:00:${second}Z`;
      const body = eventBody({ id, name: 'deal.status_changed', timestamp, deal: { id: `d-${deal}`, status: 'won' } });
      const headers = { 'x-livespace-signature': signDelivery(url, body, secret) };
      for (let copy = 0; copy < copies; copy += 1) all.push([deal + 20 * Math.random(), { id, body, headers }]);
    }
  }
  return all.sort(([one], [other]) => one - other).map(([, delivery]) => delivery);
}

/** As often as it takes, each time to a process of its own choice. */
async function sendUntilTaken(fleet: Fleet, { headers, body }: Delivery): Promise<void> {
  for (;;) {
    const port = fleet.ports[Math.floor(Math.random() * fleet.ports.length)] as number;
    if ((await fleet.send(port, headers, body)) === 200) return;
    await sleep(50);
  }
}

async function sendAll(fleet: Fleet, deals: number): Promise<void> {
  const waiting = deliveries(deals);
  const send = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await sendUntilTaken(fleet, next);
  };
  await Promise.all(Array.from({ length: atOnce }, send));
}

async function runs(file: string): Promise<Map<string, string[]>> {
  const byId = new Map<string, string[]>();
  for (const line of (await readFile(file, 'utf8')).trim().split('\n')) {
    const [id = '', isLate = ''] = line.split(' ');
    byId.set(id, [...(byId.get(id) ?? []), isLate]);
  }
  return byId;
}

for (const [name, start] of [
  ['Redis', startRedis],
  ['Postgres', startPostgres],
] as const) {
  describe(name, async () => {
    const server = await start();
    const folder = await temporaryFolder('fleet');
    const database = await openStore(server.url);
    after(() => database.close());

    const startFleet = async (file: string) => {
      await database.reset();
      const RUNS = path.join(folder, file);
      await rm(RUNS, { force: true });
      const env = { STORE_URL: server.url, RUNS, LIVESPACE_WEBHOOK_URL: url, LIVESPACE_WEBHOOK_SECRET: secret };
      return { fleet: await Fleet.start(processes, env), file: RUNS };
    };

    test('each event once, the newest of a deal never late', async (t) => {
      const { fleet, file } = await startFleet('runs');
      t.after(() => fleet.stop());
      await sendAll(fleet, deals);
      const seen = await runs(file);
      assert.deepEqual(
        fleet.log.filter((line) => line !== 'listening'),
        [],
      );
      assert.equal(seen.size, 2 * deals);
      assert.deepEqual(
        [...seen].filter(([, times]) => times.length !== 1),
        [],
      );
      assert.deepEqual(
        [...seen].filter(([id, [isLate]]) => id.endsWith('newer') && isLate !== 'false'),
        [],
      );
      const late = [...seen].filter(([, [isLate]]) => isLate === 'true').length;
      t.diagnostic(`${late} of ${deals} older events came late`);
      assert.ok(late > 0);
    });

    test('with processes killed in between: at least once, and twice no more often than were in flight', async (t) => {
      const { fleet, file } = await startFleet('runs-with-kills');
      t.after(() => fleet.stop());
      let isDone = false;
      const killing = (async () => {
        while (!isDone) {
          await sleep(300);
          await fleet.kill(fleet.ports[Math.floor(Math.random() * fleet.ports.length)] as number);
        }
      })();
      await sendAll(fleet, dealsBetweenKills);
      isDone = true;
      await killing;
      const seen = await runs(file);
      const repeats = [...seen.values()].reduce((sum, times) => sum + times.length - 1, 0);
      t.diagnostic(`${fleet.kills} kills, ${fleet.lost} deliveries in flight at them, ${repeats} repeats`);
      assert.ok(fleet.kills > 3);
      assert.equal(seen.size, 2 * dealsBetweenKills);
      assert.ok(repeats <= fleet.lost, `${repeats} repeats, ${fleet.lost} in flight`);
      const effects = await database.effects();
      assert.equal(effects.length, 2 * dealsBetweenKills);
    });
  });
}
