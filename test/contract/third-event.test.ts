jest.mock('../../shared/src/events.ts', () => jest.requireActual('../../testing/third-event.ts'));

import { sameAsCore, throughCore } from './columns.ts';
import * as n8n from './hosts/n8n.ts';
import * as zapier from './hosts/zapier.ts';
import { vectors } from './vectors.ts';

const some = vectors.filter(({ events }) => String(events) === 'deal.value_changed');

test('a third event has a vector', async () => {
  expect(some.map(({ title }) => title)).toEqual(['the sample of deal.value_changed']);
  for (const vector of some) expect(await throughCore(vector)).toMatchObject(vector.expected);
});

// Make's files hold it once they are generated: test/make/third-event.test.ts.
describe('n8n', () => void sameAsCore(n8n.manual, { some }));
describe('Zapier, automatic', () => void sameAsCore(zapier.automatic, { some }));
describe('Zapier, manual', () => void sameAsCore(zapier.manual, { some }));
describe('Zapier, Check Livespace Event', () => void sameAsCore(zapier.checkEvent, { some }));
