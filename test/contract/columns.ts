import { type Item, MemoryStore, type Received, receive } from 'livespace-webhooks';
import { Guard } from 'livespace-webhooks/host';
import { type Vector, vectors } from './vectors.ts';

/** What a host made of a vector: the same columns for each. */
export interface Columns {
  /** Whether Livespace need not send it again; absent where only the item can tell. */
  isTaken?: boolean;
  /** What started a run, without `raw`; `null` where nothing did. */
  item: Item | null;
}

/** What a host can't do: what it makes of a vector instead. */
export interface Limit {
  because: string;
  /** @returns the columns as they were given, where they stay. */
  on(vector: Vector, columns: Columns): Columns | Promise<Columns>;
}

export async function throughCore(vector: Vector): Promise<Received> {
  const guard = new Guard(new MemoryStore());
  return receive(vector, { ...vector, guard, scope: 'contract' });
}

export async function columnsOf(vector: Vector): Promise<Columns> {
  const received = await throughCore(vector);
  return { isTaken: received.status === 200, item: received.kind === 'accepted' ? received.item : null };
}

/** Each vector is a test: the columns are the core's, the whole item included, but for what the host's limits say. */
export function sameAsCore(
  hear: (vector: Vector) => Promise<Columns>,
  { limits = [] as Limit[], some = vectors } = {},
) {
  const met: Record<string, number> = {};

  test.each(some.map((vector) => [vector.title, vector] as const))('%s', async (_, vector) => {
    let expected = await columnsOf(vector);
    for (const { because, on } of limits) {
      const limited = await on(vector, expected);
      if (limited !== expected) met[because] = (met[because] ?? 0) + 1;
      expected = limited;
    }
    const { isTaken = expected.isTaken, item } = await hear(vector);
    expect({ isTaken, item: item && withoutRaw(item) }).toEqual(expected);
  });

  return met;
}

function withoutRaw(item: object): object {
  const { raw: _, ...rest } = { raw: undefined, ...item };
  return rest;
}
