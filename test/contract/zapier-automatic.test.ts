import { countUnlike, sameAsCore } from './columns.ts';
import { automatic } from './hosts/zapier.ts';

sameAsCore('zapier', automatic);

test('what Zapier can’t do is listed', () => {
  expect(countUnlike('zapier')).toEqual({ 'Zapier hands the body over as a text': 1 });
});
