import { countUnlike, sameAsCore } from './columns.ts';
import { rawRequest, started, step, triggerOf } from './zapier.ts';

// Zapier keeps one secret: there is nothing to tell it a new one.
sameAsCore('zapier', (vector) =>
  started(
    step(`triggers.${triggerOf(vector)}`, {
      inputData: {},
      rawRequest: rawRequest(vector),
      subscribeData: { id: 's-1', url: vector.url, secret: vector.secrets.at(-1) },
    }),
  ),
);

test('what Zapier can’t do is listed', () => {
  expect(countUnlike('zapier')).toEqual({ 'Zapier hands the body over as a text': 1 });
});
