import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { onStage, says } from '../../../testing/hosts/page/stage.ts';
import { until } from '../../../testing/hosts/until.ts';

/** What goes wrong, by switch. */
export async function faults(t: TestContext, browser: Browser): Promise<void> {
  await onStage(browser, async ({ simulator, page, problems }) => {
    const region = page.getByRole('region', { name: 'What goes wrong' });
    await page.getByRole('button', { name: 'Mark' }).first().waitFor();
    const names = (await region.locator('label').allTextContents()).map((name) => name.trim());

    await t.test('each is switched on, shown so to whoever opens the page, and off again', async () => {
      assert.ok(names.length >= 8);
      for (const [index, name] of names.entries()) {
        const input = region.getByRole('switch', { name, exact: true });
        assert.equal(await input.isChecked(), false);
        await input.check();
        await says(page, 'status', `On: ${name}.`);
        assert.equal(simulator.faults().length, index + 1);
        assert.equal(simulator.faults().at(-1)?.count === 1, false);
      }
      await page.reload();
      await page.getByRole('button', { name: 'Mark' }).first().waitFor();
      for (const name of names) {
        const input = region.getByRole('switch', { name, exact: true });
        assert.equal(await input.isChecked(), true);
        await input.uncheck();
        await says(page, 'status', `Off: ${name}.`);
      }
      assert.deepEqual(simulator.faults(), []);
    });

    await t.test('what a script sets is shown, and what has struck goes off by itself', async () => {
      const input = region.getByRole('switch', { name: 'The API answers with an HTML page' });
      simulator.fault({ kind: 'not-json' });
      await until(() => input.isChecked(), 3000);
      await fetch(`${simulator.url}/api/public/json/Deal/getAll`);
      await until(async () => !(await input.isChecked()), 3000);
    });

    await t.test('one does what it says: each event comes three times', async () => {
      const { id } = simulator.addSubscription({
        name: 'Test receiver',
        url: `${simulator.url}/receiver`,
        events: ['deal.created'],
      });
      await simulator.activateSubscription(id);
      await region.getByRole('switch', { name: 'Each event is sent three times at once' }).check();
      await says(page, 'status', 'On: Each event is sent three times at once.');
      simulator.createDeal();
      await simulator.idle();
      assert.equal(new Set(simulator.deliveries().map(({ eventId }) => eventId)).size, 1);
      assert.equal(simulator.deliveries().length, 3);
    });

    await t.test('the visit caused no script error and no request elsewhere', () => assert.deepEqual(problems, []));
  });
}
