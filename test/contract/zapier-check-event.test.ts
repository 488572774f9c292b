import { sameAsCore } from './columns.ts';
import { checkEvent, limits } from './hosts/zapier.ts';

const met = sameAsCore(checkEvent, { limits });

test('what Zapier can’t do is listed, and counted', () => {
  expect(Object.values(met)).toEqual([2]);
});
