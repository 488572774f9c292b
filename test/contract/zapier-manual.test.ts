import { sameAsCore } from './columns.ts';
import { limits, manual } from './hosts/zapier.ts';

const met = sameAsCore(manual, { limits });

test('what Zapier can’t do is listed, and counted', () => {
  expect(Object.values(met)).toEqual([2]);
});
