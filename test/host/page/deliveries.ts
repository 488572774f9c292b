import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { onStage, rowsOf, says } from '../../../testing/hosts/page/stage.ts';
import { signDelivery } from '../../../testing/sign.ts';

/** The first delivery, with no other program than the simulator; and a look at what went over the wire. */
export async function deliveries(t: TestContext, browser: Browser): Promise<void> {
  await onStage(browser, async ({ simulator, page, problems }) => {
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const dialog = page.getByRole('dialog');
    const attempts = () => rowsOf(page, /^Delivery attempts/);
    const pre = (name: string) => dialog.locator(`[data-part=${name}]`).textContent();
    const secret = () => simulator.subscriptions()[0]?.secret ?? '';
    const url = `${simulator.url}/receiver`;
    const body = async () => String((await wire(1)).request?.body);
    const wire = async (number: number) => {
      const answer = await fetch(`${simulator.url}/_control/deliveries/${number}`);
      return (await answer.json()) as { outcome: string; request?: { body: string } };
    };

    await t.test('the test receiver is subscribed with two clicks and a choice of events', async () => {
      await button('Add subscription').click();
      await button('Use the test receiver').click();
      await button('Next: Set triggers').click();
      for (const event of ['deal.created', 'deal.status_changed']) await page.getByLabel(event).check();
      await button('Activate subscription').click();
      await says(page, 'status', '“Test receiver” is active');
      assert.equal(simulator.subscriptions()[0]?.url, url);
    });

    await t.test('a deal made on the page is delivered to it', async () => {
      await page.getByLabel('Deal name').fill('Oferta a/b “Łódź”');
      await button('Create deal').click();
      await page.locator('[data-text=outcome]', { hasText: 'delivered' }).waitFor();
      assert.deepEqual(
        (await attempts()).map(([, ...rest]) => rest),
        [['deal.created', url, '1', '200', 'delivered', '']],
      );
    });

    await t.test('its details show signature, headers, body, answer and time, as they went over the wire', async () => {
      await button('Details of delivery 1: deal.created, attempt 1').click();
      await dialog.getByRole('heading', { name: 'Delivery 1: deal.created' }).waitFor();
      const signature = signDelivery(url, await body(), secret());
      const fields = await dialog.locator('dd').allTextContents();
      assert.match(String(fields[1]), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      assert.deepEqual([fields[0], fields[3], fields[4]], [url, signature, 'url-body, with the subscription’s secret']);
      assert.equal(await pre('request-headers'), `Content-Type: application/json\nX-Livespace-Signature: ${signature}`);
      assert.deepEqual(JSON.parse(String(await pre('request-body'))), JSON.parse(await body()));
      assert.match(String(await pre('answer')), /^HTTP 200\n(.+\n)+\nthe test receiver accepts/);
      assert.match(
        String(await dialog.locator('#delivery-outcome').textContent()),
        /Attempt 1 of 3: delivered, after \d+ ms/,
      );
    });

    await t.test('a browser that refuses to copy: the dialog tells', async () => {
      await page.evaluate(`navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))`);
      await button('Copy signature').click();
      await says(page, 'status', 'Copying failed: not allowed');
      await page.evaluate('delete navigator.clipboard.writeText');
    });

    await t.test('signature, headers and body are copied, the body to the byte', async () => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const clipboard = () => page.evaluate('navigator.clipboard.readText()');
      const signature = signDelivery(url, await body(), secret());
      await button('Copy signature').click();
      await says(page, 'status', 'The signature is copied.');
      assert.equal(await clipboard(), signature);
      await button('Copy headers').click();
      await says(page, 'status', 'The headers are copied.');
      assert.equal(await clipboard(), `Content-Type: application/json\nX-Livespace-Signature: ${signature}`);
      await button('Copy body as it was sent').click();
      await says(page, 'status', 'The body is copied.');
      assert.equal(await clipboard(), await body());
      assert.match(await body(), /a\\\/b/);
    });

    await t.test('closing, by button or Escape, leads back to where one was', async () => {
      const details = button('Details of delivery 1: deal.created, attempt 1');
      const isFocused = () => details.evaluate((element) => element === element.ownerDocument.activeElement);
      await button('Close').click();
      assert.deepEqual([await dialog.count(), await isFocused()], [0, true]);
      await page.keyboard.press('Enter');
      await dialog.waitFor();
      await page.keyboard.press('Escape');
      assert.deepEqual([await dialog.count(), await isFocused()], [0, true]);
    });

    for (const [mode, answer, why] of [
      [
        'refuses',
        '401',
        'The receiver refused it. Does it have this subscription’s URL and secret, and expect this signature?',
      ],
      ['asks for it again', '503', 'The receiver asks for the event to be sent again.'],
      ['moved elsewhere', '302', 'Redirects are not followed. Enter the URL that it leads to.'],
    ] as const) {
      await t.test(`a receiver that ${mode}: three attempts, lost, and why`, async () => {
        const before = (await attempts()).length;
        await page.getByLabel('What it does with a genuine event').selectOption(mode);
        await says(page, 'status', `The test receiver ${mode}.`);
        simulator.createDeal({ name: mode });
        await simulator.idle();
        await button(`Details of delivery ${before + 3}: deal.created, attempt 3`).waitFor();
        const [last] = await attempts();
        assert.deepEqual(last?.slice(3), ['3', answer, 'lost', why]);
      });
    }

    await t.test(
      'a delivery that is long ago is listed without what went over the wire, and nothing to copy',
      async () => {
        await page.getByLabel('What it does with a genuine event').selectOption('accepts');
        await says(page, 'status', 'The test receiver accepts.');
        await page.getByRole('checkbox', { name: 'Refresh every second' }).uncheck();
        simulator.importDeals(201);
        await simulator.idle();
        const { outcome, request } = await wire(1);
        assert.deepEqual([outcome, request], ['delivered', undefined]);
        await button('Details of delivery 1: deal.created, attempt 1').click();
        assert.equal(await pre('request-body'), '(too long ago to be kept)');
        assert.deepEqual(await dialog.getByRole('button').allTextContents(), ['Close']);
      },
    );

    await t.test('the visit caused no script error and no request elsewhere', () => assert.deepEqual(problems, []));
  });
}
