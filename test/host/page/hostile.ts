import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { startSimulator } from '../../../simulator/src/index.ts';
import { onStage, rowsOf, says } from '../../../testing/hosts/page/stage.ts';

const markup = '"><img src=x onerror="globalThis.struck = 1"><script>globalThis.struck = 2</script>{{7*7}}';

/** What others put into the account, other sites in the same browser, and a simulator that goes away. */
export async function hostile(t: TestContext, browser: Browser): Promise<void> {
  await onStage(browser, async ({ simulator, page, problems }) => {
    await t.test('markup in names, owners, URLs and event names is text', async () => {
      const url = `https://127.0.0.1:1/${markup}`;
      simulator.createDeal({ name: markup, owner_name: markup, value: markup, currency: markup, status_name: markup });
      const { id } = simulator.addSubscription({ name: markup, url, events: ['deal.created'] });
      await page.getByRole('button', { name: `Mark ${markup} won`, exact: true }).click();
      await says(page, 'status', `“${markup}” is won.`);
      await page.getByRole('button', { name: `Activate ${markup}`, exact: true }).click();
      await says(page, 'alert', `Activate ${markup} failed: `);
      assert.deepEqual((await rowsOf(page, /^Deals/))[0], [markup, markup, `${markup} ${markup}`, markup]);
      assert.deepEqual((await rowsOf(page, 'Subscriptions'))[0]?.slice(0, 3), [markup, 'No', url]);
      assert.equal(await page.locator('img, script:not([src]), iframe').count(), 0);
      assert.equal(await page.evaluate('globalThis.struck'), undefined);
      simulator.deleteSubscription(id);
    });

    await t.test('the page’s policy stops what is injected all the same', async () => {
      await page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(markup)})`);
      await page.waitForTimeout(200);
      assert.equal(await page.evaluate('globalThis.struck'), undefined);
      assert.ok(problems.some((problem) => problem.includes('Content Security Policy')));
    });

    await t.test(
      'another site in the same browser can’t create deals, read the account or embed the page',
      async () => {
        const site = http.createServer((_request, response) => {
          response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<iframe src="${simulator.url}"></iframe>`);
        });
        await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
        const other = await page.context().newPage();
        try {
          await other.goto(`http://localhost:${(site.address() as AddressInfo).port}`);
          const before = simulator.deals().length;
          const attempts = await other.evaluate(`(async () => {
          const target = ${JSON.stringify(simulator.url)};
          const tell = (promise) => promise.then((answer) => answer.text()).then((text) => 'read: ' + text, () => 'refused');
          return Promise.all([
            tell(fetch(target + '/_control/deals', { method: 'POST', mode: 'no-cors', body: '{"name":"obcy"}' })),
            tell(fetch(target + '/_control/deals', { method: 'POST', body: '{"name":"obcy"}' })),
            tell(fetch(target + '/_control/deals', { mode: 'no-cors' })),
            tell(fetch(target + '/_control/deals')),
          ]);
        })()`);
          assert.deepEqual(attempts, ['refused', 'refused', 'refused', 'refused']);
          assert.equal(simulator.deals().length, before);
          const [, frame] = other.frames();
          assert.equal(frame?.url(), 'chrome-error://chromewebdata/');
        } finally {
          await other.close();
          site.close();
          site.closeAllConnections();
        }
      },
    );
  });

  await onStage(browser, async ({ simulator, page }) => {
    await page
      .getByRole('button', { name: /^Mark .* won$/ })
      .first()
      .waitFor();
    await simulator.close();

    await t.test('a simulator that is gone is reported, once and in words', async () => {
      await says(page, 'alert', 'The page can’t refresh: the simulator does not answer.');
      await page.getByRole('switch', { name: 'Subscription API' }).click();
      await says(page, 'alert', 'Switching the subscription API failed: the simulator does not answer.');
      await page.waitForTimeout(2200);
      assert.match((await page.getByRole('alert').textContent()) ?? '', /^Switching/);
    });

    await t.test('when it is back the page goes on, and shows what is the case', async () => {
      const again = await startSimulator({
        port: Number(new URL(simulator.url).port),
        deals: [{ name: 'Po przerwie' }],
      });
      try {
        await says(page, 'status', 'The simulator answers again.');
        assert.deepEqual(
          (await rowsOf(page, /^Deals/)).map(([name]) => name),
          ['Po przerwie'],
        );
        assert.equal(await page.getByRole('switch', { name: 'Subscription API' }).isChecked(), false);
      } finally {
        await again.close();
      }
    });
  });
}
