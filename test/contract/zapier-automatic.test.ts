import { sameAsCore } from './columns.ts';
import { automatic, limits } from './hosts/zapier.ts';

const met = sameAsCore(automatic, { limits });

test('what Zapier can’t do is listed, and counted', () => {
  expect(Object.values(met)).toEqual([2]);
});
