import { productFiles, read } from '../../testing/product-code.ts';

const sizes = productFiles().map((file) => ({ file, lines: read(file).trimEnd().split('\n').length }));

test('no source file is longer than 200 lines', () => {
  expect(sizes.filter(({ lines }) => lines > 200)).toEqual([]);
});

test('half of the core’s files have 80 lines or fewer', () => {
  const core = sizes.filter(({ file }) => file.startsWith('shared/')).map(({ lines }) => lines);
  core.sort((one, other) => one - other);
  expect(core[Math.floor(core.length / 2)]).toBeLessThanOrEqual(80);
});
