import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { cutOff } from '../../../testing/hosts/n8n/cut-off.ts';
import type { Editor } from '../../../testing/hosts/n8n/editor.ts';

/** The name without “Trigger”, as n8n lists it, and the description. */
const nodes = [
  ['Livespace', /^Starts the workflow when a new deal is added, or .* in Livespace CRM$/],
  ['Livespace Scheduled', /^Looks for New Deals and Deal Status Changes in Livespace CRM at regular intervals/],
] as const;

export async function nodesPanel(t: TestContext, editor: Editor): Promise<void> {
  const creator = await editor.search();
  const items = creator.getByTestId('item-iterator-item');
  for (const [name, description] of nodes) {
    const item = items.filter({ has: editor.page.getByText(name, { exact: true }) });
    await t.test(`the nodes panel finds ${name}, tells what it is for and shows its icon`, async () => {
      await item.getByText(description).waitFor();
      const icon = item.locator('img').first();
      assert.ok(await icon.evaluate((image) => image.complete && image.naturalWidth > 0), 'the icon is not drawn');
    });
  }
  await t.test('it finds nothing else, and cuts no text off', async () => {
    assert.equal(await items.count(), nodes.length);
    assert.deepEqual(await cutOff(creator), []);
  });
  await editor.picture('nodes-panel', creator.getByTestId('search-bar'), items.last());

  await t.test('the panel of Livespace Scheduled asks for its account, times and events', async () => {
    await editor.add('Livespace Scheduled', 'On new deal');
    await editor.showsLabels(['Credential', 'Poll Times', 'Mode', 'Events', 'Options']);
    assert.deepEqual(await cutOff(editor.node), []);
  });
  await t.test('and offers a date to start from', async () => {
    await editor.node.getByTestId('collection-parameter-add').click();
    await editor.page.getByRole('option', { name: 'Start From' }).click();
    await editor.showsLabels(['Credential', 'Poll Times', 'Mode', 'Events', 'Options', 'Start From']);
    assert.deepEqual(await cutOff(editor.node), []);
  });
  const { node } = editor;
  const panel = [node.getByTestId('tab-params'), node.getByTestId('node-execute-button')];
  await editor.picture('scheduled', ...panel, node.getByTestId('collection-parameter-add'));
  await t.test('and on the canvas the chosen events stand below it', async () => {
    await editor.closeNode();
    await editor.canvas.getByText('Livespace Scheduled Trigger', { exact: true }).waitFor();
    await editor.canvas.getByText('New Deal', { exact: true }).waitFor();
  });
}
