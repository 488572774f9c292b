/*
 * The whole gate, `receive()` and `keep()`, beside its floor (HMAC, comparison in constant time, JSON.parse) and beside what
 * people verify other services' webhooks with. All get the same payload, each signed as its own service signs it, with the
 * usual headers. Contenders take turns in an order that rotates, so that a busy machine slows all; each gets bytes of its
 * own; a ratio is the median of the rounds' own ratios.
 *
 * No test runner around it: what node:test does to follow promises would slow those contenders that have any.
 */

import os from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { type Contender, contenders } from './gate/contenders.ts';
import { type Delivery, deliveryOf } from './gate/deliveries.ts';
import { quartiles, spread } from './quartiles.ts';

const ours = 'receive + keep';
const rival = 'stripe constructEvent';
/** For a busy machine: a run beside others is not the truth. */
const tolerance = 1.15;
/** Deliveries of each turn before the clock runs: the processor's caches still hold what the one before needed. */
const leadIn = 5;
/** Of the floor: what is wished for, and what a run must reach. */
const sizes = [
  { kilobytes: 2, goal: 1.4, held: 1.9, rounds: 1500, batch: 30 },
  { kilobytes: 20, goal: 1.08, held: 1.25, rounds: 400, batch: 8 },
  { kilobytes: 200, goal: 1.03, held: 1.12, rounds: 120, batch: 3 },
];
const usualHeaders = {
  host: 'hooks.example.com',
  'user-agent': 'Webhooks/1.0',
  accept: '*/*',
  'content-type': 'application/json; charset=utf-8',
  connection: 'keep-alive',
};

let passed = 0;
let failed = 0;
function check(title: string, is: boolean): void {
  console.log(`${is ? '✔' : '✘'} ${title}`);
  if (is) passed += 1;
  else failed += 1;
}

console.log(`Node ${process.version}, ${os.cpus()[0]?.model.trim()}, load ${os.loadavg()[0]?.toFixed(1)}`);
for (const { kilobytes, goal, held, rounds, batch } of sizes) {
  const all = await contenders();
  for (const [name, contender] of Object.entries(all)) {
    check(`${kilobytes} KB, ${name}: takes what is genuine, and that alone`, await isRight(contender, kilobytes));
  }
  const times = await race(Object.values(all), kilobytes, rounds, batch);
  const ratios = Object.fromEntries(Object.keys(all).map((name, index) => [name, ratiosOf(times, index)]));
  console.log(`\n${kilobytes} KB, ${rounds} rounds of ${batch}: median (quartiles)`);
  for (const [index, [name, ratio]] of Object.entries(ratios).entries()) {
    const taken = times.map((round) => round[index] ?? Number.NaN);
    console.log(`  ${name.padEnd(32)} ${spread(taken, 1, ' µs').padEnd(32)} ${spread(ratio, 2, ' of the floor')}`);
  }
  const medians = Object.fromEntries(Object.entries(ratios).map(([name, ratio]) => [name, quartiles(ratio)[1]]));
  const [own = Number.NaN, stripes = Number.NaN] = [medians[ours], medians[rival]];
  console.log(
    `  ${own <= goal ? 'reaches' : 'misses'} the goal of ${goal}, ${own < stripes ? 'below' : 'above'} Stripe’s\n`,
  );
  check(`${kilobytes} KB: at most ${held} of the floor, and 15 % for a busy machine`, own <= held * tolerance);
  // What an item and a guard cost is the same at every size, and Stripe's has neither.
  if (kilobytes > 2) check(`${kilobytes} KB: below Stripe’s ratio`, own < stripes);
}
check('a copy is not taken', await refusesCopy((await contenders())[ours] as Contender));
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** A contender that checks nothing, or hands over something else, would win any race. */
async function isRight({ sign, take }: Contender, kilobytes: number): Promise<boolean> {
  const delivery = deliveryOf(kilobytes, -1);
  const headers = { ...usualHeaders, ...sign(delivery) };
  const forged = Buffer.from(delivery.body.toString().replace('12500.50', '92500.50'));
  const refuses = !forged.equals(delivery.body) && (await rejects(() => take(forged, headers)));
  const taken = await take(Buffer.from(delivery.body), headers);
  return refuses && isDeepStrictEqual(taken, JSON.parse(delivery.body.toString()));
}

/** Without a guard that remembers, ours would do less than it says. */
async function refusesCopy({ sign, take }: Contender): Promise<boolean> {
  const delivery = deliveryOf(2, -1);
  await take(delivery.body, sign(delivery));
  return rejects(() => take(delivery.body, sign(delivery)));
}

async function rejects(work: () => unknown): Promise<boolean> {
  try {
    await work();
    return false;
  } catch {
    return true;
  }
}

/** @returns the microseconds a delivery of each contender, for each round but the first fifth, in which code gets warm. */
async function race(all: Contender[], kilobytes: number, rounds: number, batch: number): Promise<number[][]> {
  const times: number[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const deliveries = Array.from({ length: leadIn + batch }, (_, index) =>
      deliveryOf(kilobytes, round * (leadIn + batch) + index),
    );
    const taken: number[] = [];
    for (let turn = 0; turn < all.length; turn += 1) {
      const index = (round + turn) % all.length;
      taken[index] = await microseconds(all[index] as Contender, deliveries);
    }
    if (round >= rounds / 5) times.push(taken);
  }
  return times;
}

async function microseconds({ sign, take }: Contender, deliveries: Delivery[]): Promise<number> {
  const requests = deliveries.map((delivery) => ({
    body: Buffer.from(delivery.body),
    headers: { ...usualHeaders, 'content-length': String(delivery.body.length), ...sign(delivery) },
  }));
  let start = 0n;
  for (const [index, { body, headers }] of requests.entries()) {
    if (index === leadIn) start = process.hrtime.bigint();
    const taken = take(body, headers);
    if (taken instanceof Promise) await taken;
  }
  return Number(process.hrtime.bigint() - start) / 1000 / (deliveries.length - leadIn);
}

function ratiosOf(times: number[][], index: number): number[] {
  return times.map((round) => (round[index] ?? Number.NaN) / (round[0] ?? Number.NaN));
}
