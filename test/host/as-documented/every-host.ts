import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { startSimulator } from 'livespace-simulator';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../../testing/hosts/chromium.ts';
import type { RealN8n } from '../../../testing/hosts/n8n/real-n8n.ts';
import { until } from '../../../testing/hosts/until.ts';
import { endpointReceiver } from './receivers/endpoint.ts';
import { makeReceiver } from './receivers/make.ts';
import { n8nReceiver } from './receivers/n8n.ts';
import type { Receiver } from './receivers/receiver.ts';
import { zapierReceiver } from './receivers/zapier.ts';

const dealName = 'Biurka dla Nowak i Wspólnicy';

/** One deal, created by a person on the page, on an account as the simulator starts it: without a subscription API. */
export async function reachesEveryHost(t: TestContext, n8n: RealN8n): Promise<void> {
  const livespace = await startSimulator({ deals: [] });
  t.after(() => livespace.close());
  const browser = await launchChromium();
  t.after(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(livespace.url);
  await t.test('the account starts without a subscription API, and the page says so', async () => {
    assert.equal(await page.getByRole('switch', { name: /subscription API/i }).isChecked(), false);
    assert.equal(livespace.subscriptionApi(), 'off');
  });

  const receivers: Receiver[] = [];
  for (const start of [
    () => n8nReceiver(n8n, livespace),
    () => zapierReceiver(livespace),
    () => makeReceiver(livespace),
    () => endpointReceiver(livespace),
  ]) {
    const receiver = await start();
    t.after(() => receiver.close());
    receivers.push(receiver);
  }
  for (const { name, url, enterSecret } of receivers) {
    await t.test(`the administrator adds a webhook for ${name} on the page, and takes its secret there`, async () => {
      await add(page, `${name} by hand`, url);
      await enterSecret(await secretOf(page, `${name} by hand`));
    });
  }
  for (const { name, look } of receivers) {
    await t.test(`the first look of ${name} starts nothing`, async () => assert.deepEqual(await look(), []));
  }

  // Livespace's times are whole seconds, and Make starts from now on.
  const began = Date.now();
  await until(() => Date.now() > began + 1500, 3000);
  await t.test('a person creates a deal on the page', async () => {
    const form = page.getByRole('form', { name: 'New deal' });
    await form.getByLabel('Deal name').fill(dealName);
    await form.getByRole('button', { name: 'Create deal' }).click();
    await until(() => livespace.deals().length === 1, 3000);
    await livespace.idle();
  });
  for (const { name, heard, look } of receivers) {
    await t.test(`by hand it reaches ${name} once`, async () => {
      await until(async () => (await heard()).length > 0, 10_000);
      assert.deepEqual(await heard(), [dealName]);
    });
    await t.test(`by schedule it reaches ${name} once`, async () => {
      assert.deepEqual(await look(), [dealName]);
      assert.deepEqual(await look(), [dealName]);
    });
    if (name !== 'Make') await t.test(`a forged one does not reach ${name}`, () => forged(name, heard));
  }
  await t.test('nobody asked for a subscription through the API', () => {
    assert.deepEqual(
      livespace
        .subscriptions()
        .map(({ name }) => name)
        .sort(),
      receivers.map(({ name }) => `${name} by hand`).sort(),
    );
    assert.deepEqual(
      livespace.requests().filter(({ method }) => method.startsWith('Webhook/')),
      [],
    );
  });

  async function forged(name: string, heard: Receiver['heard']) {
    const { id = '' } = livespace.subscriptions().find((one) => one.name === `${name} by hand`) ?? {};
    await livespace.forge(id, { name: 'deal.created', data: { id: 'forged', name: 'Forged' } });
    assert.deepEqual(await heard(), [dealName]);
  }
}

/** As Livespace's help describes it. */
async function add(page: Page, name: string, url: string): Promise<void> {
  await page.getByRole('button', { name: 'Add subscription' }).click();
  const form = page.getByRole('form', { name: 'Add subscription' });
  await form.getByLabel('Name this subscription').fill(name);
  await form.getByLabel('Where should we send the data?').fill(url);
  await form.getByRole('button', { name: 'Next: Set triggers' }).click();
  await form.getByRole('checkbox', { name: 'deal.created' }).check();
  await form.getByRole('button', { name: 'Activate subscription' }).click();
  await page.getByRole('status').filter({ hasText: name }).filter({ hasText: 'is active' }).waitFor();
}

async function secretOf(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: `Show secret of ${name}` }).click();
  const secret = await page.getByRole('textbox', { name: `Secret of ${name}` }).inputValue();
  assert.ok(secret.length > 0);
  return secret;
}
