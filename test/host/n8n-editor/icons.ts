import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import type { Browser } from 'playwright-core';

const svg = path.resolve(import.meta.dirname, '../../../n8n/icons/livespace.svg');

/** The icon as Zapier and Make want it uploaded: square PNGs, drawn from the SVG. */
export async function icons(t: TestContext, browser: Browser, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const drawn = (await readFile(svg, 'utf8')).replace(/width="\d+" height="\d+"/, 'width="100%" height="100%"');
  for (const size of [256, 512]) {
    await t.test(`${size} pixels`, async () => {
      const page = await browser.newPage({ viewport: { width: size, height: size } });
      await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${drawn}`);
      await page.screenshot({ path: path.join(folder, `livespace-${size}.png`), omitBackground: true });
      await page.close();
    });
  }
}
