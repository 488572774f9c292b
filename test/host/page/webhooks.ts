import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { Endpoint, onStage, rowsOf, says } from '../../../testing/hosts/page/stage.ts';
import { until } from '../../../testing/hosts/until.ts';
import { signDelivery } from '../../../testing/sign.ts';

const tooSlow = 'The receiver was too slow: Livespace waits 3 seconds for the whole answer.';

/** *Account Settings → Webhooks*, by hand, on an account as the vendor documents it. */
export async function webhooks(t: TestContext, browser: Browser): Promise<void> {
  const endpoint = await new Endpoint().start();
  const act = onStage(
    browser,
    async ({ simulator, page, problems }) => {
      const form = page.getByRole('form', { name: 'Add subscription' });
      const button = (name: string) => page.getByRole('button', { name, exact: true });
      const only = () => {
        const [subscription] = simulator.subscriptions();
        assert.ok(subscription);
        return subscription;
      };
      const connect = async (url: string) => {
        if (!(await form.isVisible())) await button('Add subscription').click();
        await form.getByLabel('Name this subscription').fill('n8n · Deals');
        await form.getByLabel('Where should we send the data?').fill(url);
      };
      const offered = () => form.getByRole('group', { name: 'Set triggers' }).locator('label').allTextContents();

      await t.test(
        'Add subscription opens a form that asks for a name and a URL first, then for the events',
        async () => {
          await page.getByRole('button', { name: 'Mark Abonament' }).first().waitFor();
          assert.equal(await form.isVisible(), false);
          await button('Add subscription').click();
          await button('Next: Set triggers').click();
          assert.equal(await form.getByRole('group', { name: 'Set triggers' }).isVisible(), false);
          await connect(endpoint.url);
          await button('Next: Set triggers').click();
          assert.deepEqual(await offered(), [' deal.created', ' deal.status_changed']);
          await button('Add subscription').click();
          assert.equal(await form.isVisible(), false);
        },
      );

      await t.test('the events that the simulator names are offered, a new one too', async () => {
        await page.route('**/overview', async (route) => {
          const response = await route.fetch();
          const overview = await response.json();
          await route.fulfill({ response, json: { ...overview, events: [...overview.events, 'deal.value_changed'] } });
        });
        await page.reload();
        await page.getByRole('button', { name: 'Mark Abonament' }).first().waitFor();
        await connect(endpoint.url);
        await button('Next: Set triggers').click();
        assert.deepEqual(await offered(), [' deal.created', ' deal.status_changed', ' deal.value_changed']);
        await page.unroute('**/overview');
        await page.reload();
        await page.getByRole('button', { name: 'Mark Abonament' }).first().waitFor();
      });

      await t.test('a URL that is not https, and a choice of no event, are refused with the reason', async () => {
        await connect('http://example.com/hook');
        await button('Next: Set triggers').click();
        await form.getByRole('checkbox', { name: 'deal.created' }).check();
        await button('Activate subscription').click();
        await says(page, 'alert', 'the URL must start with https://');
        await form.getByRole('checkbox', { name: 'deal.created' }).uncheck();
        await connect(endpoint.url);
        await button('Activate subscription').click();
        await says(page, 'alert', 'at least one event is needed');
        assert.deepEqual(simulator.subscriptions(), []);
      });

      await t.test(
        'a subscription whose handshake fails is listed: inactive, never triggered, without a secret',
        async () => {
          endpoint.next(404);
          for (const event of ['deal.created', 'deal.status_changed']) {
            await form.getByRole('checkbox', { name: event }).check();
          }
          await button('Activate subscription').click();
          await says(page, 'alert', /handshake with 200 or 204: 404. “n8n · Deals” stays in the list, inactive/);
          const row = ['n8n · Deals', 'No', endpoint.url, 'deal.created, deal.status_changed', 'never'];
          assert.deepEqual(await rowsOf(page, 'Subscriptions'), [row]);
          assert.equal(await button('Show secret of n8n · Deals').isDisabled(), true);
          assert.equal(await form.isVisible(), false);
        },
      );

      await t.test('one whose handshake passes is active, and its secret is there to be copied', async () => {
        const { id } = only();
        simulator.deleteSubscription(id);
        await connect(endpoint.url);
        await button('Next: Set triggers').click();
        await form.getByRole('checkbox', { name: 'deal.created' }).check();
        await form.getByRole('checkbox', { name: 'deal.status_changed' }).check();
        await button('Activate subscription').click();
        await says(page, 'status', 'Its secret is in its row.');
        assert.equal((await rowsOf(page, 'Subscriptions'))[0]?.[1], 'Yes');
        const field = page.getByRole('textbox', { name: 'Secret of n8n · Deals' });
        assert.equal(await field.evaluate((element) => element === element.ownerDocument.activeElement), true);
        assert.equal(await field.inputValue(), only().secret);
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        await button('Copy secret of n8n · Deals').click();
        await says(page, 'status', 'The secret of “n8n · Deals” is copied.');
        assert.equal(await page.evaluate('navigator.clipboard.readText()'), only().secret);
        simulator.deleteSubscription(only().id);
        simulator.addSubscription({
          name: 'n8n · Deals',
          url: endpoint.url,
          events: ['deal.created', 'deal.status_changed'],
        });
        await button('Activate n8n · Deals').waitFor();
      });

      for (const [answer, reason] of [
        [503, /handshake with 200 or 204: 503/],
        ['never', /handshake with 200 or 204: no answer within 300 ms/],
      ] as const) {
        await t.test(`a handshake answered ${answer} is reported, and leaves it inactive`, async () => {
          endpoint.next(answer);
          await button('Activate n8n · Deals').click();
          await says(page, 'alert', reason);
          assert.equal((await rowsOf(page, 'Subscriptions'))[0]?.[1], 'No');
          assert.equal(only().secret, '');
        });
      }

      await t.test('activating sends an empty, unsigned handshake; then it is active', async () => {
        endpoint.received.length = 0;
        await button('Activate n8n · Deals').click();
        await says(page, 'status', 'is active: its endpoint answered the handshake');
        assert.equal((await rowsOf(page, 'Subscriptions'))[0]?.[1], 'Yes');
        assert.deepEqual(
          endpoint.received.map(({ body, headers }) => [body, headers['x-livespace-signature']]),
          [['', undefined]],
        );
      });

      await t.test('the secret is shown when asked for, and signs what is delivered', async () => {
        const field = page.getByRole('textbox', { name: 'Secret of n8n · Deals' });
        assert.equal(await field.count(), 0);
        await button('Show secret of n8n · Deals').click();
        const secret = await field.inputValue();
        simulator.createDeal({ name: 'Oferta' });
        const delivery = await until(() => endpoint.received[1], 3000);
        const expected = signDelivery(endpoint.url, delivery.body, secret);
        assert.equal(delivery.headers['x-livespace-signature'], expected);
      });

      await t.test(
        'every attempt is listed with its answer and outcome, and when the subscription was triggered',
        async () => {
          endpoint.next(500, 'never', 410);
          simulator.createDeal({ name: 'Nieudana' });
          await page.locator('[data-text=outcome]', { hasText: 'lost' }).waitFor();
          const rows = await rowsOf(page, /^Delivery attempts/);
          assert.deepEqual(
            rows.map(([, ...rest]) => rest),
            [
              ['deal.created', endpoint.url, '3', '410', 'lost', 'The receiver says that this URL is gone for good.'],
              ['deal.created', endpoint.url, '2', 'no answer within 1000 ms', 'retrying', tooSlow],
              ['deal.created', endpoint.url, '1', '500', 'retrying', 'The receiver failed. Its log says why.'],
              ['deal.created', endpoint.url, '1', '200', 'delivered', ''],
            ],
          );
          assert.match(rows[0]?.[0] ?? '', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
          assert.equal((await rowsOf(page, 'Subscriptions'))[0]?.[4], rows[0]?.[0]);
        },
      );

      await t.test('a delivery shows while it is under way, and its end by itself', async () => {
        endpoint.next('never');
        await button('Mark Oferta won').click();
        await says(page, 'status', '“Oferta” is won.');
        assert.deepEqual((await rowsOf(page, /^Delivery attempts/))[0]?.slice(3), ['1', '–', 'under way', '']);
        await page.locator('[data-text=outcome]', { hasText: 'delivered' }).nth(1).waitFor();
        const [second, first] = await rowsOf(page, /^Delivery attempts/);
        assert.deepEqual(first?.slice(3), ['1', 'no answer within 1000 ms', 'retrying', tooSlow]);
        assert.deepEqual(second?.slice(3), ['2', '200', 'delivered', '']);
      });

      await t.test('pausing stops deliveries', async () => {
        await button('Pause n8n · Deals').click();
        await says(page, 'status', '“n8n · Deals” is paused.');
        const before = endpoint.received.length;
        simulator.createDeal();
        await simulator.idle();
        assert.equal(endpoint.received.length, before);
        assert.equal((await rowsOf(page, 'Subscriptions'))[0]?.[1], 'No');
      });

      await t.test('activating again shakes hands again and keeps the secret', async () => {
        const { secret } = only();
        endpoint.received.length = 0;
        await button('Activate n8n · Deals').click();
        await says(page, 'status', 'is active');
        assert.deepEqual(
          endpoint.received.map(({ body }) => body),
          [''],
        );
        assert.deepEqual([only().isActive, only().secret], [true, secret]);
      });

      await t.test('an endpoint that is gone is reported', async () => {
        await button('Pause n8n · Deals').click();
        endpoint.stop();
        await button('Activate n8n · Deals').click();
        await says(page, 'alert', 'ECONNREFUSED');
      });

      await t.test('deleting takes it off the list', async () => {
        await button('Delete n8n · Deals').click();
        await says(page, 'status', '“n8n · Deals” is deleted.');
        assert.deepEqual(await rowsOf(page, 'Subscriptions'), []);
        assert.deepEqual(simulator.subscriptions(), []);
      });

      await t.test('the subscription API is off at first; it is switched on and off, and stays so', async () => {
        const apiSwitch = page.getByRole('switch', { name: 'Subscription API' });
        const mode = async () => (await fetch(`${simulator.url}/_control/subscription-api`)).json();
        assert.equal(await apiSwitch.isChecked(), false);
        await apiSwitch.check();
        await says(page, 'status', 'The subscription API is on.');
        assert.deepEqual(await mode(), { mode: 'on' });
        await page.reload();
        await button('Mark Oferta won').waitFor();
        assert.equal(await apiSwitch.isChecked(), true);
        await apiSwitch.uncheck();
        await says(page, 'status', 'The subscription API is off.');
        assert.deepEqual(await mode(), { mode: 'off' });
      });

      await t.test('what else nobody knows is chosen from what there is, and stays so', async () => {
        for (const [label, value] of [
          ['Signature made of', 'body-dot-url-normalized'],
          ['Deal fields named in', 'nested'],
          ['Times written as', 'unix-ms'],
          ['Secrets in the API’s list', 'masked'],
        ] as const) {
          await page.getByLabel(label).selectOption(value);
          await says(page, 'status', `${label}: ${value}.`);
        }
        const profile = {
          api: 'off',
          form: 'body-dot-url-normalized',
          fields: 'nested',
          time: 'unix-ms',
          secret: 'masked',
        };
        assert.deepEqual(simulator.profile(), profile);
        await page.reload();
        await button('Mark Oferta won').waitFor();
        assert.equal(await page.getByLabel('Times written as').inputValue(), 'unix-ms');
        assert.equal(await page.getByLabel('Signature made of').locator('option').count(), 20);
      });

      await t.test('the visit caused no script error and no request elsewhere', () => assert.deepEqual(problems, []));
    },
    { deliveryTimeoutMs: 1000 },
  );
  await act.finally(() => endpoint.stop());
}
