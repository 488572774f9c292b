import { type Item, MemoryStore, type Received, receive } from 'livespace-webhooks';
import { Guard } from 'livespace-webhooks/host';
import { type Host, type Vector, vectors } from './vectors.ts';

/** What a host made of a vector: the same columns for each. */
export interface Columns {
  /** Whether Livespace need not send it again; absent where the host has told Livespace so before it looked. */
  isTaken?: boolean;
  /** What started a run; `null` where nothing did. */
  item: object | null;
}

export async function throughCore(vector: Vector): Promise<Received> {
  const guard = new Guard(new MemoryStore());
  return receive(vector, { ...vector, guard, scope: 'contract' });
}

/** Each vector is a test: the host's columns, and its item whole, are the core's, but where the vector says why not. */
export function sameAsCore(host: Host, hear: (vector: Vector) => Promise<Columns>, some = vectors): void {
  const isLike = ({ unlike }: Vector) => unlike?.[host] === undefined;
  const cases = (like: boolean) =>
    some.filter((vector) => isLike(vector) === like).map((vector) => [vector.title, vector] as const);

  test.each(cases(true))('%s', async (_, vector) => {
    const { status, item = null } = vector.expected;
    const expected = await throughCore(vector);
    const { isTaken = status === 200, item: made } = await hear(vector);
    expect(isTaken).toBe(status === 200);
    if (item === null) return expect(made).toBeNull();
    expect(made).toMatchObject(item);
    expect(withoutRaw(made)).toEqual((expected as { item: Item }).item);
  });

  const unlike = cases(false);
  if (unlike.length === 0) return;
  test.each(unlike)(`%s: unlike the others`, async (_, vector) => {
    const { starts, item = {} } = vector.unlike?.[host] ?? {};
    const { item: made } = await hear(vector);
    expect(made !== null).toBe(starts);
    if (made !== null) expect(made).toMatchObject(item);
  });
}

/** How many vectors a host makes something else of, by the reason. */
export function countUnlike(host: Host): Record<string, number> {
  const reasons = vectors.flatMap(({ unlike }) => unlike?.[host]?.because ?? []);
  return Object.fromEntries(reasons.map((reason) => [reason, reasons.filter((other) => other === reason).length]));
}

function withoutRaw(item: object | null): object {
  const { raw: _, ...rest } = { raw: undefined, ...item };
  return rest;
}
