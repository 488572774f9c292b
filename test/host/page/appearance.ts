import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { Simulator } from '../../../simulator/src/index.ts';
import { Endpoint, onStage, says } from '../../../testing/hosts/page/stage.ts';

/** 640 is a window of 1280 at a zoom of 200 %, 360 a phone, 320 the narrowest that WCAG asks for. */
const widths = [320, 360, 640, 960, 961, 1280, 1920];

/** Text that its box cuts off or that lies outside the window, and short words that are broken in the middle. */
const flaws = `(() => {
  const isBroken = (text) => [...text.data.matchAll(/\\S+/g)].some(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return range.getClientRects().length > 1;
  });
  const found = [];
  for (const element of document.querySelectorAll('button, a, label, legend, caption, h1, h2, h3, p, th, td, dd, pre, select')) {
    // In a narrow window the table heads are there for screen readers only.
    if (!element.checkVisibility() || (element.closest('thead') && innerWidth <= 960)) continue;
    const tell = (flaw) => found.push(element.tagName + ' "' + element.textContent.trim().slice(0, 40) + '" ' + flaw);
    const { left, right } = element.getBoundingClientRect();
    if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1) tell('is cut off');
    if (left < 0 || right > innerWidth + 0.5) tell('sticks out');
    const isShort = element.matches('button, label, thead th, [data-text=status], [data-text=outcome]');
    if (isShort && [...element.childNodes].some((node) => node.nodeType === 3 && isBroken(node))) tell('is broken');
  }
  return found;
})()`;

async function fill(simulator: Simulator, endpoint: Endpoint): Promise<void> {
  const url = `${endpoint.url}&path=6f7c2a1e-1111-4222-8333-444455556666-${'x'.repeat(80)}`;
  const both = ['deal.created', 'deal.status_changed'];
  const { id } = simulator.addSubscription({ name: 'n8n · Nowe szanse sprzedaży do arkusza', url, events: both });
  await simulator.activateSubscription(id);
  simulator.addSubscription({ name: 'Ręcznie', url: 'https://example.com/hook', events: ['deal.created'] });
  endpoint.next(500, 500, 500);
  const name = `Bardzo długa nazwa szansy – „Konstantynopolitańczykowianeczka” ${'W'.repeat(60)} sp. z o.o.`;
  simulator.createDeal({ name, value: 123_456_789.5, owner_name: 'Aleksandra Brzęczyszczykiewicz-Wiśniewska' });
  await simulator.idle();
  simulator.changeStatus(String(simulator.deals()[0]?.id), 'won');
  await simulator.idle();
}

/** What axe finds, in the light and in the dark colour scheme. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const run = 'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html))';
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...((await page.evaluate(run)) as string[]).map((violation) => `${colorScheme}: ${violation}`));
  }
  return found;
}

/** What it looks like, in every width, to eyes and to axe. */
export async function appearance(t: TestContext, browser: Browser): Promise<void> {
  const endpoint = await new Endpoint().start();
  const act = onStage(browser, async ({ simulator, page }) => {
    const secret = page.getByRole('button', { name: /^Show secret of n8n/ });

    await t.test('axe finds nothing on a fresh account', async () => {
      await page
        .getByRole('button', { name: /^Mark .* won$/ })
        .first()
        .waitFor();
      assert.deepEqual(await violations(page), []);
    });

    await fill(simulator, endpoint);
    await secret.click();
    await says(page, 'status', 'The secret of');
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await t.test(
        `${width} wide: nothing is cut off, sticks out or breaks inside a word, and nothing scrolls sideways`,
        async () => {
          assert.deepEqual(await page.evaluate(flaws), []);
          assert.ok(Number(await page.evaluate('document.documentElement.scrollWidth')) <= width);
        },
      );
      await t.test(`${width} wide: axe finds nothing, while a success is told`, async () => {
        assert.deepEqual(await violations(page), []);
      });
    }

    await t.test('the colours follow the scheme that the machine prefers', async () => {
      const ground = async (colorScheme: 'light' | 'dark') => {
        await page.emulateMedia({ colorScheme });
        return page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
      };
      assert.notEqual(await ground('dark'), await ground('light'));
    });

    for (const width of [360, 1280]) {
      await t.test(`${width} wide: a delivery is shown whole, and axe finds nothing in it`, async () => {
        await page.setViewportSize({ width, height: 800 });
        await page.getByRole('button', { name: 'Details of delivery 3' }).click();
        await page.getByRole('dialog').waitFor();
        assert.deepEqual(await page.evaluate(flaws), []);
        assert.deepEqual(await violations(page), []);
        await page.getByRole('button', { name: 'Close' }).click();
      });
    }

    await t.test('axe finds nothing in the form that adds a subscription', async () => {
      await page.getByRole('button', { name: 'Add subscription' }).click();
      await page.getByRole('button', { name: 'Use the test receiver' }).click();
      await page.getByRole('button', { name: 'Next: Set triggers' }).click();
      assert.deepEqual(await page.evaluate(flaws), []);
      assert.deepEqual(await violations(page), []);
    });

    await t.test('axe finds nothing while a failure is told', async () => {
      endpoint.stop();
      await page.getByRole('button', { name: 'Pause n8n' }).click();
      await says(page, 'status', 'is paused');
      await page.getByRole('button', { name: 'Activate n8n' }).click();
      await says(page, 'alert', 'failed');
      assert.deepEqual(await violations(page), []);
    });
  });
  await act.finally(() => endpoint.stop());
}
