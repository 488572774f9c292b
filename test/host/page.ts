import { launchChromium } from '../../testing/hosts/chromium.ts';
import { appearance } from './page/appearance.ts';
import { deals } from './page/deals.ts';
import { hostile } from './page/hostile.ts';
import { keyboard } from './page/keyboard.ts';
import { readingOrder } from './page/reading-order.ts';
import { webhooks } from './page/webhooks.ts';

const browser = await launchChromium();
try {
  for (const part of [deals, webhooks, keyboard, readingOrder, appearance, hostile]) {
    console.log(`-- ${part.name}`);
    await part(browser);
  }
} finally {
  await browser.close();
}
