import type { Admitted } from '../webhook/admit.ts';
import { leaseMs } from '../webhook/guard.ts';
import { every } from './timers.ts';

/**
 * Holds an item's reservation while the work on it goes on, however long that takes, then keeps the item or lets its next
 * copy in.
 *
 * @returns what the work resolves to. @throws what it rejects with
 */
export async function underLease<T>(item: Admitted, work: Promise<T>): Promise<T> {
  let renewal = Promise.resolve();
  const end = every(leaseMs / 3, () => {
    renewal = item.renew();
  });
  try {
    const result = await work;
    end();
    // One on its way would undo what comes next.
    await renewal;
    await item.keep();
    return result;
  } catch (error) {
    end();
    await renewal;
    await item.release();
    throw error;
  }
}
