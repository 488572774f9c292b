import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { startSimulator } from 'livespace-simulator';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../../testing/hosts/chromium.ts';
import { credentialsOf, N8nApi, outputOf } from '../../../testing/hosts/n8n/n8n-api.ts';
import type { RealN8n } from '../../../testing/hosts/n8n/real-n8n.ts';
import { until } from '../../../testing/hosts/until.ts';
import { offline, unzipBuild, zapierFolder, zapierPlatform } from '../../../testing/hosts/zapier/cli.ts';
import { startLambda } from '../../../testing/hosts/zapier/lambda.ts';
import { type Connection, Make, type TriggerState } from '../../../testing/make/make.ts';
import { startZapierServers } from '../../../testing/zapier/servers.ts';
import { Zap } from '../../../testing/zapier/zap.ts';

const trigger = 'Livespace Trigger';
const dealName = 'Biurka dla Nowak i Wspólnicy';

/** One deal, created by a person on the page, on an account as the simulator starts it: without a subscription API. */
export async function reachesEveryHost(t: TestContext, n8n: RealN8n): Promise<void> {
  const livespace = await startSimulator({ deals: [] });
  const browser = await launchChromium();
  const account = { subdomain: livespace.url, apiKey: livespace.apiKey, apiSecret: livespace.apiSecret };
  const make = await new Make(livespace.url).open();
  const zapier = await startZapier();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(livespace.url);
    await t.test('the account starts without a subscription API, and the page says so', async () => {
      assert.equal(await page.getByRole('switch', { name: /subscription API/i }).isChecked(), false);
      assert.equal(livespace.subscriptionApi(), 'off');
    });

    const { api, workflow, credential } = await publishedByHand(n8n);
    await t.test('the administrator registers n8n’s URL on the page, and n8n passes the handshake', () =>
      register(page, api.webhookUrl(workflow.nodes[0] ?? assert.fail('The workflow has no node'))),
    );
    await t.test('the secret is copied from the page into n8n’s credential', async () => {
      await page.getByRole('button', { name: 'Show secret of n8n by hand' }).click();
      const secret = await page.getByRole('textbox', { name: 'Secret of n8n by hand' }).inputValue();
      assert.ok(secret.length > 0);
      await api.updateCredential(credential, { secret, previousSecret: '' });
    });

    const zap = zapier.zap('deal_created_scheduled', account);
    const before = await poll(zap, { isPopulatingDedupe: true });
    const connection = await make.connect({ ...account, subdomain: 'acme' });
    const state: TriggerState = { lastDate: new Date(), ids: [] };
    const fromMake = () =>
      make.poll('watchDealsScheduled', connection as Connection, { event: 'deal.created', limit: 100 }, state);
    assert.deepEqual([before, await fromMake()], [[], []]);

    // Livespace's times are whole seconds, and Make starts from now on.
    await until(() => Date.now() > (state.lastDate?.getTime() ?? 0) + 1000, 3000);
    await t.test('a person creates a deal on the page', async () => {
      const form = page.getByRole('form', { name: 'New deal' });
      await form.getByLabel('Deal name').fill(dealName);
      await form.getByRole('button', { name: 'Create deal' }).click();
      await until(() => livespace.deals().length === 1, 3000);
    });
    await t.test('it reaches n8n through manual registration, once', async () => {
      const executions = await until(async () => {
        const all = await api.listExecutions(workflow.id);
        return all.length > 0 && all.every(({ stoppedAt }) => stoppedAt) && all;
      }, 10_000);
      assert.equal(executions.length, 1);
      const [item] = outputOf(await api.getExecution(executions[0]?.id ?? ''), trigger) ?? [];
      assert.equal((item?.deal as { name?: string } | undefined)?.name, dealName);
    });
    await t.test('it reaches Zapier’s built app through its scheduled trigger', async () => {
      const names = (await poll(zap)).map(({ deal }) => deal.name);
      assert.deepEqual(names, [dealName]);
    });
    await t.test('it reaches the Make files through theirs', async () => {
      assert.deepEqual(
        (await fromMake()).map(({ deal }) => deal.name),
        [dealName],
      );
    });
    await t.test('nobody added a subscription through the API', () =>
      assert.deepEqual(
        livespace.subscriptions().map(({ name }) => name),
        ['n8n by hand'],
      ),
    );
    await api.unpublish(workflow.id);
  } finally {
    await zapier.close();
    await make.close();
    await browser.close();
    await livespace.close();
  }
}

async function publishedByHand(n8n: RealN8n) {
  const api = await N8nApi.signIn(n8n.url);
  const credential = await api.createCredential('livespaceWebhookApi', { secret: '', previousSecret: '' }, 'By hand');
  const node = {
    name: trigger,
    type: 'n8n-nodes-livespace.livespaceTrigger',
    parameters: { registration: 'manual', events: ['deal.created'] },
    credentials: credentialsOf(credential),
  };
  const draft = await api.createWorkflow({ name: 'By hand', nodes: [node] });
  const { status } = await api.publish(draft.id);
  assert.equal(status, 'published');
  return { api, credential, workflow: await api.getWorkflow(draft.id) };
}

async function register(page: Page, url: string): Promise<void> {
  await page.getByRole('button', { name: 'Add subscription' }).click();
  const form = page.getByRole('form', { name: 'Add subscription' });
  await form.getByLabel('Name this subscription').fill('n8n by hand');
  await form.getByLabel('Where should we send the data?').fill(url);
  await form.getByRole('button', { name: 'Next: Set triggers' }).click();
  await form.getByRole('checkbox', { name: 'deal.created' }).check();
  await form.getByRole('button', { name: 'Activate subscription' }).click();
  await page.getByRole('status').filter({ hasText: 'is active' }).waitFor();
}

/** The app that `zapier-platform build` made, unzipped, in a process of its own. */
async function startZapier() {
  const { code, output } = await zapierPlatform(offline.build, zapierFolder);
  assert.equal(code, 0, output);
  const folder = await mkdtemp(path.join(tmpdir(), 'zapier-app-'));
  await unzipBuild(zapierFolder, folder);
  const servers = await startZapierServers();
  const lambda = startLambda(folder);
  return {
    zap: (key: string, authData: Zap['authData']) => new Zap({ servers, run: lambda.run, trigger: key, authData }),
    async close() {
      await lambda.stop();
      await servers.close();
      await rm(folder, { recursive: true });
    },
  };
}

function poll(zap: Zap, meta: object = {}) {
  return zap.operation('perform', { meta }) as ReturnType<Zap['list']>;
}
