import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { onStage, rowsOf, says } from '../../../testing/hosts/page/stage.ts';

/** What people do with deals. */
export async function deals(t: TestContext, browser: Browser): Promise<void> {
  await onStage(browser, async ({ simulator, page, problems }) => {
    const form = page.getByRole('form', { name: 'New deal' });
    const button = (name: string) => page.getByRole('button', { name, exact: true });

    await t.test('deals are listed newest first, with status, value and owner', async () => {
      await button('Mark Abonament – Księgarnia Pod Lipą won').waitFor();
      const rows = await rowsOf(page, /^Deals/);
      assert.deepEqual(rows[0], ['Abonament – Księgarnia Pod Lipą', 'Open', '1 234,50 PLN', 'Łukasz Wiśniewski']);
      assert.deepEqual(
        rows.map(([, status]) => status),
        ['Open', 'Outdated', 'Open', 'Lost', 'Won'],
      );
    });

    await t.test('a deal is created with name, value, process and owner, in the first stage', async () => {
      await form.getByLabel('Deal name').fill('Nowak');
      await form.getByLabel('Value').fill('12500.5');
      await form.getByLabel('Process').selectOption('Partnerzy');
      await form.getByLabel('Owner').selectOption('Zofia Zając');
      await form.getByRole('button', { name: 'Create deal' }).click();
      await says(page, 'status', '“Nowak” is created.');
      assert.deepEqual((await rowsOf(page, /^Deals/))[0], ['Nowak', 'Open', '12 500,50 PLN', 'Zofia Zając']);
      const [deal] = simulator.deals();
      assert.deepEqual([deal?.process_name, deal?.stage_name], ['Partnerzy', 'Rozmowy']);
    });

    await t.test('the form is empty again, and asks for a name itself', async () => {
      assert.equal(await form.getByLabel('Deal name').inputValue(), '');
      await form.getByRole('button', { name: 'Create deal' }).click();
      assert.equal(
        await form.getByLabel('Deal name').evaluate((field) => field === field.ownerDocument.activeElement),
        true,
      );
      assert.equal(simulator.deals().length, 6);
    });

    await t.test('a name of spaces is none', async () => {
      await form.getByLabel('Deal name').fill('  ');
      await form.getByRole('button', { name: 'Create deal' }).click();
      await form.getByLabel('Deal name').fill('  ');
      await page.keyboard.press('Enter');
      assert.equal(await form.getByLabel('Deal name').inputValue(), '');
      assert.equal(simulator.deals().length, 6);
    });

    for (const [name, status, shown] of [
      ['Mark Nowak won', 'won', 'Won'],
      ['Mark Nowak lost', 'lost', 'Lost'],
      ['Mark Nowak open again', 'open', 'Open'],
    ] as const) {
      await t.test(`"${name}" does it, says it and shows it`, async () => {
        await button(name).click();
        await says(page, 'status', `“Nowak” is ${name.replace('Mark Nowak ', '')}.`);
        assert.equal((await rowsOf(page, /^Deals/))[0]?.[1], shown);
        assert.equal(simulator.deals()[0]?.status, status);
      });
    }

    await t.test('a button for what a deal is already is off, tells why, and sends nothing', async () => {
      await button('Mark Nowak won').click();
      await says(page, 'status', 'is won.');
      assert.equal(await button('Mark Nowak won').isDisabled(), true);
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.method()));
      await button('Mark Nowak won').click({ force: true });
      await says(page, 'status', '“Nowak” is won already.');
      assert.equal(requests.includes('POST'), false);
    });

    await t.test('a double click creates one deal', async () => {
      const before = simulator.deals().length;
      await form.getByLabel('Deal name').fill('Dwa razy');
      await form.getByRole('button', { name: 'Create deal' }).dblclick();
      await says(page, 'status', '“Dwa razy” is created.');
      assert.equal(simulator.deals().length, before + 1);
    });

    await t.test('an answer that was overtaken is not shown', async () => {
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route(
        '**/overview',
        async (route) => {
          const response = await route.fetch();
          await released;
          await route.fulfill({ response });
        },
        { times: 1 },
      );
      await page.waitForRequest('**/overview');
      await button('Mark Nowak lost').click();
      await says(page, 'status', '“Nowak” is lost.');
      const stale = page.waitForResponse('**/overview');
      release();
      await stale;
      await page.getByRole('checkbox', { name: 'Refresh every second' }).uncheck();
      await page.waitForTimeout(200);
      assert.equal(await button('Mark Nowak lost').isDisabled(), true);
      await page.getByRole('checkbox', { name: 'Refresh every second' }).check();
    });

    await t.test('text that is selected stays selected over refreshes', async () => {
      await page.getByRole('rowheader', { name: 'Nowak', exact: true }).selectText();
      await page.waitForTimeout(2200);
      assert.equal(await page.evaluate('getSelection().toString()'), 'Nowak');
    });

    await t.test('what others do shows by itself, unless refreshing is off', async () => {
      simulator.createDeal({ name: 'Z API' });
      await button('Mark Z API won').waitFor();
      const refreshing = page.getByRole('checkbox', { name: 'Refresh every second' });
      await refreshing.uncheck();
      simulator.createDeal({ name: 'Później' });
      await page.waitForTimeout(2500);
      assert.equal(await button('Mark Później won').count(), 0);
      await refreshing.check();
      await button('Mark Później won').waitFor();
    });

    await t.test('odd deals are shown as they are: no name, no owner, null, lists, other currencies', async () => {
      simulator.createDeal({ name: 'Dużo', value: 1e300 });
      await page.getByRole('rowheader', { name: 'Dużo' }).waitFor();
      assert.equal((await rowsOf(page, /^Deals/))[0]?.[2], '1e+300 PLN');
      simulator.createDeal({ id: 'a/b?c', name: null, value: null, currency: null, owner_name: ['x'] });
      await page.getByRole('rowheader', { name: '–', exact: true }).waitFor();
      assert.deepEqual((await rowsOf(page, /^Deals/))[0], ['–', 'Open', '– –', '["x"]']);
      await button('Mark – lost').click();
      await says(page, 'status', '“–” is lost.');
      assert.equal(simulator.deals()[0]?.status, 'lost');
    });

    await t.test('the visit caused no script error and no request elsewhere', () => assert.deepEqual(problems, []));
  });
}
