import { sampleEvents } from 'livespace-webhooks/host';

const product = { id: '4f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11', name: 'Chair “Gdańsk”', price: '199,00', quantity: 4 };
const productBytes = Buffer.byteLength(JSON.stringify(product)) + 1;

export interface Delivery {
  /** Unlike any other's. */
  id: string;
  body: Buffer;
}

/** @returns an event about a deal of its own, with as many products as make its JSON about so many kilobytes. */
export function deliveryOf(kilobytes: number, index: number): Delivery {
  const id = `bench-${kilobytes}-${index}`;
  const event = { ...sampleEvents['deal.created'], id };
  const whole = (count: number) => {
    const data = { ...event.data, id: `deal-${index}`, products: Array<object>(count).fill(product) };
    return Buffer.from(JSON.stringify({ ...event, data }));
  };
  return { id, body: whole(Math.max(0, Math.floor((kilobytes * 1024 - whole(0).length) / productBytes))) };
}
