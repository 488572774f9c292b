import { sameAsCore } from './columns.ts';
import { pasted, rawRequest, started, step, triggerOf } from './zapier.ts';

sameAsCore('zapier', (vector) =>
  started(
    step(`triggers.${triggerOf(vector)}_manual`, {
      inputData: pasted(vector),
      rawRequest: rawRequest(vector),
      subscribeData: {},
    }),
  ),
);
