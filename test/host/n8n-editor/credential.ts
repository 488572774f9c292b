import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { cutOff } from '../../../testing/hosts/n8n/cut-off.ts';
import type { Editor } from '../../../testing/hosts/n8n/editor.ts';
import type { Stage } from '../../../testing/hosts/n8n/stage.ts';
import { until } from '../../../testing/hosts/until.ts';

/** A credential made in the node's panel: first with a wrong secret, then with the right one. */
export async function credential(t: TestContext, editor: Editor, stage: Stage): Promise<void> {
  await editor.add('Livespace', 'On new deal');
  await editor.choose('registration', 'Automatic');
  const modal = editor.credential;
  const field = (name: string) => modal.getByTestId(`parameter-input-${name}`).locator('input');
  await editor.node.getByTestId('node-credentials-select').first().click();
  await editor.page.getByTestId('node-credentials-select-item-new').locator('visible=true').click();

  await t.test('the credential asks for subdomain, key and secret, hides these two, and cuts no text off', async () => {
    await field('subdomain').waitFor();
    assert.equal(await field('subdomain').getAttribute('placeholder'), 'e.g. acme');
    assert.deepEqual(await Promise.all(['apiKey', 'apiSecret'].map((name) => field(name).getAttribute('type'))), [
      'password',
      'password',
    ]);
    assert.deepEqual(await cutOff(modal), []);
  });

  await t.test('a wrong secret is told apart, with what to do', async () => {
    for (const [name, value] of Object.entries(stage.fields({ apiSecret: 'wrong' }))) await field(name).fill(value);
    await modal.getByTestId('credential-save-button').click();
    await modal.getByText('Couldn’t connect with these settings').waitFor();
    await modal.getByText('More details').click();
    await modal.getByText(/API secret.*Copy the API secret/).waitFor();
    assert.deepEqual(await cutOff(modal), []);
  });
  await editor.picture('credential-refused', modal);

  await t.test('with the right secret it is saved and chosen in the node', async () => {
    await field('apiSecret').fill(stage.fields().apiSecret ?? '');
    await modal.getByTestId('credential-save-button').click();
    await modal.waitFor({ state: 'hidden' });
    await editor.node.getByTestId('credential-edit-button').click();
    await modal.getByText('Connection tested successfully').waitFor();
  });
  // n8n tells of the saving in the corner, for a while.
  await until(async () => (await editor.page.getByRole('alert').count()) === 0, 30_000);
  await editor.picture('credential', modal);
  await editor.page.keyboard.press('Escape');
  await modal.waitFor({ state: 'hidden' });
}
