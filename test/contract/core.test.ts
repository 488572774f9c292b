import { Guard, MemoryStore, receive } from 'livespace-webhooks';
import { vectors } from './vectors.ts';

test.each(vectors.map((vector) => [vector.title, vector] as const))('%s', async (_, vector) => {
  const guard = new Guard(new MemoryStore({ now: () => 0 }));
  const received = await receive(vector, { ...vector, guard, scope: 'contract' });
  expect(received).toMatchObject(vector.expected);
});
