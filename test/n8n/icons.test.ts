import { readFileSync } from 'node:fs';
import path from 'node:path';

test.each([256, 512])('the icon is there as a PNG of %d pixels, for where an SVG is not taken', (size) => {
  const png = readFileSync(path.join(__dirname, `../../n8n/icons/livespace-${size}.png`));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
});
