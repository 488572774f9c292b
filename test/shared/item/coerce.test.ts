import { amount, day, instant, integer, list, text } from '../../../shared/src/item/coerce.ts';

test.each([
  ['x', 'x'],
  [' x ', ' x '],
  [0, '0'],
  [4711, '4711'],
  ['', null],
  ['  ', null],
  [null, null],
  [undefined, null],
  [true, null],
  [[], null],
  [{}, null],
])('text %j is %j', (value, expected) => expect(text(value)).toBe(expected));

test.each([
  [12500.5, 12500.5],
  [0, 0],
  [-3, -3],
  ['12500.50', 12500.5],
  ['5,00', 5],
  ['0.5', 0.5],
  ['-12,5', -12.5],
  ['+7', 7],
  ['1 234,50', 1234.5],
  ['1\u00a0234\u202f567,50', 1234567.5],
  ['1,234.50', 1234.5],
  ['1.234,50', 1234.5],
  ['1.234.567', 1234567],
  ['1,234,567.89', 1234567.89],
  ['12,500', 12.5],
  ['', null],
  ['abc', null],
  ['1..2', null],
  ['1.234,567.8', null],
  ['1,23.4', null],
  ['5.', null],
  ['50 %', null],
  ['1e3', null],
  ['0x10', null],
  ['9'.repeat(400), null],
  [Number.NaN, null],
  [Number.POSITIVE_INFINITY, null],
  [null, null],
  [[], null],
  [true, null],
])('amount %j is %j', (value, expected) => expect(amount(value)).toBe(expected));

test('an amount of a megabyte takes no time', () => {
  const start = performance.now();
  for (const piece of ['.,', ',', '1,111', ' ', '1']) expect(amount(`${piece.repeat(500_000)}x`)).toBeNull();
  expect(performance.now() - start).toBeLessThan(1000);
});

test.each([
  [1, 1],
  ['2', 2],
  ['2.9', 2],
  ['x', null],
])('integer %j is %j', (value, expected) => expect(integer(value)).toBe(expected));

test.each([
  ['2024-01-08T07:50:00Z', '2024-01-08T07:50:00.000Z'],
  ['2024-01-08t07:50:00z', '2024-01-08T07:50:00.000Z'],
  ['2024-01-08T07:50:00.123Z', '2024-01-08T07:50:00.123Z'],
  ['2024-01-08T07:50:00.123456+02:00', '2024-01-08T05:50:00.123Z'],
  ['2025-10-08 15:19:13+02', '2025-10-08T13:19:13.000Z'],
  ['2025-10-08 15:19:13+0200', '2025-10-08T13:19:13.000Z'],
  ['2025-10-08 15:19:13 +02:00', '2025-10-08T13:19:13.000Z'],
  ['2025-10-08 15:19:13-0530', '2025-10-08T20:49:13.000Z'],
  ['2025-10-08 00:30:00+02', '2025-10-07T22:30:00.000Z'],
  ['2025-10-08 15:19:13', '2025-10-08T15:19:13.000Z'],
  ['2025-10-08 15:19', '2025-10-08T15:19:00.000Z'],
  [' 2025-10-08 ', '2025-10-08T00:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['2025-02-29', null],
  ['2025-02-30T10:00:00Z', null],
  ['2025-13-01', null],
  ['2025-10-08 25:00:00', null],
  ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ['2025-10-08 15:19:13+99', null],
  ['2025-10-08 15:19:13 Europe/Warsaw', null],
  ['0000-00-00 00:00:00', null],
  ['08.10.2025', null],
  ['', null],
  ['now', null],
  [1728400753, '2024-10-08T15:19:13.000Z'],
  [null, null],
  [[], null],
])('instant %j is %j', (value, expected) => expect(instant(value)).toBe(expected));

test.each([
  ['2026-12-31', '2026-12-31'],
  ['2025-10-08 23:59:00-05', '2025-10-08'],
  ['2026-02-31', null],
  ['2026-13-05', null],
  ['2026-00-05', null],
  ['2026-10-00', null],
  ['0000-00-00', null],
  ['', null],
  ['2026-1-1', null],
  [20261231, null],
  [[], null],
])('day %j is %j', (value, expected) => expect(day(value)).toBe(expected));

test.each([
  [['a'], ['a']],
  [{ 0: 'a', 2: 'b' }, ['a', 'b']],
  [{}, []],
  [null, []],
  ['', []],
  [true, []],
  ['a', ['a']],
  [7, [7]],
  [{ name: 'a' }, [{ name: 'a' }]],
  [{ id: 7, owner: {} }, [{ id: 7, owner: {} }]],
  [{ a: {}, b: { c: 1 } }, [{}, { c: 1 }]],
  [{ '6f1c2b1e-7a64-4d0b-9c57-2b8c0d6a7e11': 'a' }, ['a']],
])('list %j is %j', (value, expected) => expect(list(value)).toEqual(expected));
