import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { credentialsOf, N8nApi } from '../../../../testing/hosts/n8n/n8n-api.ts';
import { RealN8n } from '../../../../testing/hosts/n8n/real-n8n.ts';
import type { Stage } from '../../../../testing/hosts/n8n/stage.ts';

/** A second n8n that has, by import or as a clone, what the first one stored: production must not notice. */
export async function instanceCases(t: TestContext, stage: Stage): Promise<void> {
  const { livespace, n8n } = stage;
  const workflow = await stage.published('Production', { events: ['deal.created'] });
  const [production] = structuredClone(stage.subscriptionsOf(workflow));
  const others = () => livespace.subscriptions().filter(({ id }) => id !== production?.id);
  const isUntouched = () => {
    assert.deepEqual(
      stage.subscriptionsOf(workflow).map(({ id, isActive }) => [id, isActive]),
      [[production?.id, true]],
    );
  };
  const exported = path.join(n8n.folder, 'production.json');

  await t.test('imported with its static data on a second n8n, published and unpublished there', async () => {
    await n8n.command('export:workflow', `--id=${workflow.id}`, `--output=${exported}`);
    const second = await RealN8n.create();
    try {
      await second.installPackage(n8n.tarball);
      await second.start();
      const api = await N8nApi.signIn(second.url);
      const account = await api.createCredential('livespaceApi', stage.fields(), 'Account');
      const [copy] = JSON.parse(await readFile(exported, 'utf8'));
      assert.equal(copy.staticData[`node:${copy.nodes[0].name}`].id, production?.id);
      copy.nodes[0].credentials = credentialsOf(account);
      await writeFile(exported, JSON.stringify([copy]));
      await second.command('import:workflow', `--input=${exported}`);
      assert.equal((await api.getWorkflow(workflow.id)).staticData?.[`node:${copy.nodes[0].name}`]?.id, production?.id);

      assert.equal((await api.publish(workflow.id)).status, 'published');
      isUntouched();
      assert.deepEqual(
        others().map(({ url, isActive }) => [new URL(url).origin, isActive]),
        [[second.url, true]],
      );
      await api.unpublish(workflow.id);
      isUntouched();
      assert.deepEqual(others(), []);
      assert.match(second.log, /“n8n · Production” \(.*\) stays in Livespace/);
    } finally {
      await second.remove();
    }
  });

  await t.test('a cloned database under another address, unpublished there', async () => {
    await n8n.stop();
    const clone = await n8n.clone();
    await n8n.start();
    try {
      await clone.start();
      const api = await N8nApi.signIn(clone.url);
      await api.unpublish(workflow.id);
      isUntouched();
      assert.ok(clone.log.includes(`(${production?.url}) stays in Livespace: another n8n made it`));
      assert.equal((await api.publish(workflow.id)).status, 'published');
      isUntouched();
      await api.unpublish(workflow.id);
      isUntouched();
      assert.deepEqual(others(), []);
    } finally {
      await clone.remove();
    }
  });

  await t.test('and production still hears', async () => {
    livespace.createDeal();
    await stage.executions(workflow, 1);
    await stage.api.unpublish(workflow.id);
    assert.deepEqual(stage.subscriptionsOf(workflow), []);
  });
}
