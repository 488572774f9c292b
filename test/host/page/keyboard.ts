import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { Endpoint, onStage, says } from '../../../testing/hosts/page/stage.ts';

const focused = (locator: Locator) => locator.evaluate((element) => element === element.ownerDocument.activeElement);

/** What somebody sees of the element that has the focus: its outline, and whether something lies over its middle. */
const focusLook = `(() => {
  const element = document.activeElement;
  const { left, top, width, height } = element.getBoundingClientRect();
  const over = document.elementFromPoint(left + width / 2, top + height / 2);
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return {
    text: element.ariaLabel || element.textContent || element.name || element.id,
    isOutlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
    isUncovered: over !== null && (element.contains(over) || over.contains(element)),
  };
})()`;

/** Presses Tab until it is there. Every stop on the way must be seen. */
async function tabTo(page: Page, locator: Locator): Promise<void> {
  await locator.waitFor();
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab');
    const look = (await page.evaluate(focusLook)) as { text: string; isOutlined: boolean; isUncovered: boolean };
    assert.deepEqual(look, { text: look.text, isOutlined: true, isUncovered: true });
    if (await focused(locator)) return;
  }
  throw new Error(`120 tabs don't lead to ${locator}`);
}

/** Two refreshes, so that a focus lost to one of them is found. */
const refreshes = (page: Page) => page.waitForTimeout(2200);

/** The whole of it without a mouse. */
export async function keyboard(t: TestContext, browser: Browser): Promise<void> {
  const endpoint = await new Endpoint().start();
  const act = onStage(browser, async ({ simulator, page }) => {
    const button = (name: string) => page.getByRole('button', { name, exact: true });

    await t.test('a deal is created: Enter in the last field, and the focus stays', async () => {
      await tabTo(page, page.getByLabel('Deal name'));
      await page.keyboard.type('Nowak');
      await tabTo(page, page.getByLabel('Value'));
      await page.keyboard.type('100');
      await tabTo(page, page.getByLabel('Owner'));
      await page.keyboard.type('Zof');
      await tabTo(page, button('Create deal'));
      await page.keyboard.press('Enter');
      await says(page, 'status', '“Nowak” is created.');
      assert.equal(simulator.deals()[0]?.owner_name, 'Zofia Zając');
      assert.equal(await focused(button('Create deal')), true);
    });

    await t.test('a deal is marked won and lost, and the focus stays where it is, over refreshes too', async () => {
      await tabTo(page, button('Mark Nowak won'));
      await page.keyboard.press('Enter');
      await says(page, 'status', '“Nowak” is won.');
      await refreshes(page);
      assert.equal(await focused(button('Mark Nowak won')), true);
      await tabTo(page, button('Mark Nowak lost'));
      await page.keyboard.press('Space');
      await says(page, 'status', '“Nowak” is lost.');
      assert.equal(await focused(button('Mark Nowak lost')), true);
    });

    await t.test('a new row above moves no focus', async () => {
      simulator.createDeal({ name: 'Nowsza' });
      await button('Mark Nowsza won').waitFor();
      assert.equal(await focused(button('Mark Nowak lost')), true);
    });

    await t.test('a link at the top leads past the deals', async () => {
      await page.reload();
      await tabTo(page, page.getByRole('link', { name: 'Webhooks' }));
      await page.keyboard.press('Enter');
      assert.equal(await focused(page.getByRole('heading', { name: 'Account Settings → Webhooks' })), true);
    });

    await t.test('the switch is used with Space', async () => {
      await tabTo(page, page.getByRole('switch', { name: 'Subscription API' }));
      await page.keyboard.press('Space');
      await says(page, 'status', 'The subscription API is on.');
      assert.equal(simulator.subscriptionApi(), 'on');
      assert.equal(await focused(page.getByRole('switch', { name: 'Subscription API' })), true);
    });

    await t.test('a subscription is added, and each step begins where the focus is', async () => {
      await tabTo(page, button('Add subscription'));
      await page.keyboard.press('Enter');
      assert.equal(await focused(page.getByLabel('Name this subscription')), true);
      await page.keyboard.type('n8n');
      await tabTo(page, page.getByLabel('Where should we send the data?'));
      await page.keyboard.type(endpoint.url);
      await page.keyboard.press('Enter');
      assert.equal(await focused(page.getByRole('checkbox', { name: 'deal.created' })), true);
      await page.keyboard.press('Space');
      endpoint.next(500);
      await page.keyboard.press('Enter');
      await says(page, 'alert', '“n8n” stays in the list, inactive');
      assert.deepEqual(simulator.subscriptions()[0]?.events, ['deal.created']);
      assert.equal(await focused(button('Add subscription')), true);
    });

    await t.test('it is activated: a failure and a success leave the focus on the button', async () => {
      endpoint.next(500);
      await tabTo(page, button('Activate n8n'));
      await page.keyboard.press('Enter');
      await says(page, 'alert', 'Activate n8n failed');
      assert.equal(await focused(button('Activate n8n')), true);
      await page.keyboard.press('Enter');
      await says(page, 'status', '“n8n” is active');
      await refreshes(page);
      assert.equal(await focused(button('Activate n8n')), true);
    });

    await t.test('the secret is the next stop after its button, selected for copying, and stays so', async () => {
      await tabTo(page, button('Show secret of n8n'));
      await page.keyboard.press('Enter');
      await says(page, 'status', 'The secret of “n8n” is in the field after the button.');
      assert.equal(await focused(button('Show secret of n8n')), true);
      await page.keyboard.press('Tab');
      await refreshes(page);
      const selected = await page.evaluate('getSelection().toString()');
      assert.equal(selected, simulator.subscriptions()[0]?.secret);
      assert.match(String(selected), /^[0-9a-f]{64}$/);
    });

    await t.test('what is being typed survives refreshes', async () => {
      await page.getByLabel('Deal name').focus();
      await page.keyboard.type('w poł');
      await refreshes(page);
      await page.keyboard.type('owie');
      assert.equal(await page.getByLabel('Deal name').inputValue(), 'w połowie');
    });

    await t.test('after deleting, the focus is on the heading, not lost', async () => {
      await tabTo(page, button('Delete n8n'));
      await page.keyboard.press('Enter');
      await says(page, 'status', '“n8n” is deleted.');
      assert.equal(await focused(page.getByRole('heading', { name: 'Account Settings → Webhooks' })), true);
    });

    await t.test('in a narrow window no stop hides behind the outcome', async () => {
      await page.setViewportSize({ width: 320, height: 500 });
      await page.reload();
      await page.getByRole('switch', { name: 'Subscription API' }).click();
      await says(page, 'status', 'The subscription API is off.');
      await page.getByLabel('Deal name').focus();
      await tabTo(page, button('Add subscription'));
    });
  });
  await act.finally(() => endpoint.stop());
}
