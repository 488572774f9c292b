/*
 * The whole gate beside its floor: createHmac + timingSafeEqual + JSON.parse of the same bytes. Interleaved rounds, so
 * that a busy machine slows both; the medians are compared.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { MemoryStore, receive } from 'livespace-webhooks';
import { Guard, sampleEvents } from 'livespace-webhooks/host';
import { signDelivery } from '../testing/sign.ts';

const url = 'https://hooks.example.com/livespace';
const secret = 'bench-secret';
const rounds = 200;
const perRound = 20;

for (const kilobytes of [2, 200]) {
  const requests = Array.from({ length: rounds * perRound }, (_, index) => delivery(index, kilobytes * 1024));
  const guard = new Guard(new MemoryStore({ now: Date.now }));
  const options = { secrets: [secret], events: ['deal.created'], guard, scope: 'bench' };
  const gate = async (request: Delivery) => {
    if ((await receive(request, options)).kind !== 'accepted')
      throw new Error('An event of the benchmark was not accepted.');
  };
  const times: { floor: number[]; gate: number[] } = { floor: [], gate: [] };
  for (let round = 0; round < rounds; round += 1) {
    const batch = requests.slice(round * perRound, (round + 1) * perRound);
    times.floor.push(await microseconds(batch, floor));
    times.gate.push(await microseconds(batch, gate));
  }
  const [floorTime, gateTime] = [median(times.floor), median(times.gate)];
  const ratio = (gateTime / floorTime).toFixed(2);
  console.log(`${kilobytes} KB: floor ${floorTime.toFixed(1)} µs, gate ${gateTime.toFixed(1)} µs, ratio ${ratio}`);
}

interface Delivery {
  url: string;
  headers: { 'x-livespace-signature': string };
  body: Buffer;
}

function delivery(index: number, bytes: number): Delivery {
  const event = { ...sampleEvents['deal.created'], id: `bench-${bytes}-${index}` };
  const products: object[] = [];
  const data = { ...event.data, id: `deal-${index}`, products };
  const size = () => Buffer.byteLength(JSON.stringify({ ...event, data }));
  const product = { id: '4f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11', name: 'Chair “Gdańsk”', price: '199,00', quantity: 4 };
  const missing = bytes - size();
  for (let filled = 0; filled < missing; filled += JSON.stringify(product).length + 1) products.push(product);
  const body = Buffer.from(JSON.stringify({ ...event, data }));
  const signature = signDelivery(url, body, secret);
  return { url, headers: { 'x-livespace-signature': signature }, body };
}

function floor(request: Delivery): void {
  const expected = createHmac('sha256', secret).update(request.url).update(request.body).digest();
  const given = Buffer.from(request.headers['x-livespace-signature'], 'hex');
  if (!timingSafeEqual(expected, given)) throw new Error('A signature of the benchmark is wrong.');
  JSON.parse(request.body.toString());
}

async function microseconds(batch: Delivery[], work: (request: Delivery) => void | Promise<void>): Promise<number> {
  const start = process.hrtime.bigint();
  for (const request of batch) await work(request);
  return Number(process.hrtime.bigint() - start) / 1000 / batch.length;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
