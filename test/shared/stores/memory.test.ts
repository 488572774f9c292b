import { MemoryStore } from 'livespace-webhooks';
import { storeContract } from '../../../testing/stores/contract.ts';

test.each(Object.entries(storeContract))('%s', async (_, prove) => {
  let time = 0;
  const pass = (ms: number) => {
    time += ms;
  };
  await prove({ store: new MemoryStore({ now: () => time }), pass });
});
