import { sameAsCore } from './columns.ts';
import { pasted, started, step } from './zapier.ts';

// An action can only go on or halt, so that the item alone tells.
sameAsCore('zapier', async (vector) => {
  const perform = step('creates.check_event', {
    inputData: {
      ...pasted(vector),
      body: String(vector.body),
      signature: Object.entries(vector.headers).find(([name]) => /signature$/i.test(name))?.[1],
      events: vector.events,
    },
  });
  const { item } = await started(perform.then((one) => [one]));
  return { item };
});
