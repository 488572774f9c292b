import { amount, integer, list, percent, text } from '../../../shared/src/item/coerce.ts';

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
  ["1'234.50", 1234.5],
  ['1’234’567,5', 1234567.5],
  ['12 500,5 zł', 12500.5],
  ['12 500,50 PLN', 12500.5],
  ['PLN 12,500.50', 12500.5],
  ['PLN12500', 12500],
  ['€1.234,50', 1234.5],
  ['1.234,50 €', 1234.5],
  ['$1,234.50', 1234.5],
  ['-$5', -5],
  ['$-5', -5],
  ['€ -5,5', -5.5],
  ['-5', -5],
  ['- 5', -5],
  ['\u22125,50', -5.5],
  ['1 500 Kč', 1500],
  ['1 500 kr.', 1500],
  ['zł 5', 5],
  ['5 złote', null],
  ['5 EUR netto', null],
  ['PLN', null],
  ['5-', null],
  ['5 000 00', null],
  ['12,34,56', null],
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

test.each(['.,', ',', '1,111', ' ', '1', '1 ', 'zł', '-'])('an amount of a megabyte of %j is none', (piece) => {
  // It would take minutes, and fail by the test's own time limit, where the time grew with the square of the length.
  for (const text of [piece.repeat(500_000), `${piece.repeat(500_000)}x`, `1${piece.repeat(500_000)}`])
    expect(amount(text)).toBeNull();
});

test.each([
  ['5,00', 5],
  ['80 %', 80],
  ['80%', 80],
  [`80${' '.repeat(100)}% `, 80],
  ['80 %%', null],
  [80, 80],
  ['%', null],
  ['80 % x', null],
])('percent %j is %j', (value, expected) => expect(percent(value)).toBe(expected));

test.each([
  [1, 1],
  ['2', 2],
  ['2.9', 2],
  ['x', null],
])('integer %j is %j', (value, expected) => expect(integer(value)).toBe(expected));

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
