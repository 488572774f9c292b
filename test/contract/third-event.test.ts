jest.mock('../../shared/src/events.ts', () => jest.requireActual('../../testing/third-event.ts'));

import { sameAsCore, throughCore } from './columns.ts';
import * as n8n from './hosts/n8n.ts';
import * as zapier from './hosts/zapier.ts';
import { vectors } from './vectors.ts';

const thirds = vectors.filter(({ events }) => String(events) === 'deal.value_changed');

test('a third event has a vector', async () => {
  expect(thirds.map(({ title }) => title)).toEqual(['the sample of deal.value_changed']);
  for (const vector of thirds) expect(await throughCore(vector)).toMatchObject(vector.expected);
});

describe('n8n', () => sameAsCore('n8n', n8n.manual, thirds));
describe('Zapier, automatic', () => sameAsCore('zapier', zapier.automatic, thirds));
describe('Zapier, manual', () => sameAsCore('zapier', zapier.manual, thirds));
describe('Zapier, Check Livespace Event', () => sameAsCore('zapier', zapier.checkEvent, thirds));
