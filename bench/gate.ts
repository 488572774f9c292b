/*
 * The whole gate, `receive()` and `keep()`, beside its floor: createHmac, timingSafeEqual and JSON.parse of the same bytes.
 * Rounds take turns, so that a busy machine slows both, and each gets bytes of its own; what is compared is the medians.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import os from 'node:os';
import { MemoryStore, receive } from 'livespace-webhooks';
import { Guard, sampleEvents } from 'livespace-webhooks/host';
import { signDelivery } from '../testing/sign.ts';

const url = 'https://hooks.example.com/livespace';
const secret = 'bench-secret';
const rounds = 200;
const perRound = 20;
const header = 'x-livespace-signature';

interface Delivery {
  url: string;
  headers: { [header]: string };
  body: Buffer;
}

console.log(`Node ${process.version}, ${os.cpus()[0]?.model.trim()}, ${rounds} rounds of ${perRound}`);
for (const kilobytes of [2, 20, 200]) {
  const guard = new Guard(new MemoryStore());
  const options = { secrets: [secret], events: ['deal.created'], guard, scope: 'bench' };
  const gate = async (delivery: Delivery) => {
    const received = await receive(delivery, options);
    if (received.kind !== 'accepted') throw new Error('An event of the benchmark was not accepted.');
    await received.keep();
  };
  const times: [typeof gate | typeof floor, number[]][] = [
    [floor, []],
    [gate, []],
  ];
  for (let round = 0; round < rounds; round += 1) {
    const batch = Array.from({ length: perRound }, (_, index) => deliver(round * perRound + index, kilobytes * 1024));
    for (const [work, taken] of round % 2 === 0 ? times : times.toReversed()) {
      const own = batch.map((delivery) => ({ ...delivery, body: Buffer.from(delivery.body) }));
      taken.push(await microseconds(own, work));
    }
  }
  const [floorTimes, gateTimes] = times.map(([, taken]) => taken.sort((a, b) => a - b)) as [number[], number[]];
  const ratio = (at(gateTimes, 0.5) / at(floorTimes, 0.5)).toFixed(2);
  console.log(`${kilobytes} KB: floor ${spread(floorTimes)}, gate ${spread(gateTimes)}, ratio ${ratio}`);
}

function deliver(index: number, bytes: number): Delivery {
  const event = { ...sampleEvents['deal.created'], id: `bench-${bytes}-${index}` };
  const product = { id: '4f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11', name: 'Chair “Gdańsk”', price: '199,00', quantity: 4 };
  const whole = (products: object[]) =>
    JSON.stringify({ ...event, data: { ...event.data, id: `deal-${index}`, products } });
  const missing = Math.max(0, bytes - Buffer.byteLength(whole([])));
  const count = Math.floor(missing / (Buffer.byteLength(JSON.stringify(product)) + 1));
  const body = Buffer.from(whole(Array<object>(count).fill(product)));
  return { url, headers: { [header]: signDelivery(url, body, secret) }, body };
}

function floor({ url: signedUrl, headers, body }: Delivery): void {
  const expected = createHmac('sha256', secret).update(signedUrl).update(body).digest();
  if (!timingSafeEqual(expected, Buffer.from(headers[header], 'hex')))
    throw new Error('A signature of the benchmark is wrong.');
  JSON.parse(body.toString());
}

async function microseconds(batch: Delivery[], work: (delivery: Delivery) => void | Promise<void>): Promise<number> {
  const start = process.hrtime.bigint();
  for (const delivery of batch) await work(delivery);
  return Number(process.hrtime.bigint() - start) / 1000 / batch.length;
}

function at(sorted: number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

function spread(sorted: number[]): string {
  return `${at(sorted, 0.5).toFixed(1)} µs (${at(sorted, 0.25).toFixed(1)} to ${at(sorted, 0.75).toFixed(1)})`;
}
