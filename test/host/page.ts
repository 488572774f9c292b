import { test } from 'node:test';
import { launchChromium } from '../../testing/hosts/chromium.ts';
import { appearance } from './page/appearance.ts';
import { deals } from './page/deals.ts';
import { deliveries } from './page/deliveries.ts';
import { faults } from './page/faults.ts';
import { hostile } from './page/hostile.ts';
import { keyboard } from './page/keyboard.ts';
import { readingOrder } from './page/reading-order.ts';
import { webhooks } from './page/webhooks.ts';

test('the simulator’s page in a real Chromium', async (t) => {
  const browser = await launchChromium();
  t.after(() => browser.close());
  for (const part of [deals, webhooks, deliveries, faults, keyboard, readingOrder, appearance, hostile]) {
    await t.test(part.name, (t) => part(t, browser));
  }
});
