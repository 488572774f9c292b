import { readEvents, readSettings } from '../../zapier/src/settings.ts';

test.each([
  [undefined, undefined],
  [null, undefined],
  ['', undefined],
  ['  ', undefined],
  [0, 0],
  ['0', 0],
  [12_500.5, 12_500.5],
  ['12 500,50', 12_500.5],
  ['12\u00a0500,50', 12_500.5],
  ['12,500.50', 12_500.5],
  ['12.500,50', 12_500.5],
  ['-5', -5],
  ['12 500,50 zł', 12_500.5],
])('Minimum Value %j is %j', (minimum_value, minimumValue) => {
  const { filters, problem } = readSettings({ minimum_value });
  expect([filters.minimumValue, problem]).toEqual([minimumValue, undefined]);
});

test.each(['abc', '1e3', 'NaN', true, {}])('Minimum Value %j is a problem, and filters nothing', (value) => {
  const { filters, problem } = readSettings({ minimum_value: value });
  expect(filters.minimumValue).toBeUndefined();
  expect(problem).toContain('is not a number');
});

test.each([
  [undefined, []],
  [[], []],
  ['', []],
  [[''], []],
  ['won', ['won']],
  [
    ['Won', ' lost '],
    ['won', 'lost'],
  ],
  ['won, Lost,', ['won', 'lost']],
])('Status %j is %j', (status, statuses) => {
  const { filters, problem } = readSettings({ status });
  expect([filters.statuses, problem]).toEqual([statuses, undefined]);
});

test.each([
  [undefined, 'any'],
  ['', 'any'],
  [[], 'any'],
  [['deal.created'], ['deal.created']],
  ['deal.created, deal.deleted', ['deal.created', 'deal.deleted']],
])('Events %j are %j', (events, read) => {
  expect(readEvents({ events })).toEqual(read);
});

test('a status that does not exist is a problem, and filters nothing', () => {
  expect(readSettings({ status: ['paused'] })).toMatchObject({
    filters: { statuses: [] },
    problem: expect.stringContaining('“paused”'),
  });
});

test.each([
  [{}, [], []],
  [{ process_id: '', owner_id: null }, [], []],
  [{ process_id: 'p', owner_id: 7 }, ['p'], ['7']],
  [{ process_id: ['p', 'q'], owner_id: ['o'] }, ['p', 'q'], ['o']],
])('%j', (input, processIds, ownerIds) => {
  expect(readSettings(input).filters).toMatchObject({ processIds, ownerIds });
});

test.each([
  [true, true],
  ['true', true],
  ['True', true],
  ['yes', true],
  ['1', true],
  [1, true],
  [false, false],
  ['false', false],
  ['no', false],
  ['0', false],
  [0, false],
  ['', false],
  [undefined, false],
  [null, false],
])('Skip Late Events %j is %j', (skip_late, skipLate) => {
  expect(readSettings({ skip_late }).skipLate).toBe(skipLate);
});
